#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# Copyright (C) 2026 The dmarig authors
#
# Report cards by the tool: a sound controller passes every rule, a broken one fails the rule that is meant
# for it, and a rule that cannot be checked is skipped with a reason.
. "${0%/*}/lib.sh"

out=/tmp/card.out
dir=/tmp/card

card() {
	rm -rf $dir
	dmarig check -o $dir "$@" >$out 2>$out.err
}
says() { grep -qF -- "$1" "$2" && return 0; sed 's/^/# /' "$2" | head -n 40; return 1; }
column() { awk -F, -v name="$1" 'NR == 2 { for (i = 1; i <= NF; i++) if ($i == name) at = i } NR > 2 { print $at }' $dir/card.csv; }

card
check "a sound controller passes" is $? 0
check "is KTAP" is "$(head -n 1 $out)" "KTAP version 1"
check "with a plan" like "$(grep '^    1\.\.' $out)" "    1..1[0-9][0-9]"
check "and a line a rule" is "$(grep -c '^    ok\|^    not ok' $out)" "$(sed -n 's/^    1\.\.//p' $out)"
check "none failed" is "$(grep -c 'not ok' $out)" 0
check "more than 60 rules were answered" over "$(grep -c '^    ok [0-9]* [a-z0-9-]*$' $out)" 60
check "each skip has its reason" is "$(grep -c '# SKIP *$' $out)" 0
check "card.csv has all of them" is "$(column rule | grep -c .)" "$(sed -n 's/^    1\.\.//p' $out)"
check "card.txt is for people" says "Report card of" $dir/card.txt
check "no rule is called as another" is "$(dmarig check --list | grep -c '^[a-z]')" \
	"$(dmarig check --list | grep '^[a-z]' | cut -d' ' -f1 | sort -u | grep -c .)"
check "the controller was removed" is "$(find $SIM -mindepth 1 -maxdepth 1 -type d | grep -c .)" 0

sim_new bad latency_ns=100000 || exit 1
put $SIM/bad/fault double_callback
card "$chan" callback-once
check "a fault fails its rule" is $? 1
check "which says what was wanted" says "want one callback, got 2" $out
check "where it is written" says "client.rst" $out
check "and how to see it again" says "again: dmarig check $chan callback-once seed=1" $out
check "in the card, too" says "FAILED" $dir/card.txt
card "$chan" completes callback-once --except callback-once
check "what is left out is not asked" is $? 0
check "and said to be left out" says "left out on the command line" $out
put $SIM/bad/fault corrupt_byte
put $SIM/bad/fault_rate 500
card "$chan" data-exact transfers=20000 duration_ms=60000
check "a rare fault is found with more transfers" is $? 1
put $SIM/bad/fault_rate 1
put $SIM/bad/fault none
dmarig check "$chan" no-such-rule >$out 2>&1
check "a rule that is not there is refused" is $? 2
check "in a sentence" says "there is no rule 'no-such-rule'" $out
dmarig check dma9chan9 >$out 2>&1
check "and so is a channel" is $? 2
dmarig check "$chan" size=100 completes >$out 2>&1
check "and a size that does not fit" is $? 2
check "which says what fits" says "want a multiple of" $out
sim_gone bad

# What is asked only where one channel plays the other's peripheral, which may end a transfer early.
for packets in 1 0; do
	sim_new pair channels=2 pairs=1 packets=$packets || exit 1
	card "$chan" "peer=$(sed -n 2p $SIM/pair/channel_names)" short-transfer-residue metadata-after-completion
	check "packets=$packets: no rule of pairs fails" is $? 0
	check "packets=$packets: short transfers" is "$(grep -c "^    ok 1 short-transfer-residue\$" $out)" $packets
	sim_gone pair
done

# Every rule waits in vain, and after some of them no longer than it must.
sim_new lost latency_ns=100000 fault=stuck || exit 1
card --card "$chan" peer=memory
check "a channel that completes nothing gets a card" is $? 1
check "with all rules" is "$(column rule | grep -c .)" "$(dmarig check --list | grep -c "^[a-z]")"
check "the first wait as long as they should" says "within timeout_ms=2000, got none" $dir/card.txt
check "the rest waits shorter, and says so" says "; waited 250 ms only, as the rules before timed out" $dir/card.txt
sim_gone lost

# Of each kind of rule one, by the fault that is meant for it.
for pair in submit-does-not-start:starts_at_submit callback-in-tasklet:callback_in_irq \
	    terminate-memory-still:writes_after_terminate pause-freezes-data:pause_keeps_moving \
	    residue-monotone:residue_grows cyclic-period-callbacks:period_skipped \
	    config-leaves-queued:config_changes_queued zero-length-refused:zero_length_accepted \
	    reuse-again:reuse_forgotten capability-only-advertised:memset_unadvertised \
	    xor-parity:xor_source0 release-leaks-nothing:release_leaks_module \
	    terminate-leaks-nothing:abort_leaks runtime-pm-balanced:pm_lowered_twice \
	    completes:transfer_leaks_device; do
	sim_new one channels=2 latency_ns=100000 bandwidth_mbps=8 period_ns=1000000 "fault=${pair#*:}" || exit 1
	card "$chan" peer=memory "${pair%:*}"
	check "${pair%:*} finds ${pair#*:}" is $? 1
	sim_gone one
done
check "what is left raised is said" like "$(grep 'leaves' $out)" "*want references to its device at*leaves * raised"

# What a driver keeps is seen after every rule, and not only by the one that is meant for it.
sim_new keeps channels=2 latency_ns=100000 bandwidth_mbps=20 fault=abort_leaks || exit 1
card "$chan" peer=memory terminate-then-works
check "memory that the driver keeps fails any rule" is $? 1
check "and is said, with who allocates it" like "$(grep 'leaves' $out)" "*want what *desc_* [[]dmarig_sim] allocates freed*leaves * bytes raised"
put $SIM/keeps/fault none
card "$chan" peer=memory terminate-then-works
check "without the fault it passes" is $? 0
sim_gone keeps
finish
