#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-only
# Copyright (C) 2026 The dmarig authors
#
# Manual pages and completion: every page is good roff and has an entry for each row; a shell gets
# commands, options, knobs, their values, channels, rules and files.
# shellcheck disable=SC2317 # check calls them
# shellcheck source=tests/cli/lib.sh
source "$(dirname "$0")/lib.sh"

top=$(dirname "$0")/../..
man=$root/man

# rendered PAGE: as a reader sees it, on lines as long as it takes, without its bold type
rendered() { groff -man -Tutf8 -ww -rLL=1000n -P-cbou "$1" 2>"$root/err"; }

# names PAGE WORD...: all of them are there as words
names() {
	local page=$1 word
	shift
	for word; do
		grep -qE -- "(^|[ ,/(])$word($|[ ,=.)])" "$root/$page.text" || { echo "no $word" >"$root/err"; return 1; }
	done
}

"$top/userspace/scripts/man.sh" "$TOOL" "$man" 2>"$root/err"
commands=$("$TOOL" help | awk '/^    / { print $1 }')
check "there is a page for everything" test "$(find "$man" -type f | wc -l)" -eq $(($(wc -w <<<"$commands") + 3))
if command -v groff >/dev/null; then
	for page in "$man"/*; do
		name=$(basename "$page")
		rendered "$page" >"$root/$name.text"
		check "$name renders without a warning" test ! -s "$root/err" -a -s "$root/$name.text"
	done
	for command in $commands; do
		# shellcheck disable=SC2046 # options
		check "dmarig-$command.1 names every option" names "dmarig-$command.1" \
			$("$TOOL" help "$command" | grep -oE '^    (-., )?--[a-z-]+' | grep -oE -- '--.*')
	done
	# shellcheck disable=SC2046,SC2086 # names
	check "dmarig.1 names every command" names dmarig.1 $(printf 'dmarig-%s\(1\) ' $commands)
	# shellcheck disable=SC2046 # names
	check "dmarig-conf.5 names every knob" names dmarig-conf.5 $(cut -f 1 "$root/config/dmarig/knobs")
	# shellcheck disable=SC2046 # names
	check "and every value" names dmarig-conf.5 \
		$(awk -F '\t' '$2 == "word" { gsub(/, /, " ", $4); print $4 }' "$root/config/dmarig/knobs")
	# shellcheck disable=SC2086 # $quick is several words
	try run $quick -o -
	# shellcheck disable=SC2046 # names
	check "dmarig-csv.5 names every column" names dmarig-csv.5 $(sed -n 2p "$root/out" | tr , ' ')
	rules=$(grep -rhE '^		\.id' "$top/module" | grep -oE '"[^"]+"' | tr -d '"')
	check "there are rules" test "$(wc -w <<<"$rules")" -gt 60
	# shellcheck disable=SC2086 # names
	check "dmarig-check.1 names every rule" names dmarig-check.1 $rules
	faults=$(grep -hoE '^	row\([a-z_0-9]+' "$(grep -rl 'define SIM_FAULTS' "$top/module")" | sed 's/.*(//')
	check "there are faults" test "$(wc -w <<<"$faults")" -gt 80
	# shellcheck disable=SC2086 # names
	check "dmarig-mutation.1 names every fault" names dmarig-mutation.1 $faults
else
	report "" "the pages can be rendered # SKIP there is no groff"
fi
try help --man nonsense
says "a page of nothing is refused" 2 'commands: '

# shellcheck source=userspace/scripts/completion.bash
source "$top/userspace/scripts/completion.bash"
printf 'completes\tprovider.rst\tit does\ncallback-once\tprovider.rst\tnot twice\n' >"$root/config/dmarig/rules"
mkdir -p "$root/config/dmarig_sim" "$root/files/dir"
printf 'stuck\tcompletes\tnever\nslow\t-\tlate\n' >"$root/config/dmarig_sim/faults"
touch "$root/files/a.conf"

# typed LINE WANTED...: with the cursor behind LINE these are what the shell is offered
typed() {
	local line=$1 what
	what="'dmarig $line' goes on"
	shift
	COMP_LINE="$TOOL $line" COMP_POINT=$((${#TOOL} + 1 + ${#line}))
	read -ra COMP_WORDS <<<"$COMP_LINE"
	COMP_CWORD=$((${#COMP_WORDS[@]} - 1)) COMP_WORDBREAKS=$' \t\n"\'><=;|&(:'
	_dmarig
	if [ "$(printf '%s\n' "${COMPREPLY[@]}" | sort)" = "$(printf '%s\n' "$@" | sort)" ]; then
		report "" "$what"
	else
		report "not " "$what" "not ${COMPREPLY[*]}"
	fi
}

typed ch check
typed 'run --buf' --buffer-kb
typed 'run --no-s' --no-samples
typed 'run src_w' src_width= src_window=
typed 'run op=mems' memset memset_sg
typed 'run reuse=' 0 1
typed 'run channel=dma0' dma0chan0 dma0chan1
typed 'run depth=4 mapping=nonc' noncoherent noncontiguous
typed 'check dma1' dma1chan0
typed 'check callb' callback-once
typed 'check --except ' completes callback-once
typed 'mutation st' stuck
typed 'doctor --prove-oracle free_wrong_s' free_wrong_size
typed 'compare --ignore src_w' src_width src_window
typed "sweep $root/files/" "$root/files/a.conf" "$root/files/dir"
typed "sweep x -o $root/files/" "$root/files/dir"
typed 'help kn' knobs
typed 'run --samples op=' ''
end
