#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-only
# Copyright (C) 2026 The dmarig authors
#
# Runs all tests of the command line: the tool against a fake system, see fake_kernel.c. Prints TAP.
# TOOL names the binary to test; otherwise it is built.
set -u
cd "$(dirname "$0")/../.." || exit 3

export CLI_OUT=$PWD/build/cli
mkdir -p "$CLI_OUT"
if [ -z "${TOOL:-}" ]; then
	make -s -f userspace/scripts/tool.mk OUT=build/tool-native || {
		echo "not ok - the tool does not compile"
		exit 1
	}
	TOOL=$PWD/build/tool-native/dmarig
fi
export TOOL FAKE_KNOBS=$CLI_OUT/knobs DMARIG_PLOTS=$PWD/userspace/plots
flags=(-O2 -Wall -Wextra -Imodule)
build_fakes() {
	gcc "${flags[@]}" -o "$FAKE_KNOBS" tests/cli/knobs.c module/common/*.c &&
		gcc "${flags[@]}" -shared -fPIC -o "$CLI_OUT/fake_kernel.so" tests/cli/fake_*.c \
			module/common/*.c -ldl -lm
}
if ! build_fakes; then
	echo "not ok - the fake kernel does not compile"
	exit 1
fi

failed=0
for test in tests/cli/test_*.sh; do
	bash "$test" || failed=1
done
exit $failed
