#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-only
# Copyright (C) 2026 The dmarig authors
#
# Kernels that Debian has no packages of, made from the headers it has: an early 6.1, whose stable series
# brought much of what later kernels have; and those that the rig cannot do with, which are told in a sentence.

source "$(dirname "$0")/tap.sh"

work=$(mktemp -d)
trap 'rm -rf "$work" "$top/build/module-check-other"' EXIT
tree=$("$top/userspace/scripts/debheaders.sh" virt 6.1) || exit
release=${tree##*/}
source=$(sed -n 's/^include \(.*\)\/Makefile$/\1/p' "$tree/Makefile")
cp -al "${tree%/usr/src/*}/usr" "$work/"
other=$work/usr/src/$release
common=$work/usr/src/${source##*/}

# change FILE EXPRESSION: in the copy, whose files are links
change() { sed -i "$2" "$1"; }

# shellcheck disable=SC2317 # called through check
builds() {
	KCFLAGS=-Werror "$top/userspace/scripts/module.sh" virt "$other" check-other >"$work/out" 2>"$work/err"
}

# refused SENTENCE: it is the only line
# shellcheck disable=SC2317 # called through check
refused() {
	local status=0

	rm -rf "$top/build/module-check-other"
	builds || status=$?
	[[ $status == 3 && $(cat "$work/err") == "$1" ]]
}

# shellcheck disable=SC2317 # called through check
has() { grep -q -w -e "-DCT_HAVE_$1" "$top/build/module-check-other/module/core/.main.o.cmd"; }

# shellcheck disable=SC2317 # called through check
shows() { sed 's/^/# /' "$work/err" && false; }

change "$other/Makefile" "s|${tree%/usr/src/*}|$work|"
change "$common/include/linux/list.h" 's/\<list_count_nodes\>/without_count/'
change "$common/include/linux/platform_device.h" 's/\<remove_new\>/without_remove/'
change "$common/include/linux/dma-buf.h" 's/\<dma_buf_map_attachment_unlocked\>/without_map/'
check "a 6.1 without list_count_nodes(), remove_new and functions of dma_bufs" eval 'builds || shows'
check "what is there is found, and what was taken out is not" eval "has GET_PAGES2 &&
	! has REMOVE_NEW && ! has VOID_REMOVE && ! has DMA_BUF_MAP_UNLOCKED"

change "$other/include/config/auto.conf" '/^CONFIG_CONFIGFS_FS=/d'
check "a kernel without configfs is refused in one line" refused "dmarig needs a kernel with CONFIG_CONFIGFS_FS"
change "$other/include/config/auto.conf" '/^CONFIG_DMA_ENGINE=/d'
check "one without dmaengine as well" refused "dmarig needs a kernel with CONFIG_DMA_ENGINE CONFIG_CONFIGFS_FS"
change "$common/Makefile" 's/^VERSION = 6$/VERSION = 4/; s/^PATCHLEVEL = 1$/PATCHLEVEL = 19/'
check "and one that is too old" refused "dmarig needs Linux 5.10 or newer, this is 4.19"
finish
