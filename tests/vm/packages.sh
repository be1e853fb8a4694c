#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-only
# Copyright (C) 2026 The dmarig authors
#
# Ways onto a board: modules for another architecture's tree, a tool that needs no library, Debian packages, what
# DKMS makes of them, and the patches for a kernel tree.

source "$(dirname "$0")/tap.sh"

scripts=$top/userspace/scripts
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$top" || exit 3

# run COMMAND...: what it says goes to $work
# shellcheck disable=SC2317 # called through check
run() { "$@" >"$work/out" 2>"$work/err"; }

# ends STATUS SENTENCE COMMAND...
# shellcheck disable=SC2317 # called through check
ends() {
	local want=$1 sentence=$2 status=0
	shift 2

	run "$@" || status=$?
	[[ $status == "$want" ]] && grep -q -- "$sentence" "$work/err" && return
	sed 's/^/# /' "$work/err"
	return 1
}

# shellcheck disable=SC2317 # called through check
shown() { run "$@" || { tail -n 10 "$work/err" | sed 's/^/# /' && false; }; }

modules_of_another_architecture() {
	local arm64

	arm64=$("$scripts/debheaders.sh" virt 6.1) || exit
	check "a tree that is not prepared is refused" ends 3 'is not prepared' "$scripts/module.sh" native "$work"
	check "one of another architecture wants a compiler" ends 2 'name a compiler' "$scripts/module.sh" native "$arm64"
	check "and not another ARCH" ends 2 'is configured for arm64' env ARCH=riscv "$scripts/module.sh" native "$arm64"
	check "with one, modules are built" shown env CROSS_COMPILE=aarch64-linux-gnu- "$scripts/module.sh" native "$arm64"
	check "for that architecture" grep -q AArch64 <(readelf -h build/module-native/dmarig.ko)
}

a_tool_without_libraries() {
	check "the tool can be one file" shown make -s -f "$scripts/tool.mk" OUT="$work/static" STATIC=1 WITHOUT=tracefs
	check "which needs no other" test -z "$(readelf -d "$work/static/dmarig" | grep NEEDED)"
}

# dkms_builds VERSION: what the package has in /usr/src, against header packages
# shellcheck disable=SC2317 # called through check
dkms_builds() {
	local tree

	tree=$("$scripts/debheaders.sh" q35 "$1") || return
	mkdir -p "$work/dkms-$1"
	run dkms build -m dmarig -v "$version" -k "${tree##*/linux-headers-}" --kernelsourcedir "$tree" \
		--sourcetree "$work/package/usr/src" --dkmstree "$work/dkms-$1" -a x86_64 &&
		[[ $(find "$work/dkms-$1" -path '*/module/dmarig*.ko*' | wc -l) == 3 ]]
}

debian_packages() {
	version=$(sed -n 's/^#define DMARIG_VERSION\t"\(.*\)"$/\1/p' module/common/version.h)
	check "Debian packages are built, and lintian is content" shown "$scripts/deb.sh"
	check "the tool is in one of them" grep -q '\./usr/bin/dmarig$' <(dpkg-deb -c build/deb/dmarig_*.deb 2>/dev/null)
	dpkg-deb -x build/deb/dmarig-dkms_*_all.deb "$work/package"
	check "DKMS builds the other for 6.1" dkms_builds 6.1
	check "and for 6.12" dkms_builds 6.12
}

# compiles OPTION: the patched tree, with y or m; objects alone, for a kernel takes long
# shellcheck disable=SC2317 # called through check
compiles() {
	local build=$work/build-$1

	mkdir -p "$build"
	cp "$kernel/config" "$build/.config"
	printf 'CONFIG_%s='"$1"'\n' DMARIG DMARIG_SIM >>"$build/.config"
	shown make -C "$work/tree" O="$build" ARCH="$ARCH" CROSS_COMPILE="$CROSS" olddefconfig &&
		grep -qx "CONFIG_DMARIG_SIM=$1" "$build/.config" &&
		shown make -C "$work/tree" O="$build" ARCH="$ARCH" CROSS_COMPILE="$CROSS" -j"$(nproc)" \
			KCFLAGS=-Werror prepare drivers/dma/dmarig/
}

patches() {
	local source kernel

	source=$("$top/userspace/vm/kernel.sh" source 6.12)
	kernel=$("$top/userspace/vm/kernel.sh" image virt 6.12 debug) || exit
	ARCH=arm64 CROSS=aarch64-linux-gnu-
	check "the modules are patches that checkpatch accepts" shown "$scripts/patch.sh" 6.12
	cp -rlT "$source" "$work/tree"
	# patch writes new files, and leaves what these are links to.
	cat build/patch/*.patch >"$work/series"
	check "they apply" shown patch -s -p1 -d "$work/tree" -i "$work/series"
	check "and compile in the kernel" compiles y
	check "and as modules" compiles m
}

modules_of_another_architecture
a_tool_without_libraries
debian_packages
patches
finish
