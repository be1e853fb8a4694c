#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-only
# Copyright (C) 2026 The dmarig authors
#
# Applies overlays of configs/machine/dt to a device tree.
#
#   dt.sh TREE OUTPUT OVERLAY...    TREE and OUTPUT are compiled trees, OVERLAY a name in the folder

source "$(dirname "$0")/lib.sh"

folder=$top/configs/machine/dt

known() { (cd "$folder" && for file in *.dtso; do printf '%s ' "${file%.dtso}"; done); }

# With symbols, so that overlays can meet; what a fragment of an overlay is no compiler knows.
compile() {
	[[ -f $folder/$1.dtso ]] || die 2 "DT: no overlay '$1'; there are: $(known)"
	dtc -@ -q -I dts -O dtb -o "$2" "$folder/$1.dtso" ||
		die 1 "DT: $folder/$1.dtso does not compile"
}

main() {
	local tree=$1 output=$2 name compiled=()
	shift 2

	for name; do
		compile "$name" "$output.$name"
		compiled+=("$output.$name")
	done
	fdtoverlay -i "$tree" -o "$output" "${compiled[@]}" >"$output.log" 2>&1 ||
		die 2 "DT='$*' does not fit the machine's device tree: $(tail -n 1 "$output.log")"
}

main "$@"
