#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-only
# Copyright (C) 2026 The dmarig authors
#
# Builds a driver that is in no tree as a module for a guest, and prints its directory: NAME.ko, and
# wants, which says what devices it is for. It knows nothing of how a guest loads it.
#
#   driver.sh MACHINE KERNEL-DIR PATH [MODULE-DIR]    PATH: a .c file, or a directory with a Kbuild
#
# With MODULE-DIR it counts which of its lines run, for the dmarig_gcov of that directory; the notes that gcov needs
# lie beside its objects.

source "$(dirname "$0")/../vm/lib.sh"

# A file is included where it is, so that what it includes itself is found beside it.
prepare() {
	if [[ -d $driver ]]; then
		rsync -a --delete --exclude='*.o' --exclude='*.ko' --exclude='.*' "$driver/" "$out/"
		return
	fi
	printf '#include "%s"\n' "$driver" >"$out/$name.c.new"
	cmp -s "$out/$name.c.new" "$out/$name.c" || cp "$out/$name.c.new" "$out/$name.c"
	rm "$out/$name.c.new"
	printf 'obj-m := %s.o\nccflags-y := %s\n' "$name" "$(private_headers "$kernel_dir")" >"$out/Kbuild"
}

# The compiler's first error is what its author has to know.
compile() {
	local log=$out/build.log counted=()

	[[ -z $counters ]] || counted=("KBUILD_EXTRA_SYMBOLS=$counters/Module.symvers"
		"KCFLAGS=-fprofile-arcs -ftest-coverage -fno-tree-loop-im")
	kmod_make "$kernel_dir/build" "$out" "${counted[@]}" >"$log" 2>&1 </dev/null && return
	grep -m 1 -A 4 -E 'error|\*\*\*|undefined!' "$log" >&2 || tail -n 20 "$log" >&2
	die 1 "DRIVER=$DRIVER does not compile, see $log"
}

# Who looks for lines that did not run must not take a driver that cannot tell for one that has none.
assert_notes() {
	[[ -z $counters ]] || find "$out" -name '*.gcno' ! -name '*.mod.gcno' ! -name '.*' | grep -q . ||
		die 3 "DRIVER=$DRIVER has no notes for gcov (.gcno): its Kbuild or compiler takes no -ftest-coverage"
}

# wants FILE: the names of devices that the module is for, as a sentence has them
wants() {
	local text

	text=$(modinfo -F alias "$1" | sed -E 's/^of:N\*T\*C([^*]*[^*C])C?\*?$/compatible \1/; s/^platform:/platform device /
		s/^pci:/PCI id /; s/^amba:/AMBA id /' | sort -u | paste -sd '|' | sed 's/|/ or /g')
	echo "${text:-devices that it does not name}"
}

main() {
	local DRIVER=$3 driver name out modules
	kernel_dir=$2 counters=${4:-}

	load_machine "$1"
	[[ -e $DRIVER ]] || die 2 "DRIVER=$DRIVER is not there"
	driver=$(realpath "$DRIVER") name=$(basename "${driver%.c}")
	name=${name//-/_}
	if [[ -d $driver ]]; then
		[[ -f $driver/Kbuild || -f $driver/Makefile ]] || die 2 "DRIVER=$DRIVER has no Kbuild"
	else
		[[ $driver == *.c ]] || die 2 "DRIVER=$DRIVER is neither a .c file nor a directory with a Kbuild"
	fi
	out=$top/build/driver-$ARCH-$(printf '%s %s' "$driver" "$kernel_dir${counters:+ counts}" | digest)
	alone_in "$out"
	prepare
	compile
	assert_notes
	modules=("$out"/*.ko)
	[[ -f ${modules[0]} ]] || die 1 "DRIVER=$DRIVER makes no module, see $out/build.log"
	for name in "${modules[@]}"; do wants "$name"; done | paste -sd ' ' >"$out/wants"
	echo "$out"
}

main "$@"
