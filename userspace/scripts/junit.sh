#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-only
# Copyright (C) 2026 The dmarig authors
#
# Writes JUnit XML to stdout: a suite for each file of TAP. What is no UTF-8 there is left out.
#
#   junit.sh FILE...

set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
made=$(mktemp -d)
trap 'rm -rf "$made"' EXIT
for file; do
	iconv -c -f utf-8 -t utf-8 "$file" >"$made/${file##*/}" || true
	[ -s "$made/${file##*/}" ] || echo '(empty)' >"$made/${file##*/}"
done
cd "$made"
LC_ALL=C awk -f "$here/junit.awk" ./*
