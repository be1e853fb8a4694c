# SPDX-License-Identifier: GPL-2.0-only
# Copyright (C) 2026 The dmarig authors
#
# The functions that tests of the command line share: they make a fake system, print TAP, and look at
# the output of the tool. Sourced with run.sh's environment.
# shellcheck shell=bash

set -u
export root
root=$(mktemp -d)
trap 'rm -rf "$root"' EXIT
"$(dirname "${BASH_SOURCE[0]}")/make_fake.sh" "$root" "$TOOL"
export DMARIG_CONFIGFS=$root/config DMARIG_TRACEFS=$root/tracing DMARIG_DEBUGFS=$root/debug
export DMARIG_SYSFS=$root/sys DMARIG_PROC=$root/proc DMARIG_KMSG=$root/kmsg
export DMARIG_MACHINE=fake DMARIG_RESULTS=$root/results
export fake=$CLI_OUT/fake_kernel.so
# Knobs of a run that is soon over
export quick="warmup_ms=0 duration_ms=20"
nr=0 bad=0

# dmarig ARGS...: the tool on the fake system; $DMARIG_FAKE makes the kernel misbehave
dmarig() { LD_PRELOAD=$fake "$TOOL" "$@"; }

# try ARGS...: the same, leaving $status and the files out and err
try() {
	dmarig "$@" >"$root/out" 2>"$root/err" </dev/null
	status=$?
}

report() {
	nr=$((nr + 1))
	echo "$1ok $nr - $(basename "$0" .sh | sed s/test_//): $2"
	[ -z "$1" ] && return 0
	bad=1
	printf '# %s\n' "${@:3}"
	[ -s "$root/err" ] && sed 's/^/# err: /' "$root/err" | head -5
	return 0
}

# check WHAT COMMAND...: passes when the command does
check() {
	local what=$1
	shift
	if "$@"; then report "" "$what"; else report "not " "$what" "failed: $*"; fi
}

# says WHAT STATUS PATTERN...: the last try ended so, and its messages match every pattern
says() {
	local what=$1 want=$2 pattern
	shift 2
	if [ "$status" -ne "$want" ]; then
		report "not " "$what" "status $status, not $want"
		return
	fi
	for pattern; do
		if ! grep -Eq -- "$pattern" "$root/err"; then
			report "not " "$what" "no message matches: $pattern"
			return
		fi
	done
	report "" "$what"
}

out_has() { grep -Eq -- "$1" "$root/out"; }

# cell FILE ROW COLUMN: one cell; good enough for files without quoted commas before it
cell() {
	awk -F, -v row="$2" -v column="$3" '
		NR == 2 { for (i = 1; i <= NF; i++) if ($i == column) at = i }
		NR == row + 2 { print $at }' "$1"
}

rows() { awk 'NR > 2' "$1" | wc -l; }

# wait_until CONDITION...: two minutes at most, which any computer should have
wait_until() {
	local i
	for ((i = 0; i < 2400; i++)); do
		"$@" && return 0
		sleep 0.05
	done
	return 1
}

has_runs() { ls -d "$root"/config/dmarig/tool-* >/dev/null 2>&1; }
no_runs_left() { ! has_runs; }

end() {
	echo "1..$nr"
	exit $bad
}
