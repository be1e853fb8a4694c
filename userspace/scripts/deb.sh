#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-only
# Copyright (C) 2026 The dmarig authors
#
# Builds the Debian packages of a copy of the checkout, so that nothing is left in it, and has lintian look
# at them. Prints where they are.

source "$(dirname "$0")/../vm/lib.sh"

out=$top/build/deb
source=$out/source

rm -rf "$out"
mkdir -p "$source"
git -C "$top" ls-files -z | tar -C "$top" --null -T - -cf - | tar -C "$source" -xf -
cd "$source"
if ! dpkg-buildpackage --build=binary --no-sign >"$out/build.log" 2>&1; then
	tail -n 20 "$out/build.log" >&2
	die 1 "the packages do not build, see $out/build.log"
fi
lintian --fail-on error,warning --pedantic "$out"/*.changes >&2 || die 1 "lintian complains, see above"
rm -rf "$source"
ls "$out"/*.deb
