#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-only
# Copyright (C) 2026 The dmarig authors
#
# Builds the rig's modules against a prepared kernel tree and prints the directory with the .ko
# files. The sources are copied, so that trees for several kernels stand side by side.
#
#   module.sh MACHINE KERNEL-TREE [NAME]    for a guest, in build/module-NAME
#   module.sh native KERNEL-TREE            for this computer, in build/module-native

source "$(dirname "$0")/../vm/lib.sh"

# Anything newer than the last good build? Folders count: a file may have gone. A tree that is built where
# it was built before has other headers and the same name.
is_current() {
	[[ -f $out/.built && ! $tree/../.changed -nt $out/.built && $(readlink "$out/.tree") == "$tree" &&
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

build() {
	local log=$out/build.log

	rm -f "$out/.built"
	touch "$out/.started"
	drop_folders
	rsync -a --delete --include='*/' --include='*.[ch]' --include=Kbuild --exclude='*' \
		"$top/Kbuild" "$top/module" "$out/" >&2
	ln -sfn "$tree" "$out/.tree"
	if ! kmod_make "$tree" "$out" W=1 >"$log" 2>&1 </dev/null; then
		grep -E 'error|warning|\*\*\*' "$log" >&2 || tail -n 20 "$log" >&2
		die 1 "the modules do not build for $ARCH, see $log"
	fi
	grep -A 6 -E 'warning:|WARNING:' "$log" >&2 || true
	mv "$out/.started" "$out/.built"
}

main() {
	if [[ $1 == native ]]; then
		ARCH=$(uname -m | sed 's/aarch64/arm64/') CROSS=
	else
		load_machine "$1"
	fi
	tree=$2 out=$top/build/module-${3:-$1}
	[[ -d $tree ]] || die 3 "no kernel tree $tree to build modules against; for the running kernel install its headers"
	alone_in "$out"
	is_current || build
	echo "$out"
}

main "$@"
