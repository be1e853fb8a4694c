#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-only
# Copyright (C) 2026 The dmarig authors
#
# What Documentation/ABI says is what the tables say that the modules are made from; the page shows the floors
# there are. make abi writes both.
# shellcheck source=tests/cli/lib.sh
source "$(dirname "$0")/lib.sh"

abi=Documentation/ABI/testing

userspace/scripts/abi.sh "$root/abi" >"$root/out" 2>"$root/err"
status=$?
says "every file of configfs has an entry" 0
for subsystem in dmarig dmarig_sim; do
	diff "$abi/configfs-$subsystem" "$root/abi/configfs-$subsystem" >"$root/err"
	status=$?
	says "configfs-$subsystem is what make abi writes" 0
done
diff Documentation/architecture.rst "$root/abi/architecture.rst" >"$root/err"
status=$?
says "architecture.rst shows the table of floors" 0
"$FAKE_KNOBS" | cut -f 1 | sort >"$root/knobs"
sed -n 's,^What:.*/dmarig/<run>/,,p' "$abi/configfs-dmarig" | sort >"$root/files"
check "every knob is a file of a run" test -z "$(comm -23 "$root/knobs" "$root/files")"
end
