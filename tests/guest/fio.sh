#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# Copyright (C) 2026 The dmarig authors
#
# A channel behind a character device, and fio that drives it: fio reads back the data it wrote, is refused
# operations that are not allowed, sees errors of the controller, and may be killed at any time.
. "${0%/*}/lib.sh"

export DEVICE=/dev/dmarig/t BYTES=2097152
log=/tmp/fio.log

# expose [KNOB=VALUE...]: the run t, live, with the device
expose() {
	[ ! -d $RIG/t ] || { put $RIG/t/live 0; rmdir $RIG/t; }
	mkdir $RIG/t
	for _kv in channel="$chan" expose=$BYTES depth=16 timeout_ms=10000 "$@"; do
		put "$RIG/t/${_kv%%=*}" "${_kv#*=}" || { note "cannot set $_kv"; return 1; }
	done
	put $RIG/t/live 1
}

# ends STATE SENTENCE: the run ends so, when it is told to
ends() {
	put $RIG/t/live 0
	is "$(cat $RIG/t/status)" "$1" && like "$(run_error t)" "$2"
}

# sim [ATTRIBUTE=VALUE...]: a controller of our own, after the run has let go of the last one
sim() {
	[ ! -d $RIG/t ] || put $RIG/t/live 0
	sim_new s "$@"
}

# job NAME [ENGINE]: a job of configs/fio, for 2 s; what a file says wins over options
job() {
	sed "s/^runtime=.*/runtime=2/; ${2:+s/^ioengine=.*/ioengine=$2/}" "/dmarig/configs/fio/$1.fio" >/tmp/job.fio
	fio /tmp/job.fio >$log 2>&1 && return
	tail -n 5 $log | sed 's/^/# /'
	note "the run: $(run_error t)"
	return 1
}

# quick [OPTION...]: a job of its own
quick() {
	fio --name=quick --filename=$DEVICE --size=$BYTES --direct=1 --bs=4k "$@" >$log 2>&1
}

# unwilling WHAT REASON COMMAND...: the command fails, and that is why
unwilling() {
	_what=$1 _reason=$2
	shift 2
	if "$@" >$log 2>&1; then not_ok "$_what"; else check "$_what" grep -q "$_reason" $log; fi
}

# move OPERAND...: dd, with its complaints out of sight
move() { dd "$@" 2>$log; }

errors=$(dma_errors)
if command -v fio >/dev/null; then with_fio=1; else with_fio=; skip "fio" "not in this guest, see WITH=fio"; fi
any_chan
hardware=1
[ ! -d $SIM/any ] || hardware=

check "a run exposes its channel" expose
check "as a device" [ -c $DEVICE ]
check "that only root may open" is "$(stat -c %a $DEVICE)" 600
refuses "a knob cannot change meanwhile" put $RIG/t/depth 4
refuses "the run cannot be removed" rmdir $RIG/t
check "nobody else gets the channel" like "$(run_new u channel="$chan" && put $RIG/u/live 1; run_error u)" "*is held by run t"
rmdir $RIG/u
head -c $BYTES /dev/urandom >/tmp/out
check "all of it can be written" move if=/tmp/out of=$DEVICE bs=64k
move if=$DEVICE of=/tmp/in bs=128k
check "and read back, to the end" cmp /tmp/out /tmp/in
unwilling "there is no room behind the end" "No space left" dd if=/tmp/out of=$DEVICE bs=64k seek=32 count=1
check "and nothing to read" is "$(dd if=$DEVICE bs=64k skip=32 2>/dev/null | wc -c)" 0
align=$(sed -n "s/^$chan	.*copy_align=\([0-9]*\) .*/\1/p" $RIG/channels)
[ "$align" = 1 ] || unwilling "what is not aligned to $align is refused" "Invalid argument" dd if=/tmp/out of=$DEVICE bs=$((align / 2)) count=1
check "it ends well" ends "done" ""
check "what passed was counted" is "$(result t bytes)" $((2 * BYTES))
refuses "the device is gone" [ -e $DEVICE ]

check "it can be exposed again" expose
exec 3<$DEVICE
put $RIG/t/live 0
rmdir $RIG/t
unwilling "an open file outlives the run, but finds nothing" "No such device" dd bs=4k count=1 <&3
refuses "rmmod while the file is open" rmmod dmarig
exec 3<&-

for bad in size=64 op=xor "channel=$chan,$chan" mapping=coherent threads=2; do
	refuses "refused: $bad" expose "$bad"
	check "and says why" like "$(run_error t)" "*expose=$BYTES*want *"
done

if [ -n "$with_fio" ]; then
	expose
	for engine in io_uring libaio psync; do
		check "fio: checksums are right, with $engine" job verify $engine
		check "fio: $engine it was" grep -q "ioengine=$engine" $log
	done
	check "fio: a mix, 16 at a time" job mix
	# How often it is 16 depends on how busy the computer is.
	check "fio: really" grep -qE "16=([1-9]|0[.][1-9])" $log
	check "fio: latency" job latency
	check "fio: with percentiles" grep -q "99.90th=" $log
	check "fio: at a rate" job rate
	unwilling "fio: not as somebody else" "Permission denied" quick --rw=read --uid=1000
	sed 's/^runtime=.*/runtime=60/' /dmarig/configs/fio/mix.fio >/tmp/job.fio
	before=$(ended t)
	(exec fio --thread /tmp/job.fio >$log 2>&1) &
	victim=$!
	check "fio: is at work" wait_until measures t "$before"
	kill -9 $victim
	wait $victim 2>/dev/null
	check "fio: is killed, and the channel works" job verify
	check "fio: it ends well" ends "done" ""
	rmdir $RIG/t
	if [ -x /dmarig/bin/dmarig ]; then
		dmarig fio "channel=$chan" expose=1M depth=8 -- /dmarig/configs/fio/verify.fio >$log 2>&1
		check "dmarig fio: it drives the channel" is $? 0
		(PATH=/nowhere exec /dmarig/bin/dmarig fio "channel=$chan" -- x) >$log 2>&1
		check "dmarig fio: without a fio" is "$? $(cat $log)" "3 dmarig: fio is not installed: apt install fio"
	fi
fi

[ -z "$hardware" ] || { check "dma-debug counted no error" is "$(dma_errors)" "$errors"; finish; exit; }

# What a simulated controller can be asked to do wrong.
sim_gone any

if sim coherent=0 2>/dev/null; then
	expose
	check "not coherent: whole cache lines are written back and forth" move if=/tmp/out of=$DEVICE bs=64k
	unwilling "a read of part of one is refused" "Invalid argument" dd if=$DEVICE of=/tmp/in bs=100 count=1
	check "but a write is not" dd if=/tmp/out of=$DEVICE bs=100 count=1
	check "and that ends well" ends "done" ""
else
	skip "not coherent" "every device is coherent on this machine"
fi

if [ -n "$with_fio" ]; then
	sim fault=corrupt_byte fault_rate=50
	expose
	unwilling "corrupt_byte: fio sees it" "crc32c: verify failed" quick --rw=write --verify=crc32c
fi

# faulty FAULT SENTENCE: an access fails, and the run says why
faulty() {
	sim fault="$1"
	expose timeout_ms=1000
	unwilling "$1: it is an input/output error" "Input/output error" dd if=/tmp/out of=$DEVICE bs=8k count=1
	check "$1: the run says why" ends failed "$2"
}

faulty error_result "the channel reported 1 transfers as failed"
faulty stuck "*a write of 8192 bytes at 0 is not complete after timeout_ms=1000"
check "stuck: counted" is "$(result t timeouts)" 1
faulty lost_interrupt "*a write of 8192 bytes at 0 is complete, but was never announced*"
check "lost_interrupt: counted" is "$(result t lost)" 1

sim fault=double_callback
expose
check "double_callback: all can be written" move if=/tmp/out of=$DEVICE bs=4k
check "double_callback: it is seen" ends failed "* completions were announced twice or too late"

sim latency_ns=200000
expose
dd if=/dev/zero of=$DEVICE bs=1M count=1 2>/dev/null &
writer=$!
usleep 20000
put $RIG/t/live 0
wait $writer
check "it is waited for what is under way" is "$(cat $RIG/t/status) $(result t quarantined)" "done 0"

sim latency_ns=100000
dev=$(chan_device)
expose
while dd if=/dev/zero of=$DEVICE bs=64k 2>$log; grep -q "No space" $log; do :; done &
writer=$!
wait_until measures t
check "the controller can be unbound" put $SIM_DRIVER/unbind "$dev"
wait $writer
check "then accesses fail" grep -q "Input/output error" $log
put $RIG/t/live 0
rmdir $RIG/t
sim_gone s

check "dma-debug counted no error" is "$(dma_errors)" "$errors"
module=$(find / -xdev -name dmarig.ko 2>/dev/null | head -n1)
check "nothing is left that holds the module" rmmod dmarig
insmod "$module"

faulty stuck_unterminable "*cannot be terminated (-*): 1 transfers are quarantined until reboot"
check "stuck_unterminable: counted" is "$(result t quarantined)" 1
rmdir $RIG/t
refuses "rmmod, whose code a callback may still need" rmmod dmarig
sim_new sound
check "another channel can be exposed" expose
check "and works" move if=/tmp/out of=$DEVICE bs=64k
check "well" ends "done" ""
rmdir $RIG/t
sim_gone sound
finish
