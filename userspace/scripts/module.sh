#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-only
# Copyright (C) 2026 The dmarig authors
#
# Builds the rig's modules against a prepared kernel tree and prints the directory with the .ko
# files. The sources are copied, so that trees for several kernels stand side by side.
#
#   module.sh MACHINE KERNEL-TREE [NAME]    for a guest, in build/module-NAME
#   module.sh native KERNEL-TREE            for the kernel of that tree, in build/module-native
#
# For a guest DMARIG_GCOV names those that count which of their lines run, and none is the usual: then there is but
# dmarig_gcov, which hands counters out.
#
# native takes ARCH, CROSS_COMPILE and LLVM as the kernel's own makefiles do. ARCH is that of the tree.

source "$(dirname "$0")/../vm/lib.sh"

# Anything newer than the last good build? Folders count: a file may have gone. A tree that is built where
# it was built before has other headers and the same name.
is_current() {
	[[ -f $out/.built && ! $tree/../.changed -nt $out/.built && $(readlink "$out/.tree") == "$tree" &&
		$(cat "$out/.compiler" 2>/dev/null) == "$CROSS ${LLVM:-}" &&
		-z $(find "$top/Kbuild" "$top/module" -newer "$out/.built" -print -quit) ]]
}

# A folder that is gone takes its objects along. rsync would keep them, and say so on stdout, which is for
# the answer.
drop_folders() {
	local folder

	[[ -d $out/module ]] || return 0
	while IFS= read -r folder; do
		[[ -d $top/$folder ]] || rm -rf "${out:?}/$folder"
	done < <(cd "$out" && find module -type d)
}

# family ARCH: what has one folder in the kernel's sources; a kernel that is a program has its computer's
family() {
	case $1 in
	i386 | i686 | x86_64 | um) echo x86 ;;
	aarch64 | arm64) echo arm64 ;;
	arm*) echo arm ;;
	riscv*) echo riscv ;;
	ppc*) echo powerpc ;;
	s390*) echo s390 ;;
	*) echo "$1" ;;
	esac
}

# The tree says which architecture it is configured for, and the compiler must fit.
choose_compiler() {
	local of_tree

	of_tree=$(sed -n 's|^# Linux/\([a-z0-9_]*\) .*|\1|p; 4q' "$tree/include/config/auto.conf" 2>/dev/null) || true
	[[ -n $of_tree ]] ||
		die 3 "$tree is not prepared to build modules against: make modules_prepare there, or name another with KDIR="
	: "${ARCH:=$of_tree}"
	[[ $(family "$ARCH") == "$(family "$of_tree")" ]] || die 2 "ARCH=$ARCH, but $tree is configured for $of_tree"
	CROSS=${CROSS_COMPILE:-}
	[[ -n $CROSS || -n ${LLVM:-} || $(family "$of_tree") == "$(family "$(uname -m)")" ]] ||
		die 2 "$tree is configured for $of_tree: name a compiler, as CROSS_COMPILE=aarch64-linux-gnu-, or LLVM=1"
}

# A kernel that the rig cannot do with is named by Kbuild, in one sentence.
build() {
	local log=$out/build.log needs

	rm -f "$out/.built"
	touch "$out/.started"
	drop_folders
	kmod_sources "$out"
	ln -sfn "$tree" "$out/.tree"
	echo "$CROSS ${LLVM:-}" >"$out/.compiler"
	if ! kmod_make "$tree" "$out" W=1 UNITS=1 DMARIG_GCOV="$counted" >"$log" 2>&1 </dev/null; then
		needs=$(sed -n 's/.*\(dmarig needs .*[^.]\)\.  Stop\.$/\1/p;T;q' "$log")
		[[ -z $needs ]] || { echo "$needs" >&2; exit 3; }
		grep -E 'error|warning|\*\*\*' "$log" >&2 || tail -n 20 "$log" >&2
		die 1 "the modules do not build for $ARCH, see $log"
	fi
	grep -A 6 -E 'warning:|WARNING:' "$log" >&2 || true
	mv "$out/.started" "$out/.built"
}

main() {
	tree=$2 out=$top/build/module-${3:-$1} counted=
	[[ -d $tree ]] || die 3 "no kernel tree $tree to build modules against; for the running kernel install its headers"
	if [[ $1 == native ]]; then
		choose_compiler
	else
		load_machine "$1"
		counted=${DMARIG_GCOV:-none}
		[[ $counted == none ]] || out+=-gcov-$(digest <<<"$counted")
		LLVM=$(llvm_of "$tree")
		export LLVM
	fi
	alone_in "$out"
	is_current || build
	echo "$out"
}

main "$@"
