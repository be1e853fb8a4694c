#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-only
# Copyright (C) 2026 The dmarig authors
#
# A kernel tree of one's own is built once, and after an edit what the edit changes.

source "$(dirname "$0")/tap.sh"

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
machine=uml file=drivers/dma/plx_dma.c
source_tree=$("$top/userspace/vm/kernel.sh" source 6.12)

# Its files are links: whoever edits one makes it anew.
cp -rlT "$source_tree" "$work/tree"

# shellcheck disable=SC2317 # called through check
build() { "$top/userspace/vm/kernel.sh" image "$machine" "$work/tree" debug >"$work/dir" 2>"$work/err"; }
compiled() { grep -c '^  CC' "$(<"$work/dir")/build.log"; }

check "a tree builds" build
check "all of it" test "$(compiled)" -gt 300
check "a second time" build
check "there is next to nothing to do" test "$(compiled)" -lt 5
sed 's/module_pci_driver/static const char edited[] __used = "edited=yes";\n&/' "$source_tree/$file" >"$work/new"
rm "$work/tree/$file"
cp "$work/new" "$work/tree/$file"
check "an edited driver" build
check "is compiled, and little else" test "$(compiled)" -lt 8
check "and it is in the kernel" grep -q 'edited=yes' "$(<"$work/dir")/image"
# shellcheck disable=SC2016 # the guest expands it
check "which boots" env MACHINE=$machine KERNEL="$work/tree" FLAVOUR=debug CMD=true "$top/userspace/vm/run.sh"
rm "$work/tree/$file"
echo 'int broken = no_such_thing;' >"$work/tree/$file"
# shellcheck disable=SC2317 # called through check
fails() { ! "$@"; }
check "one that does not compile is a failure" fails build
check "that says why" grep -q no_such_thing "$work/err"
rm -rf "$(<"$work/dir")"
finish
