#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-only
# Copyright (C) 2026 The dmarig authors
#
# Packs what changes from run to run into an archive the kernel unpacks over the guest's root: PID
# 1, the modules, the tool, the tests, the configurations and the command. It builds nothing but
# PID 1 and must stay fast.
#
#   payload.sh MACHINE OUTPUT KERNEL-DIR [MODULE-DIR] [TOOL-DIR]    the command on stdin
#
# ADD is a directory that goes along. DRIVER_DIR is what driver.sh made, if anything. With COVERAGE, modules count and need somebody to tell.

source "$(dirname "$0")/lib.sh"

build_init() {
	"${CROSS}gcc" -static -O2 -Wall -Wextra -o "$1/init" "$vm"/init*.c
}

init_dir() {
	cached init "$({
		cat "$vm"/init*.[ch] "$0"
		"${CROSS}gcc" --version
	} | digest)" build_init
}

copy_if_there() {
	local target=$1 file
	shift

	for file; do
		[[ ! -e $file ]] || cp -r --preserve=mode,timestamps -t "$target" "$file"
	done
}

# add_drivers DIRECTORY: which drivers a guest loads before the rig: one that DRIVER named, with what it must
# be bound to, or the machine's own
add_drivers() {
	local modules=$1 name names=$DRIVERS

	for name in $DRIVERS; do
		[[ ! -f $modules/early.list ]] || sed -i "/^$name\$/d" "$modules/early.list"
	done
	[[ -z ${COVERAGE:-} ]] || echo dmarig_gcov >>"$modules/early.list"
	if [[ -n ${DRIVER_DIR:-} ]]; then
		cp "$DRIVER_DIR"/*.ko "$modules"
		cp "$DRIVER_DIR/wants" "$modules/drivers.wants"
		names=$(basename -s .ko "$DRIVER_DIR"/*.ko)
	fi
	# shellcheck disable=SC2086 # a list of names
	[[ -z $names ]] || printf '%s\n' $names >"$modules/drivers.list"
}

main() {
	local output=$2 kernel_dir=$3 module_dir=${4:-} tool_dir=${5:-} stage=$2.d home

	load_machine "$1"
	home=$stage/dmarig
	rm -rf "$stage"
	mkdir -p "$home"/{bin,modules}
	cp "$(init_dir)/init" "$stage/init"
	copy_if_there "$home/modules" "$kernel_dir"/modules/*
	copy_if_there "$stage" "$kernel_dir/boot"
	[[ -z $module_dir ]] || cp --preserve=mode,timestamps -t "$home/modules" "$module_dir"/*.ko
	[[ -z $tool_dir ]] || copy_if_there "$home/bin" "$tool_dir/dmarig"
	add_drivers "$home/modules"
	copy_if_there "$home" "$top/tests" "$top/configs"
	[[ -z $tool_dir ]] || copy_if_there "$home/tests" "$tool_dir/guest"
	[[ -z ${ADD:-} ]] || cp -r "$ADD" "$home/add"
	cat >"$home/command"
	(cd "$stage" && find . -print0 | cpio -0 -o -H newc -R 0:0 --quiet) >"$output"
	rm -rf "$stage"
}

main "$@"
