#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-only
# Copyright (C) 2026 The dmarig authors
#
# make lava: runs packaging/lava/job-virt.yaml by lava-run, which needs no server: kernel and initrd are built
# here. The job, its log and its results are in build/lava.
#
#   RULES (all)        which rules
#   LAVA_RUN           a command in place of lava-run (Debian: lava-dispatcher)
#   KERNEL FLAVOUR     of the guest
#
# Exit status: 0 every rule passed or was skipped, 1 one failed, or the job did, 3 there is no lava-run.

# shellcheck source-path=SCRIPTDIR
source "$(dirname "$0")/../vm/lib.sh"

: "${RULES:=}" "${LAVA_RUN:=lava-run}"
dir=$top/build/lava

# Lines of results on the console, between two that say where they are, and no line of the kernel's among them
command_of_guest() {
	cat <<-END
		dmesg -n 1
		{
			echo dmarig-check begins
			DMARIG_MACHINE=virt dmarig check any $RULES 2>/dev/null | awk -f /dmarig/add/results.awk
			echo dmarig-check ends
		} >/dev/console
	END
}

main() {
	local status=0 results=$dir/results.txt

	command -v "${LAVA_RUN%% *}" >/dev/null ||
		die 3 "LAVA_RUN=$LAVA_RUN is not there: apt install lava-dispatcher"
	rm -rf "$dir"
	mkdir -p "$dir/out"
	ADD=$top/packaging/lava MACHINE=virt WORLD='' PACK=$dir CMD=$(command_of_guest) "$vm/run.sh"
	sed "s|@DIR@|$dir|; s|@CMDLINE@|$(cat "$dir/cmdline")|" "$top/packaging/lava/job-virt.yaml" >"$dir/job.yaml"
	say "lava-run: $dir/job.yaml"
	"$LAVA_RUN" --job-id 1 --device "$top/packaging/lava/device-virt.yaml" --output-dir "$dir/out" \
		"$dir/job.yaml" >"$dir/log" 2>&1 || status=$?
	# What LAVA understood, not what the guest said
	jq -R -r 'fromjson? | select(.lvl == "results") | .msg | select(.definition == "dmarig-check") |
		"\(.extra.test_case_id) \(.result)"' "$dir/log" >"$results"
	cat "$results"
	((status == 0)) || { say "lava-run ended with status $status, see $dir/log"; exit 1; }
	[[ -s $results ]] || { say "the job has no results, see $dir/log"; exit 1; }
	! grep -q ' fail$' "$results"
}

main
