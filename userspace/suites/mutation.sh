#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-only
# Copyright (C) 2026 The dmarig authors
#
# make mutation: every fault of the simulated controller, at several rates, against the rules. The debug
# flavour takes all of them at rate 1, and those that only that kernel sees at all rates; two more guests
# take the others at the other rates, each with its half. Then so many transfers on a sound controller, of
# which none may be called wrong. The table is results/mutation.csv.
#
#   MACHINE (uml)      where a kernel can run as a program, else virt, whose two more guests are of flavour perf
#   RATES (1000,10000) SECONDS_EACH (6) SOUND (1000000) SEED (1)

# shellcheck source-path=SCRIPTDIR
source "$(dirname "$0")/../vm/lib.sh"

quickest_machine
# A program is quick enough with all checks.
quick=perf
[[ $MACHINE != uml ]] || quick=debug
: "${RATES:=1000,10000}" "${SECONDS_EACH:=6}" "${SOUND:=1000000}" "${SEED:=1}"

# In the guest: names of faults that have a rule, and that only the kernel's own checks see, or not.
# shellcheck disable=SC2016 # expanded in the guest
names='names() {
	awk -F"\t" -v want="$1" "\$3 != \"-\" && (\$2 ~ /splats/) == want { print \$1 }" \
		/sys/kernel/config/dmarig_sim/faults
}'

# part N FLAVOUR COMMANDS: one guest, with its own directory of results
part() {
	MACHINE=$MACHINE FLAVOUR=$2 TIMEOUT=3000 ALLOW='.*' LOG=$top/build/vm/mutation-$1.log CMD="$names
		dir=/dmarig/results/mutation/$1 try=\"dmarig mutation --seconds $SECONDS_EACH --seed $SEED\"
		rm -rf \$dir; mkdir -p \$dir; $3; true" "$vm/run.sh"
}

# The header once, then the rows of all.
join() {
	local files=("$top"/results/mutation/*/*/mutation.csv)

	head -n 2 "${files[0]}"
	for file in "${files[@]}"; do
		tail -n +3 "$file"
	done | sort -t, -k2,2n -k1,1
}

summary() {
	awk -F, -f "$suites/mutation.awk" "$top/results/mutation.csv"
}

sound() {
	say "$SOUND transfers on a sound controller, flavour $quick"
	MACHINE=$MACHINE FLAVOUR=$quick TIMEOUT=3600 CMD="DMARIG_RESULTS=/dmarig/results/torture \
		dmarig torture /dmarig/configs/torture/steady-load.conf controller=sim until=$SOUND \
		duration=3500 transfers=2000 completion=irq channels=2 size=64,1k,4k" \
		"$vm/run.sh"
}

main() {
	local status=0 i

	rm -rf "$top/results/mutation"
	say "every fault on $MACHINE, $SECONDS_EACH s each at most, at rates 1,$RATES"
	part 0 debug "\$try --rates 1 -o \$dir/1; \$try --rates $RATES -o \$dir/2 \$(names 1)" &
	for i in 1 2; do
		part "$i" "$quick" "\$try --rates $RATES -o \$dir/1 \$(names 0 | awk NR%2==$((i - 1)))" &
	done
	wait
	join >"$top/results/mutation.csv" || exit 1
	summary || status=1
	[[ $SOUND == 0 ]] || sound || status=1
	exit "$status"
}

main
