#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-only
# Copyright (C) 2026 The dmarig authors
#
# No #include runs up or across the floors; a copy of the sources in which one does is refused by file
# and line, as is a file that stands on no floor.
# shellcheck disable=SC2317 # functions that check calls
# shellcheck source=tests/cli/lib.sh
source "$(dirname "$0")/lib.sh"

layers=userspace/scripts/layers.sh
copy=$root/copy

# A fresh copy, and what the table says of it, in $root/out, with its status
plant() {
	rm -rf "$copy"
	mkdir "$copy"
	find module userspace -name '*.[ch]' -exec cp --parents -t "$copy" {} +
	"$@"
	status=0
	"$layers" "$copy" >"$root/out" 2>"$root/err" || status=$?
}

# include FILE HEADER: as the first line of a file of the copy
include() { sed -i "1i #include \"$2\"" "$copy/$1"; }

gone() { rm "$copy/module/core/main.c"; }
lost() { echo >"$copy/module/astray.c"; }

# refused PATTERN: the copy was, for this and nothing else
refused() { [ "$status" -eq 1 ] && [ "$(wc -l <"$root/out")" -eq 1 ] && out_has "$1"; }

check "every #include goes down" "$layers"
plant include module/map/sg.c core/run/run.h
check "a mapping that includes the run is refused" \
	refused '^module/map/sg.c:1: includes module/core/run/run.h, which is above it'
plant include module/op/memcpy.c core/worker/worker.h
check "an op that includes the worker is refused, as they are beside each other" \
	refused '^module/op/memcpy.c:1: includes module/core/worker/worker.h, which is beside it'
plant include userspace/lib/base/csv.c cmd/cmd.h
check "a library that includes a command is refused" \
	refused '^userspace/lib/base/csv.c:1: includes userspace/cmd/cmd.h, which is above it'
plant include userspace/lib/base/csv.c nowhere.h
check "a header that is nowhere is refused" refused '^userspace/lib/base/csv.c:1: "nowhere.h" is in neither root'
plant lost
check "a file that stands on no floor is refused" refused '^module/astray.c: stands on no floor'
plant gone
check "a line of the table for what is gone is refused" refused 'floors: there is no module/core/main$'
end
