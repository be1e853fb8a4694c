#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-only
# Copyright (C) 2026 The dmarig authors
#
# Wrong usage is refused with a sentence that helps, and with the right exit status.
# shellcheck source=tests/cli/lib.sh
source "$(dirname "$0")/lib.sh"

try
says "no command is wrong usage" 2 'usage: dmarig COMMAND'
try rnu
says "an unknown command names the nearest" 2 "'rnu'" 'did you mean run' 'commands: .*sweep'
try run dpeth=4
says "an unknown knob names the nearest and all" 2 'did you mean depth' 'knobs: channel, op,.*trace_every'
try run op=memcopy
says "an unknown op names the valid ones" 2 'want one of memcpy, ' 'did you mean memcpy'
try run mapping=choherent
says "an unknown mapping names the valid ones" 2 'single, page, sg, ' 'did you mean coherent'
try run channel=dma0chna0
says "an unknown channel names the nearest and all" 2 'did you mean dma0chan0' 'names: .*dma1chan0.*dmarig-sim'
try run size=2G
says "a value out of range names the range" 2 'size=2G' '1 to 1073741824 bytes'
try run depth=two
says "a word for a number names the range" 2 'depth=two' '1 to 1024'
try run depth=1 batch=4
says "an illegal combination names both knobs" 2 'batch=4 needs depth=4'
try run channel
says "a knob without a value says how to write it" 2 'KNOB=VALUE'
try run --ouptut x
says "an unknown option shows the usage" 2 'ouptut' 'usage: dmarig run'
try run channel=dma0chan1
says "a busy channel says who holds it" 3 'dma0chan1 is busy, held by spi0:tx'
# As async_tx does, for which dmaengine has no name
mkdir -p "$root/sys/module/async_tx/holders/raid456"
sed -i 's/spi0:tx/in-use/' "$root/debug/dmaengine/summary"
try run channel=dma0chan1
says "a public channel says whose it is, and how to get it back" 3 \
	'dma0chan1 is busy, held by async_tx for raid456, until its users and then async_tx are unloaded'
rm -r "$root/sys/module/async_tx"
sed -i 's/in-use/spi0:tx/' "$root/debug/dmaengine/summary"
DMARIG_FAKE=ebusy try run
says "a channel taken since says who holds it" 3 'dma0chan0 is held by run somebody'
check "a refused run leaves no directory" no_runs_left
try list extra
says "list takes no argument" 2 "'extra' means nothing"
try help nonsense
says "help for an unknown command names all" 2 'commands: '
try sweep
says "sweep wants a file" 2 'which conf file'
try sweep "$root/none.conf"
says "a missing conf file is named" 2 'none.conf: No such file'

DMARIG_CONFIGFS=$root/nowhere try run
says "without configfs: the command that mends it" 3 'configfs is not mounted' 'mount -t configfs'
mkdir "$root/empty"
DMARIG_CONFIGFS=$root/empty try list
says "without the module: the command that mends it" 3 'not loaded' 'modprobe dmarig'
try run --samples "$root/s.csv"
says "without tracefs: the command that mends it" 3 'tracefs is not mounted' 'mount -t tracefs'
check "and nothing was started" test ! -e "$root/s.csv"
try run --trace
says "nor is there a breakdown" 3 'tracefs is not mounted'
mkdir -p "$root/tracing/events"
try run --samples "$root/s.csv"
says "without the event: the command that mends it" 3 'dmarig_transfer' 'modprobe dmarig'
rm -r "$root/tracing"
try run --trace-dat
says "a trace.dat needs a place" 2 'result directory' '-o DIR'
try trace
says "trace wants a file" 2 'want one trace.dat' 'usage: dmarig trace'
try trace "$root/nothing.dat"
says "one that is there" 3 'No such file'
echo none >"$root/none.dat"
try trace "$root/none.dat"
says "and is one" 2 'is no trace.dat'

# How the kernel refuses somebody who is not root: mkdir fails.
if [ "$(id -u)" -eq 0 ] && command -v setpriv >/dev/null; then
	# Where they are built may be out of reach for him, as root's home is.
	cp "$TOOL" "$root/tool"
	cp "$fake" "$root/fake.so"
	chmod 755 "$root" "$root/tool" "$root/fake.so"
	setpriv --reuid=65534 --clear-groups env LD_PRELOAD="$root/fake.so" "$root/tool" run >"$root/out" 2>"$root/err"
	status=$?
	says "not root: says so" 3 'as root'
else
	report "" "not root: says so # SKIP this needs root and setpriv"
fi

cp "$root/config/dmarig/knobs" "$root/knobs"
sed -i 's/^depth\tnumber\t1\t1\.\.1024/depth\tnumber\t1\t1..2048/' "$root/config/dmarig/knobs"
try run
says "a module of other knobs is refused, the first one named" 3 'differ at the knob depth' 'same source'
check "in one line" test "$(wc -l <"$root/err")" -eq 1
{ cat "$root/knobs"; printf 'extra\tflag\t0\t0..1\t\tnew\n'; } >"$root/config/dmarig/knobs"
try run
says "a module that knows more is refused" 3 "module's knob extra"
sed '$d' "$root/knobs" >"$root/config/dmarig/knobs"
try run
says "a module that knows less is refused" 3 "does not know the knob $(tail -n 1 "$root/knobs" | cut -f 1)"
cp "$root/knobs" "$root/config/dmarig/knobs"
echo 'dmarig 99' >"$root/config/dmarig/version"
try list
says "a module of another contract is refused" 3 'dmarig 99' "this tool's is 'dmarig 1'"
end
