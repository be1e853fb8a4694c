#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-only
# Copyright (C) 2026 The dmarig authors
#
# Looks at every source the way a reviewer's tools would, and prints a line for each tool. It
# judges style and mistakes that can be seen without running anything.

source "$(dirname "$0")/../vm/lib.sh"

failed=0

source "$(dirname "$0")/checkpatch.sh"

# In user space the kernel's own helpers do not exist.
ignored_tool=("${ignored[@]}"
	ENOSYS                         # user space has system calls and libraries that lack things
	PREFER_KERNEL_TYPES            # u8 and friends are not defined in every file
	STRCPY STRNCPY STRLCPY         # strscpy() is the kernel's
	PREFER_DEFINED_ATTRIBUTE_MACRO # __printf() and the like are the kernel's
	USE_RELATIVE_PATH              # there is no kernel tree around
	NEW_TYPEDEFS                   # libraries' callbacks
	CAMELCASE                      # cmocka's struct CMUnitTest
	SSCANF_TO_KSTRTO               # kstrto*() is the kernel's
)

step() {
	local name=$1 log=$top/build/lint/$1.log
	shift

	if "$@" >"$log" 2>&1; then
		echo "ok - $name"
	else
		echo "not ok - $name: see $log"
		tail -n 20 "$log"
		failed=1
	fi
}

sources() { cd "$top" && find "$@" -name '*.[ch]' | sort; }

# checkpatch_over IGNORED-TYPES FILE...
checkpatch_over() {
	local types=$1
	shift

	perl "$kernel_source/scripts/checkpatch.pl" --no-tree --strict --terse --show-types \
		--no-summary --max-line-length=100 --ignore "$types" -f "$@"
}

join() { local IFS=, && echo "$*"; }

checkpatch_module() {
	mapfile -t files < <(sources module)
	((${#files[@]} == 0)) || (cd "$top" && checkpatch_over "$(join "${ignored[@]}")" "${files[@]}")
}

checkpatch_tool() {
	mapfile -t files < <(sources userspace tests)
	((${#files[@]} == 0)) || (cd "$top" && checkpatch_over "$(join "${ignored_tool[@]}")" "${files[@]}")
}

# A build from nothing, with sparse run on every file; only what it says of our files counts.
sparse_module() {
	local tree out=$top/build/lint/sparse

	load_machine virt
	tree=$("$vm/kernel.sh" tree virt 6.12 debug)
	rm -rf "$out"
	mkdir -p "$out"
	kmod_sources "$out"
	make -C "$tree" M="$out" ARCH="$ARCH" CROSS_COMPILE="$CROSS" C=2 W=1 KBUILD_MODPOST_WARN=1 \
		-j"$(nproc)" modules >"$out.build" 2>&1 </dev/null || { cat "$out.build"; return 1; }
	! grep -F "$out/module" "$out.build" | grep -E 'warning:|error:'
}

cppcheck_tool() {
	(cd "$top" && cppcheck --quiet --error-exitcode=1 --inline-suppr --std=c11 \
		--enable=warning,performance,portability --suppress=missingIncludeSystem \
		-Iuserspace -Imodule userspace module/common)
}

compile_tool() {
	(cd "$top" && make -s -f "$scripts/tool.mk" OUT=build/lint/tool CFLAGS='-O2 -Werror')
}

# Scripts are known by their first line or their name.
shellcheck_all() {
	local files

	mapfile -t files < <(cd "$top" && git ls-files -co --exclude-standard |
		xargs -r grep -lE -m1 '^#!/bin/(ba)?sh|^# shellcheck shell=' 2>/dev/null)
	(cd "$top" && shellcheck -x -P SCRIPTDIR "${files[@]}")
}

main() {
	local kernel_source files

	mkdir -p "$top/build/lint"
	kernel_source=$("$vm/kernel.sh" source 6.12)
	step checkpatch-module checkpatch_module
	step checkpatch-tool checkpatch_tool
	step sparse-and-W1-module sparse_module
	step layers "$scripts/layers.sh"
	step compiler-tool compile_tool
	step cppcheck-tool cppcheck_tool
	step shellcheck shellcheck_all
	return "$failed"
}

main "$@"
