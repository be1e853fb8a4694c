#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-only
# Copyright (C) 2026 The dmarig authors
#
# The module in C that explore writes compiles without a warning, whatever calls it has to make; and a short one is
# short.

# shellcheck source-path=SCRIPTDIR
source "$(dirname "$0")/tap.sh"

# shellcheck source=userspace/vm/lib.sh
source "$top/userspace/vm/lib.sh"

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
load_machine uml
tool=$top/build/tool-native/dmarig
make -s -C "$top" -f "$scripts/tool.mk" OUT=build/tool-native >&2
kernel=$("$vm/kernel.sh" image uml 6.12 debug)

sequences=(
	'memcpy:0:64 issue wait:0'
	'memcpy:0:64@hardirq memset:1:64@locked issue@callback0 status:1@callback1 issue@softirq wait:1@thread'
	'receive:0:64 receive_list:1:64 receive:2:64:4:quiet@callback0 issue ask:1 poll:1 config:1'
	'send:0:64 xor:1:64 xor_val:2:64 pq:3:64 pq_val:4:64 interrupt:5:64 issue sleep:100 repeat:3'
	'memset_list:0:64 interleaved:1:64 bad:2:64 many:17 issue release'
	'reusable:0:64 issue wait:0 again:0 issue pause resume terminate_async synchronize terminate'
	'ring:0:4096 issue sleep:100 status:0 issue@beside terminate'
	'no_bytes no_entries no_direction long_period unoffered odd_width long_burst'
)

# written N: the module of the Nth sequence
# shellcheck disable=SC2317 # called through check
written() { "$tool" explore dma0chan0 --code --sequence "${sequences[$1]}" >"$work/shown$1.c"; }

# compiled: all of them, with the warnings that the kernel has for its own
# shellcheck disable=SC2317 # called through check
compiled() {
	printf 'obj-m += shown%d.o\n' "${!sequences[@]}" >"$work/Kbuild"
	kmod_make "$kernel/build" "$work" W=1 KCFLAGS=-Werror >"$work/log" 2>&1 </dev/null
}

# said CALL: one of the sequences has it
# shellcheck disable=SC2317 # called through check
said() { grep -qw "$1" <<<"${sequences[*]}"; }

for i in "${!sequences[@]}"; do
	check "a module for: ${sequences[i]}" written "$i"
done
while read -r call; do
	check "one of them makes the call $call" said "$call"
done < <(sed -n 's/^	C(\([a-z_]*\),.*/\1/p' "$top/module/common/calls.h")
check "they compile without a warning" compiled
grep -E "error|warning" "$work/log" | head -20 | sed "s/^/# /"
lines=$(wc -l <"$work/shown0.c")
check "the shortest has $lines lines" test "$lines" -le 62
finish
