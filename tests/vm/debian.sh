#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-only
# Copyright (C) 2026 The dmarig authors
#
# Debian's own kernel: a guest loads its early modules in an order that works, and uses that it does not
# support are refused in a sentence.

source "$(dirname "$0")/tap.sh"

err=$(mktemp)
trap 'rm -f "$err"' EXIT

# refused SENTENCE MACHINE KERNEL: with status 3, and says so
# shellcheck disable=SC2317 # called through check
refused() {
	local status=0

	"$top/userspace/vm/kernel.sh" image "$2" "$3" debug >"$err" 2>&1 || status=$?
	[[ $status == 3 ]] && grep -q -- "$1" "$err"
}

# Each module on the list comes after all it depends on.
# shellcheck disable=SC2317 # called through check
in_order() {
	local modules=$1/modules loaded=' ' name dependency

	while read -r name; do
		for dependency in $(modinfo -F depends "$modules/$name.ko" | tr , ' '); do
			[[ $loaded == *" $dependency "* ]] || return 1
		done
		loaded+="$name "
	done <"$modules/early.list"
	[[ $loaded == *' configfs '* ]]
}

# shellcheck disable=SC2317 # called through check
of_this_kernel() {
	local release=$1 module
	shift

	for module; do
		[[ $(modinfo -F vermagic "$module") == "$release "* ]] || return 1
	done
}

kernel=$("$top/userspace/vm/kernel.sh" image virt debian debug) || exit
config=$(readlink "$kernel/config")
check "modules are loaded in an order that works" in_order "$kernel"
check "all of them are of this kernel" of_this_kernel "${config#boot/config-}" "$kernel"/modules/*.ko
check "what Debian leaves out is among them" test -f "$kernel/modules/zynqmp_dma.ko" -a \
	-f "$kernel/modules/dmatest.ko" -a "$(grep -c dmatest "$kernel/modules/early.list")" = 0
check "a machine that kernel does not know is refused" \
	refused "linux-image-.*-armmp has no CONFIG_ARCH_ZYNQ, which machine zynq needs" zynq debian
check "a version this release has not is refused, and those it has are named" \
	refused "KERNEL=debian-5.4: Debian has no such kernel for arm64 here; it has: debian" virt debian-5.4
finish
