#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-only
# Copyright (C) 2026 The dmarig authors
#
# LAVA: the test definition, in a tree like test-definitions' with a tool that is made here; and the job, by
# lava-run where there is one (LAVA_RUN, or make deps FOR=lava).

set -uo pipefail
# shellcheck source=tests/vm/tap.sh
source "$(dirname "$0")/tap.sh"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
tree=$work/automated/linux/dmarig
results=$tree/output/result.txt

mkdir -p "$tree" "$work/automated/lib" "$work/bin"
cp "$top"/packaging/lava/{dmarig.sh,results.awk} "$tree"
# As much of sh-test-lib as is used
cat >"$work/automated/lib/sh-test-lib" <<'X'
error_msg() { echo "ERROR: $1" >&2; exit 1; }
check_root() { true; }
create_out_dir() { mkdir -p "$1"; }
check_return() {
	status=$?
	[ "$status" -eq 0 ] && echo "$1 pass" >>"$RESULT_FILE" && return 0
	echo "$1 fail" >>"$RESULT_FILE"
	return "$status"
}
report_fail() { echo "$1 fail" >>"$RESULT_FILE"; }
add_metric() { echo "$1 $2 $3 $4" >>"$RESULT_FILE"; }
X
# $CARD is the status of check
cat >"$work/bin/dmarig" <<'X'
#!/bin/sh
case $1 in
check)
	cat <<-END
		KTAP version 1
		1..1
		    KTAP version 1
		    1..4
		    ok 1 completes
		    # data-exact: is exact
		    not ok 2 data-exact
		    ok 3 pause-status # SKIP it cannot
		    ok 4 idle-issue-harmless # XFAIL known
		not ok 1 dma0chan0
	END
	exit "${CARD:-1}" ;;
run) printf '# dmarig-csv 1\nsize,bytes_per_s,total_p99_ns\n65536,193000000,373000\n' ;;
esac
X
chmod +x "$work/bin/dmarig"
run() { (cd "$tree" && rm -rf output && PATH=$work/bin:$PATH sh ./dmarig.sh "$@") >"$work/out" 2>&1; }

run -c dma0chan0 -k peer=memory
check "a rule that passes" grep -qx 'completes pass' "$results"
check "one that fails" grep -qx 'data-exact fail' "$results"
check "one that cannot be asked" grep -qx 'pause-status skip' "$results"
check "one that is known to fail" grep -qx 'idle-issue-harmless skip' "$results"
check "the card was made" grep -qx 'dmarig-check-complete pass' "$results"
check "throughput is a metric" grep -qx 'dmarig-throughput pass 193000000 B/s' "$results"
check "and p99" grep -qx 'dmarig-p99 pass 373000 ns' "$results"
check "that is all" test "$(wc -l <"$results")" -eq 7
CARD=3 run
check "a card that cannot be made is a failure" grep -qx 'dmarig-check-complete fail' "$results"

lava_run=${LAVA_RUN:-lava-run}
if command -v "$lava_run" >/dev/null; then
	LAVA_RUN=$lava_run RULES='completes data-exact callback-once pause-status' \
		"$top/userspace/suites/lava.sh" >"$work/out" 2>"$work/err"
	check "a job runs" test $? -eq 0
	check "and LAVA has its results" test "$(grep -c ' pass$' "$work/out")" -eq 4
	LAVA_RUN=$lava_run RULES='no-such-rule' "$top/userspace/suites/lava.sh" >"$work/out" 2>"$work/err"
	check "a job without results has failed" test $? -eq 1
else
	skip "a job" "lava-run is not installed: make deps FOR=lava"
fi
finish
