#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-only
# Copyright (C) 2026 The dmarig authors
#
# Builds the modules against every kernel the rig promises to build on, each warning an error, and
# prints a line for each. No kernel is built: trees prepared for modules, and header packages.
#
# A header package is VERSION-ARCH-debian, with a variant of Debian's kernels behind it.

source "$(dirname "$0")/../vm/lib.sh"

flavour=debug

# A prepared tree has no symbol list, so what is undefined there says nothing; a package has one.
check() {
	local name=$1 machine=$2 lenient=$3 status=0 tree log=$top/build/headers/$1.log
	shift 3

	tree=$("$@" 2>"$log") || status=$?
	# What this release of Debian does not have is not our failure, and not a pass either.
	if ((status == 3)); then
		echo "ok - $name # SKIP $(tail -n 1 "$log")"
		return
	fi
	if ((status)); then
		echo "not ok - $name: no tree to build against, see $log"
		return 1
	fi
	if KBUILD_MODPOST_WARN=$lenient KCFLAGS=-Werror \
		"$scripts/module.sh" "$machine" "$tree" "check-$name" >>"$log" 2>&1 &&
		! grep -E 'warning:|WARNING:' "$top/build/module-check-$name/build.log" |
		grep -vE 'modpost: .*undefined!|modpost: Symbol info|modpost: suppressed|Module.symvers is missing' >>"$log"; then
		echo "ok - $name"
	else
		echo "not ok - $name: see $log"
		grep -E 'error:|warning:|WARNING:' "$log" | head -n 5 || true
		return 1
	fi
}

# packages VERSION [VARIANT]...: header packages for arm64 and x86_64; a variant is for arm64 alone. Those for arm are
# not here, as modpost for this computer takes its tables for those of 64 bits.
packages() {
	local version=$1 machine variant failed=0
	shift

	for machine in virt q35; do
		load_machine "$machine"
		check "$version-$ARCH-debian" "$machine" '' "$scripts/debheaders.sh" "$machine" "$version" || failed=1
	done
	load_machine virt
	for variant; do
		check "$version-$ARCH-debian-$variant" virt '' \
			"$scripts/debheaders.sh" virt "$version" '' "$variant" || failed=1
	done
	return "$failed"
}

# flavoured FLAVOUR MACHINE: a tree of another flavour
flavoured() {
	load_machine "$2"
	check "6.12-$ARCH-$1" "$2" 1 "$vm/kernel.sh" tree "$2" 6.12 "$1"
}

main() {
	local failed=0 machine version

	mkdir -p "$top/build/headers"
	for version in 6.1 6.12 7.2; do
		for machine in virt q35 zynq; do
			load_machine "$machine"
			check "$version-$ARCH-guest" "$machine" 1 \
				"$vm/kernel.sh" tree "$machine" "$version" "$flavour" || failed=1
		done
	done
	flavoured kcsan q35 || failed=1
	flavoured 64k virt || failed=1
	flavoured kcfi virt || failed=1
	flavoured lpae zynq || failed=1
	packages 5.10 rt || failed=1
	packages 6.1 || failed=1
	packages 6.12 rt 16k || failed=1
	packages 7.3 16k || failed=1
	return "$failed"
}

main "$@"
