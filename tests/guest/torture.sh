#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# Copyright (C) 2026 The dmarig authors
#
# Scenarios, shortly: each has the verdict it expects, and a verdict that is not the expected one fails.
#
#   SECONDS_EACH (3)
#   UNTIL             so many transfers are enough, where a second of the guest is many of the computer
. "${0%/*}/lib.sh"

: "${SECONDS_EACH:=3}"
out=/tmp/torture.out
confs=/dmarig/configs/torture

torture() { dmarig torture "$@" -o "$(mktemp -d)" >$out 2>&1; }
says() { grep -qF -- "$1" $out && return 0; sed 's/^/# /' $out; return 1; }

for conf in "$confs"/*.conf; do
	name=${conf##*/}
	torture "$conf" duration="$SECONDS_EACH" ${UNTIL:+"until=$UNTIL"}
	status=$?
	if [ $status = 3 ]; then
		skip "${name%.conf}" "$(sed 's/^dmarig: //' $out | tail -n 1)"
	else
		check "${name%.conf} ends as expected" is $status 0
		note "$(grep '^ok\|^not ok\|^#' $out | head -n 3 | tr '\n' ' ')"
	fi
done
torture $confs/corrupt-data.conf duration="$SECONDS_EACH" expect=pass
check "a verdict that is not the expected one fails" is $? 1
check "with the run that shows it again" says "again: dmarig run channel="
torture $confs/steady-load.conf duration="$SECONDS_EACH" controller=sim until=50
check "enough is enough" is $? 0
dmarig torture $confs/steady-load.conf controller=sim until=50 --ktap --junit /tmp/torture.xml -o "$(mktemp -d)" >$out 2>/dev/null
check "a verdict is KTAP, with a plan" awk -f /dmarig/tests/ktap.awk $out
check "and JUnit, with one test" grep -q 'tests="1" failures="0"' /tmp/torture.xml
dmarig torture $confs/corrupt-data.conf controller=sim expect=pass until=50 --ktap -o "$(mktemp -d)" >$out 2>/dev/null
check "one that is not as expected, too" awk -f /dmarig/tests/ktap.awk $out
check "and says so" grep -q '^not ok 1 corrupt-data$' $out
dmarig torture $confs/steady-load.conf controller=sim until=50 --json -o "$(mktemp -d)" >$out 2>/dev/null
check "a verdict is JSON" grep -q '^  "verdict": "as expected",$' $out
torture $confs/steady-load.conf services=weather
check "a service that is not there is refused" is $? 2
torture $confs/steady-load.conf duration=soon
check "and a duration that is none" is $? 2
torture $confs/no-such.conf
check "and a file that is none" is $? 2
finish
