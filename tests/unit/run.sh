#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-only
# Copyright (C) 2026 The dmarig authors
#
# Builds and runs all unit tests; prints TAP. Memory errors and leaks fail them: by the compiler's
# sanitizers, or by valgrind with VALGRIND=1. With COVERAGE the code counts which of its lines run, in build/unit-gcov.
set -u
cd "$(dirname "$0")/../.." || exit 3

out=build/unit
read -ra cflags < <(pkg-config --cflags libtracecmd libtracefs libtraceevent inih cmocka)
read -ra libs < <(pkg-config --libs libtracecmd libtracefs libtraceevent inih cmocka)
# What a sanitizer adds makes gcc see truncations that cannot be; the tool itself is built with them on.
flags=(-O1 -g -Wall -Wextra -Werror -Wno-format-truncation -Iuserspace -Imodule -Itests/unit "-I$out/made"
	"${cflags[@]}")
runner=()
if [ -n "${COVERAGE:-}" ]; then
	out=build/unit-gcov
	flags=(-O0 --coverage "${flags[@]:1}" "-I$out/made")
elif [ -n "${VALGRIND:-}" ]; then
	runner=(valgrind -q --leak-check=full --error-exitcode=99)
else
	flags+=("-fsanitize=address,undefined" -fno-sanitize-recover=all)
fi

# The code under test, compiled once
build_library() {
	local source

	rm -rf "$out"
	mkdir -p "$out/obj" "$out/made"
	awk -f userspace/scripts/kernel-log.awk configs/kernel-log >"$out/made/kernel_log.inc" || return 1
	for source in userspace/lib/*/*.c userspace/explore/*.c userspace/measure/*.c userspace/trace/*.c \
		module/common/*.c; do
		gcc "${flags[@]}" -c -o "$out/obj/$(basename "$(dirname "$source")")-$(basename "$source" .c).o" "$source" || return 1
	done
	ar rcs "$out/library.a" "$out"/obj/*.o
}

# run_test FILE: compile and run one; TAP with the file's name in front
run_test() {
	local name status
	name=$(basename "$1" .c)
	if ! gcc "${flags[@]}" -o "$out/$name" "$1" "$out/library.a" "${libs[@]}" -lm; then
		echo "not ok - $name does not compile"
		return 1
	fi
	CMOCKA_MESSAGE_OUTPUT=TAP "${runner[@]}" "$out/$name" >"$out/$name.tap" 2>&1
	status=$?
	sed -E "s/^((not )?ok [0-9]+ - )/\1${name#test_}: /" "$out/$name.tap"
	[ $status -eq 0 ] && return 0
	grep -q '^not ok' "$out/$name.tap" || echo "not ok - $name ended with status $status"
	return 1
}

if ! build_library; then
	echo "not ok - the code under test does not compile"
	exit 1
fi
failed=0
for test in tests/unit/test_*.c; do
	run_test "$test" || failed=1
done
exit $failed
