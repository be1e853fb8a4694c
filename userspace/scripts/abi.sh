#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-only
# Copyright (C) 2026 The dmarig authors
#
# Writes Documentation/ABI from the tables of the modules, see abi.c, and the table of floors into the page that
# shows it. A file that a module has in configfs and
# no table knows must have its entry in abi.c: one that is missing there, or is too many, ends this with status 1.
#
#   abi.sh [DIR]        write all of it there instead, for a test that compares

set -euo pipefail
cd "$(dirname "$0")/../.."
dir=${1:-Documentation/ABI/testing}
program=build/abi
page=${1:-Documentation}/architecture.rst

# What the modules have, as "function mode"; what tables make has an underscore alone before the comma.
files() {
	grep -rhoE '^\s*(CONFIGFS_(BIN_)?ATTR(_RO|_WO)?\([a-z_]+, [a-z_]+|LISTING\([a-z_]+)' module | sed -E '
		/name$/d
		s/^LISTING\((.*)/root_\1 RO/
		s/^CONFIGFS_(BIN_)?ATTR_(RO|WO)\(([a-z_]+), ([a-z_]+)/\3\4 \2/
		s/^CONFIGFS_ATTR\(([a-z_]+), ([a-z_]+)/\1\2 RW/' | sort
}

# The page with the table between its two marks
page() {
	awk -v table=userspace/scripts/floors '
	/^\.\. end of floors/ { skip = 0 }
	!skip
	/^\.\. floors/ {
		skip = 1
		print "\n::\n"
		while ((getline line <table) > 0)
			if (line !~ /^#/ && (line != "" || printed)) {
				gsub(/\t/, "        ", line)
				print line == "" ? "" : "    " line
				printed = 1
			}
		print ""
	}' Documentation/architecture.rst
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
page >build/architecture.rst
cmp -s build/architecture.rst "$page" || cp build/architecture.rst "$page"
