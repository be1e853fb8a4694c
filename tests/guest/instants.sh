#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# Copyright (C) 2026 The dmarig authors
#
# Every instant of a race: all are visited, a sound controller passes them, and a defect that some hundred ns show is
# found every time, at the same instants, while the rules that meet it at random moments pass.
. "${0%/*}/lib.sh"

out=/tmp/instants

# visited ARGUMENT...: the output in $out.txt, the directory in $out; sets $status
visited() {
	rm -rf $out
	dmarig check -o $out "$@" >$out.txt 2>&1
	status=$?
}

# cells COLUMN PATTERN: of the rows of instants.csv with that verdict; the texts, which may have commas, come last
cells() {
	awk -F, -v column="$1" -v verdict="$2" '
		NR == 2 { for (i = 1; i <= NF; i++) at[$i] = i }
		NR > 2 && $at["verdict"] == verdict { print $at[column] }' $out/instants.csv
}

# short NAME=VALUE...: a controller whose transfers are short, so that there are few instants
short() { sim_new short latency_ns=5000 bandwidth_mbps=100 "$@"; }

# finds FAULT RACE RULE PLAIN...: the race breaks that rule every time, and the plain rules do not meet it
finds() {
	fault=$1 race=$2 rule=$3
	shift 3
	short fault="$fault" || { not_ok "$fault: a controller with it"; return; }
	visited "$chan" "$@" size=64k timeout_ms=1000
	check "$fault: the rules pass" is $status 0
	visited "$chan" --every-instant "$race"
	check "$fault: found by $race" is $status 1
	check "$fault: breaks $rule" is "$(cells rule fail | sort -u)" "$rule"
	first=$(cells instant fail | head -n 1)
	check "$fault: so it says, with a command to see it again" \
		grep -q "again: dmarig check $chan --every-instant $race --instant $first" $out.txt
	check "$fault: each time" sh -c "! grep 'the same again' $out.txt | grep -v '3 times of 3'"
	visited "$chan" --every-instant "$race" seed=7
	check "$fault: and another time, at the same instant" is "$(cells instant fail | head -n 1)" "$first"
	visited "$chan" --every-instant "$race" --instant "$first"
	check "$fault: that instant alone shows it" is $status 1
	put $SIM/short/fault none
	visited "$chan" --every-instant "$race"
	check "$fault: without it no instant fails" is $status 0
	sim_gone short
}

visited --every-instant all
check "no instant fails on a sound controller" is $status 0
check "every one is visited" sh -c "! grep 'instants of' $out.txt | awk '\$1 != \$4' | grep ."
check "of seven races" is "$(grep -c 'instants of' $out.txt)" 7
check "more than 100 of each" sh -c "! grep 'instants of' $out.txt | awk '\$4 <= 100' | grep ."
check "the end of each transfer tells outcomes apart" over "$(cells outcome pass | sort -u | wc -l)" 10
check "some are behind what else is due" grep -q ',terminate,15360+,pass,' $out/instants.csv
outcomes=$(cells outcome pass | sort -u | wc -l)
visited --every-instant all --instants 40
check "where only some are, most outcomes are found all the same" over "$(cells outcome pass | sort -u | wc -l)" \
	$((outcomes - 3))
check "with fewer visits" sh -c "! grep 'instants of' $out.txt | awk '\$1 > 100' | grep ."

finds terminate_completes_twice terminate callback-once \
	terminate-no-late-callback terminate-then-works synchronize-waits callback-may-terminate
finds terminate_misses_tasklet terminate terminate-no-late-callback \
	terminate-no-late-callback terminate-then-works synchronize-waits callback-may-terminate
finds pause_loses_interrupt pause pause-loses-nothing \
	pause-loses-nothing pause-freezes-data pause-keeps-moved terminate-when-paused
finds issue_lost_at_end issue issue-when-busy issue-when-busy queued-all-complete callback-may-submit
finds status_torn_at_end status completes status-complete-means-data residue-monotone residue-means-data

finds unbind_misses_interrupt unbind terminate-no-late-callback release-in-flight release-request-again

for quirks in no_reuse,pool_of_16,late_descriptors $(tr '\t' ' ' <$SIM/quirks | cut -d' ' -f1 | head -n "${QUIRKS:-3}"); do
	short quirks="$quirks" || { skip "with $quirks" "there is no such controller"; continue; }
	visited "$chan" --every-instant all
	check "nor on one with $quirks" is $status 0
	sim_gone short
done

# A rule stands for the races that may break it
short
visited "$chan" --every-instant pause-loses-nothing
check "a rule means its races" is "$(cells race pass | sort -u)" pause
visited "$chan" --every-instant terminate --from 30000
check "those before are left out" is "$(cells instant pass | head -n 1)" 30208
for bad in nothing ''; do
	visited "$chan" --every-instant "$bad"
	check "refused: '$bad'" is $status 2
done
check "and says which there are" grep -q 'there are terminate, ' $out.txt
visited "$chan" --every-instant terminate --instant soon
check "an instant is a number of ns" is $status 2
run_new e channel="$chan" size=1024
for bad in nothing 'terminate' 'terminate -1' 'terminate 1x' 'terminate 1++' 'terminate 99999999999' 'nothing 1'; do
	refuses "the module refuses: $bad" put $RIG/e/race "$bad"
done
check "an instant can be asked for without the tool" put $RIG/e/race 'terminate 15360+'
check "and the answer is there" like "$(cat $RIG/e/raced)" "pass*0 of 2 had called back*"
finish
