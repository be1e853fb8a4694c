#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# Copyright (C) 2026 The dmarig authors
#
# PREEMPT_RT: rules of places that must not sleep see nothing there, and are skipped with the reason.
. "${0%/*}/lib.sh"

out=/tmp/rt
any_chan

if ! uname -v | grep -q PREEMPT_RT; then
	skip "rules on PREEMPT_RT" "this kernel is another"
	finish
	exit
fi
for rule in callback-lock-free prep-in-atomic issue-in-atomic status-in-atomic terminate-in-atomic; do
	dmarig check "$chan" $rule >$out 2>&1
	check "$rule is not passed" like "$(cat $out)" "*$rule*on PREEMPT_RT *"
done
check "a rule of callbacks is" dmarig check "$chan" callback-once
finish
