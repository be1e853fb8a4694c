#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-only
# Copyright (C) 2026 The dmarig authors
#
# Names with the syntax of another language go through every reader into every writer: they are shown as
# text, and never act. The quoting functions themselves are tested in tests/unit.
# shellcheck disable=SC2016 # names, not commands
# shellcheck disable=SC2086 # $quick is several words
# shellcheck disable=SC2317 # functions that check calls
# shellcheck source=tests/cli/lib.sh
source "$(dirname "$0")/lib.sh"

# What can be shown is shown as it is; the rest, with a line of its own, is spelled.
seen='x`touch MADE`$(touch MADE)'\''"\ %d%n%s <blink>&amp;]]> # SKIP z @sizes _b ^c {d} |../up ü'
evil=$seen$'\n\t\e[31m\xff\xe2\x82.'
ends='\n\t\x1b[31m\xff\xe2\x82.'

as_cell() { printf '"%s"' "${1//\"/\"\"}"; }
nothing_made() { [ -z "$(find "$root" "$PWD" -path "$PWD/build" -prune -o -name MADE -print)" ]; }
# Lines of what can be seen, in UTF-8
is_clean() { iconv -f utf-8 -t utf-8 "$1" >/dev/null && ! LC_ALL=C grep -q $'[\x01-\x08\x0b-\x1f\x7f]' "$1"; }
has() { grep -qF -- "$2" "$1"; }
well_formed() { xmllint --noout "$@" 2>"$root/err"; }

# csv FILE COLUMNS: rows from stdin, where EVIL is a cell
csv() {
	mkdir -p "$(dirname "$1")"
	{
		echo '# dmarig-csv 1'
		echo "$2"
		cell=$(as_cell "$evil") LC_ALL=C awk '{
			for (; at = index($0, "EVIL"); $0 = substr($0, at + 4))
				printf "%s%s", substr($0, 1, at - 1), ENVIRON["cell"]
			print
		}'
	} >"$1"
}

# hostile DIR: a sweep whose words are what somebody else says
hostile() {
	dmarig sweep "$root/small.conf" --no-samples -o "$1" >/dev/null 2>&1
	awk -F, -v OFS=, 'NR == 2 { for (i = 1; i <= NF; i++) at[$i] = i }
		NR > 2 {
			n = split("channel channels driver device machine kernel dma_debug", all, " ")
			for (i = 1; i <= n; i++) $at[all[i]] = "EVIL"
			if ($at["mapping"] == "single") $at["mapping"] = "EVIL"
			if ($at["rep"] > 2) $at["noise"] = "EVIL"
			if (NR == 3) { $at["status"] = "failed"; $at["error"] = "EVIL" }
			print
		}' "$1/sweep.csv" >"$root/rows"
	csv "$1/sweep.csv" "$(sed -n 2p "$1/sweep.csv")" <"$root/rows"
	printf 'status: partial\ncmdline: %s\ncommand: %s\n' "$seen"$'\xff\e[31m' "$seen" >"$1/meta.txt"
}

printf 'warmup_ms=0\nduration_ms=5\nsize=64,4k,64k\ndepth=1,2\nmapping=single,coherent\nreps=6\n' >"$root/small.conf"
in=$root/in
hostile "$in/sweep"
card=channel,driver,device,kernel,machine,rule,section,says,verdict,text,dma_debug,ms,repeat
csv "$in/card/one/card.csv" "$card" <<X
EVIL,EVIL,EVIL,EVIL,EVIL,EVIL,EVIL,EVIL,fail,EVIL,EVIL,1,EVIL
EVIL,EVIL,EVIL,EVIL,EVIL,other,EVIL,EVIL,skip,EVIL,EVIL,1,EVIL
X
csv "$in/card/two/card.csv" "$card" <<X
EVIL,other,EVIL,EVIL,EVIL,EVIL,EVIL,EVIL,pass,EVIL,EVIL,1,EVIL
X
csv "$in/torture/torture.csv" scenario,expect,verdict,kernel,machine,driver,seconds,transfers,bytes,failures,sentence,fairness,gap_ms,services <<X
EVIL,EVIL,EVIL,EVIL,EVIL,EVIL,4.0,1000,2097152,0,EVIL,0.990,12,EVIL
other,EVIL,EVIL,EVIL,other,EVIL,4.0,1000,EVIL,EVIL,EVIL,0.990,12,EVIL
X
csv "$in/mutation/mutation.csv" fault,rate,caught,by,meant,transfers,committed,seconds,said,help <<X
EVIL,1,yes,EVIL,EVIL,3,1,0.1,EVIL,EVIL
EVIL,EVIL,yes,EVIL,other,1700,2,0.4,EVIL,EVIL
other,1,no,,EVIL,9000,4,6.0,EVIL,EVIL
X
csv "$in/segments/segments.csv" point,rep,run,of,transfers,transfers_with_gaps,total_ns,done_ns,callback_ns <<X
EVIL,0,EVIL,p50,10,0,100,60,40
EVIL,0,EVIL,p99,10,0,100,60,40
other,0,EVIL,p50,10,0,100,60,40
X

try report "$in" --no-plots
says "what names say is reported" 0
check "as it is where it can be shown, and spelled where not" has "$root/out" "$seen$ends"
check "lines are ours alone" is_clean "$root/out"
try report "$in" --html -o "$root/page" --no-plots
says "and made a page of" 0
check "in which it is text" has "$root/page" 'MADE)&#39;&quot;\ %d%n%s &lt;blink&gt;&amp;amp;]]&gt; # SKIP'
no_markup() { ! grep -q '<blink' "$root/page"; }
check "and no markup" no_markup
check "of characters that are" is_clean "$root/page"

if command -v gnuplot >/dev/null; then
	try report "$in" --html -o "$root/page"
	says "figures of it are drawn" 0
	check "nothing they say is done" nothing_made
	unsafe() { find "$in" -path '*/plots/*' | LC_ALL=C grep '/plots/.*[^a-zA-Z0-9._+-]'; }
	check "nor part of the name of a file" test -z "$(unsafe)"
	# After what XML spells
	shown='x`touch MADE`$(touch MADE)'\''"\ %d%n%s &lt;blink>&amp;amp;\x5d]> # SKIP z @sizes _b ^c {d} |../up ü'
	for kind in throughput latency noise; do
		check "$kind shows what they are called" \
			has "$(find "$in" -name "$kind*.svg" | head -n 1)" "$shown"
	done
	for kind in cards torture mutation-faults segments; do
		check "$kind too, at its axis" has "$(find "$in" -name "$kind.svg")" "$(head -c 40 <<<"${shown//%/\\x25}")"
	done
	check "so does what has not much room" has "$in/plots/mutation-rates.svg" '1 in x`touch MADE`$('
	check "and the page is still text" no_markup
else
	report "" "figures # SKIP gnuplot is not installed"
fi
mapfile -t figures < <(find "$in" -name '*.svg')
if command -v xmllint >/dev/null && [ ${#figures[@]} -gt 0 ]; then
	check "all ${#figures[@]} figures are well-formed" well_formed "${figures[@]}"
else
	report "" "well-formed figures # SKIP this needs xmllint and gnuplot"
fi

hostile "$root/new"
sed -i 's/^cmdline:.*/cmdline: another/' "$root/new/meta.txt"
try compare "$in/sweep" "$root/new"
says "a boot line is told in one line" 2 'cmdline: OLD .x`touch MADE.*\\xff\\x1b'
try compare "$in/sweep" "$root/new" --anyway --junit "$root/junit.xml"
check "what differs is compared" has "$root/out" "$seen$ends"
check "by lines of ours" is_clean "$root/out"
check "its figure runs nothing" nothing_made
if command -v xmllint >/dev/null; then
	check "its JUnit is well-formed" well_formed "$root/junit.xml"
	names() { xmllint --xpath 'count(//testcase[contains(@name, "<blink>&amp;]]>")])' "$1"; }
	check "with the names" test "$(names "$root/junit.xml")" -gt 0
else
	report "" "well-formed JUnit # SKIP xmllint is not installed"
fi
try compare "$in/sweep" "$root/new" --anyway --no-plots --ktap
not_ktap() { LC_ALL=C grep -vE '^(KTAP version 1|1\.\.[0-9]+|#.*|(not )?ok [0-9]+ [^#]*( # SKIP too few [^#]*)?)$' "$root/out"; }
check "its KTAP is KTAP, with no directive of theirs" test -z "$(not_ktap)"
check "and has the names" has "$root/out" '<blink>&amp;]]> \x23 SKIP z'

DMARIG_MACHINE=$evil try run $quick -o -
says "a machine of any name is measured" 0
mkdir "$root/again"
mv "$root/out" "$root/again/sweep.csv"
check "and written as it is" has "$root/again/sweep.csv" "$(as_cell "$evil" | head -n 1)"
try report "$root/again" --no-plots
check "which comes back" has "$root/out" "$seen$ends"
DMARIG_MACHINE=$'fake\nstatus: complete' try run $quick --no-samples -o "$root/meta"
check "a name adds no line to meta.txt" test "$(grep -c '^status:' "$root/meta/meta.txt")" -eq 1
check "in which it is spelled" grep -qxF 'machine: fake\nstatus: complete' "$root/meta/meta.txt"

odd=$root/'x`touch MADE`y'
cp "$root/small.conf" "$odd.conf"
try sweep "$odd.conf" --no-samples --reps 1
check "of a conf file's name, none is a directory's" grep -q -- '-sweep$' "$root/out"
printf 'name = %s\n' "$seen" >"$odd.conf"
try sweep "$odd.conf"
says "nor one in it" 2 'name=x`touch MADE.*: want up to 60 letters'
printf 'mapping = x\e[31m\xff\n' >"$odd.conf"
try sweep "$odd.conf"
says "a bad word is refused in what can be shown" 2 'mapping=x\\x1b\[31m\\xff'
mkdir -p "$root/jobs/ours"
echo "[other]" >"$root/jobs/other.fio"
DMARIG_FIO_JOBS=$root/jobs/ours try run $quick noise=../other
says "a noise is no path" 2 'noise=.*there is no such job'

odd="$root/o'; touch $root/MADE; '"
mkdir -p "$odd"
cp -r "$root/proc/." "$odd"
echo CONFIG_DMATEST=m | gzip >"$odd/config.gz"
DMARIG_PROC=$odd try doctor
check "a kernel's configuration is read" out_has 'CONFIG_DMATEST is set'
check "and no shell sees where it is" nothing_made
end
