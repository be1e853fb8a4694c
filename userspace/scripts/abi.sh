#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-only
# Copyright (C) 2026 The dmarig authors
#
# Writes Documentation/ABI from the tables of the modules, see abi.c. A file that a module has in configfs and
# no table knows must have its entry in abi.c: one that is missing there, or is too many, ends this with status 1.
#
#   abi.sh [DIR]        where to write instead, such as for a test that compares

set -euo pipefail
cd "$(dirname "$0")/../.."
dir=${1:-Documentation/ABI/testing}
program=build/abi

# What the modules have, as "function mode"; what tables make has an underscore alone before the comma.
files() {
	grep -rhoE '^\s*(CONFIGFS_(BIN_)?ATTR(_RO|_WO)?\([a-z_]+, [a-z_]+|LISTING\([a-z_]+)' module | sed -E '
		/name$/d
		s/^LISTING\((.*)/root_\1 RO/
		s/^CONFIGFS_(BIN_)?ATTR_(RO|WO)\(([a-z_]+), ([a-z_]+)/\3\4 \2/
		s/^CONFIGFS_ATTR\(([a-z_]+), ([a-z_]+)/\1\2 RW/' | sort
}

mkdir -p build "$dir"
gcc -O1 -Wall -Wextra -Imodule -o "$program" userspace/scripts/abi.c module/common/*.c
if ! diff <(files) <("$program" names | sort) >build/abi.diff; then
	echo "abi.sh: userspace/scripts/abi.c has other files (>) than the modules (<):" >&2
	grep '^[<>]' build/abi.diff >&2
	exit 1
fi
for subsystem in dmarig dmarig_sim; do
	"$program" "$subsystem" >"$dir/configfs-$subsystem"
done
