#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-only
# Copyright (C) 2026 The dmarig authors
#
# Says what is kept outside the checkout, how large it is and how to be rid of it. It removes
# nothing: another checkout may be using it.

source "$(dirname "$0")/lib.sh"

[[ -d $cache ]] || exit 0
say "the cache stays, other checkouts may use it; to remove it: rm -r $cache"
du -sh "$cache"/*/ >&2
