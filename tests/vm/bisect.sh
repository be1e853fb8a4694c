#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-only
# Copyright (C) 2026 The dmarig authors
#
# make bisect finds the commit that is planted, in as few boots as there are halvings; with a command in
# place of boots.

set -uo pipefail
# shellcheck source=tests/vm/tap.sh
source "$(dirname "$0")/tap.sh"
cd "$top" || exit 3
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
repo=$work/repo
# commits SLOW: a repository with one commit that is good and 32 more; from the SLOWth of them on, a
# transfer takes 2 % longer. The 7th cannot be built.
commits() {
	local i

	rm -rf "$repo"
	git init -q "$repo"
	git -C "$repo" config user.name nobody
	git -C "$repo" config user.email nobody@localhost
	for ((i = 0; i <= 32; i++)); do
		echo $((i >= $1 ? 1020 : 1000)) >"$repo/ns"
		echo "$i" >"$repo/number"
		git -C "$repo" add -A
		git -C "$repo" commit -q -m "commit $i"
	done
}

# In place of a guest: ten repetitions that hardly vary.
# shellcheck disable=SC2016 # expanded there
export MEASURE='
[ "$(cat number)" -ne 7 ] || exit 1
mkdir -p "$OUT" && awk -v ns="$(cat ns)" '\''BEGIN {
	print "# dmarig-csv 1"
	print "channel,op,size,seed,point,rep,status,bytes_per_s,total_p99_ns,error"
	for (rep = 0; rep < 10; rep++)
		printf "a,memcpy,4096,%d,0,%d,done,%.0f,%d,\n", rep, rep, 4096e9 / ns + rep * 100, ns + rep % 3
}'\'' >"$OUT/sweep.csv" && echo "status: complete" >"$OUT/meta.txt"'

# bisect ARGS...: leaving $status, and the files out and err
bisect() {
	rm -rf "$work/results"
	env KERNEL="$repo" OUTPUT="$work/results" "$@" userspace/suites/bisect.sh >"$work/out" 2>"$work/err"
	status=$?
}
boots() { sed -n 's/^dmarig: found in \([0-9]*\) boots.*/\1/p' "$work/err"; }

commits 20
before=$(git -C "$repo" rev-parse HEAD) files=$(cd "$repo" && find . -name HEAD -o -name 'BISECT*' | sort)
bisect GOOD=HEAD~32 BAD=HEAD
check "a planted 2 % is found" test "$status" -eq 0
check "it is the commit that was planted" grep -q '^    commit 20$' "$work/out"
check "in five boots, beside that of GOOD" test "$(boots)" -eq 5
check "with what compare says of it" grep -q 'throughput .* slower, fails$' "$work/out"
check "the repository stays as it was" test "$(git -C "$repo" rev-parse HEAD)$(git -C "$repo" status --short)" = "$before"
check "and has no other work tree" test "$(git -C "$repo" worktree list | wc -l)" -eq 1
check "nor files of bisect" test "$(cd "$repo" && find . -name HEAD -o -name 'BISECT*' | sort)" = "$files"
commits 7
bisect GOOD=HEAD~32 BAD=HEAD
check "a commit that cannot be measured is skipped" grep -q 'cannot be measured' "$work/err"
check "and where it is the one, there is no answer" test "$status" -eq 1
check "but what is left" grep -qx "$(git -C "$repo" rev-parse HEAD~25)" "$work/err"
commits 99
bisect GOOD=HEAD~32 BAD=HEAD
check "BAD is not taken at its word" grep -q 'is no worse than GOOD' "$work/err"
check "which is not found" test "$status" -eq 1
bisect GOOD=HEAD~32 BAD=nonsense
check "a commit that is none is wrong usage" test "$status" -eq 2
check "and named" grep -q 'BAD=nonsense is no commit' "$work/err"
bisect GOOD=HEAD~32
check "both are needed" test "$status" -eq 2
bisect GOOD=HEAD~26 BAD=HEAD MEASURE=false
check "GOOD has to be measured" test "$status" -eq 3
bisect GOOD=HEAD~32 BAD=HEAD DRIVER="$work/none.c"
check "a driver that is not there is named" grep -q 'none.c is not there' "$work/err"
finish
