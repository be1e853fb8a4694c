#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-only
# Copyright (C) 2026 The dmarig authors
#
# check and card with known failures: these are neither red nor green, and a rule that passes again is
# reported.
# shellcheck source=tests/cli/lib.sh
source "$(dirname "$0")/lib.sh"

known=$root/known
card=$root/card
# What another driver is known for, what another kernel is, and what is
cat >"$known" <<X
# a remark
[other-driver]
driver = other
rule = completes
reason = of another driver
[old]
driver = dmarig-sim
kernel = ..2.6
rule = completes
reason = of another kernel
[pause]
driver = dmarig-sim
kernel = 2.6..
rule = pause-status, callback-once
says = got two
reason = it forgets that it
  was paused
link = https://example.org/1
X

# asks [ARGS...]: a card of dma0chan0, in $card
asks() {
	rm -rf "$card"
	try check dma0chan0 -o "$card" "$@"
}

export DMARIG_FAKE_FAILS="pause-status callback-once"
asks --known none
says "what is not known is a failure" 1 '2 passed, 2 failed, 0 could not be answered'
asks --known "$known"
says "what is known is none" 0 '2 passed, 0 failed, 2 known to fail, 0 could not be answered'
check "KTAP expects it" out_has '^    ok 3 pause-status # XFAIL it forgets that it was paused$'
check "and the channel is ok" out_has '^ok 1 dma0chan0$'
check "the card says so" grep -qx 'known to fail' "$card/card.txt"
check "with why, and where more is said" grep -q 'known to fail: it forgets that it was paused; see https://example.org/1$' "$card/card.txt"
check "and what was seen" grep -q 'want one, got two' "$card/card.txt"
check "the rows say so" grep -Eq ',pause-status,.*,known,.*,fail,it forgets that it was paused,https://example.org/1$' "$card/card.csv"
check "and what passes has nothing there" grep -Eq ',completes,.*,pass,.*,,,$' "$card/card.csv"
try report "$card" --no-plots
says "a report of it is good" 0
check "with its tally" out_has '2 passed, 0 failed, 2 known to fail, 0 could not'
check "the rules" out_has '^Rules known to fail$'
check "and why" out_has 'it forgets that it was paused'

DMARIG_FAKE_FAILS="pause-status callback-once completes" asks --known "$known"
says "a failure beside it is one" 1 '1 passed, 1 failed, 2 known to fail'
check "which is that of another driver, or another kernel" out_has '^    not ok 1 completes$'
DMARIG_FAKE_FAILS=callback-once asks --known "$known"
says "one that passes is told of, and no failure" 0 'known failure passes: pause-status of dmarig-sim, kernel .*: it forgets'
check "in the card, too" grep -q 'known failure passes: it forgets that it was paused' "$card/card.txt"
sed -i 's/^says.*/&\nsometimes = 1/' "$known"
DMARIG_FAKE_FAILS=callback-once asks --known "$known"
says "but not one that is met now and then" 0
check "of which nothing is said" test "$(grep -c 'known failure passes' "$root/err")" -eq 0
sed -i 's/^says.*/says = got three/; /^sometimes/d' "$known"
asks --known "$known"
says "another failure of the same rule is not known" 1 '2 passed, 2 failed'
sed -i '/^says/d' "$known"
DMARIG_FAKE=splat asks --known "$known" pause-status
says "a kernel that complains may be known, too" 0
check "and is said to be a crash" grep -q 'known to crash: it forgets' "$card/card.txt"

# Rows that were kept are judged anew, by whatever is known then.
asks --known "$known"
try card "$card/card.csv" --known none
says "rows of what was known are failures again" 1
try card "$card/card.csv" --known "$known" --ktap
says "and known again" 0
check "each as before" out_has '^    ok 3 pause-status # XFAIL it forgets that it was paused$'
try card "$card/card.csv" --known "$known" --crash completes=panic
says "a crash beside it is one" 1
DMARIG_CONFIGS=$root asks
says "the file that comes with the tool is taken by itself" 1
cp "$known" "$root/known-failures"
DMARIG_CONFIGS=$root asks
says "wherever it is" 0
try card results/cards/zynqmp_dma/card.csv
says "what this project knows of zynqmp_dma is known" 0
check "as far as it fails" out_has 'known to crash: the walk over done_list'

try check dma0chan0 -o - --known "$known"
says "rows that go to stdout are for dmarig card to judge" 2 'known is for dmarig card'
try check dma0chan0 --known "$root/nowhere"
says "a file that is not there is refused" 2 'nowhere: No such file'
refused() {
	printf '%s\n' "${@:3}" >"$root/bad"
	try check dma0chan0 --known "$root/bad"
	says "$1" 2 "$2"
}
refused "a key that is none" 'bad:2: want driver, kernel, .* not colour' '[x]' 'colour = red'
refused "a section without a rule" '\[x\] has no rule' '[x]' 'driver = a' 'reason = b'
refused "a range that is none" "bad:2: kernel: want FROM..TO, .* not new" '[x]' 'kernel = new'
refused "a key that stands twice" 'bad:3: driver stands in this section twice' '[x]' 'driver = a' 'driver = b'
refused "a key before a section" 'bad:1: want a \[SECTION\] first' 'driver = a'
refused "a line that is none" 'bad:2: want \[SECTION\], KEY = VALUE' '[x]' 'driver'
end
