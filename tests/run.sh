#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-only
# Copyright (C) 2026 The dmarig authors
#
# Runs suites two at a time, shows what failed, adds up, and says how long each took. A suite is a command
# that prints TAP; one that prints no test, or fails without a failed test, has failed. CI servers read
# build/test/junit.xml.
#
#   tests/run.sh [--one-cpu] [TIER | SUITE]...
#
# TIER is test (the default: what a change must pass before anybody trusts it), ci (that, and what no
# program can stand for: a real driver, a world, another architecture) or all. SUITE is one of those in
# suite() below. With --one-cpu all processors of an emulator are one of this computer's, which finds
# in minutes what a busy computer finds once in a hundred runs.

set -uo pipefail
cd "$(dirname "$0")/.." || exit 3

vm=userspace/vm
logs=build/test
mkdir -p "$logs"

# What the misuses of the suite `oracle` make the kernel say
provoked='DMA-API: dmarig_sim |DMA-API: Mapped at:|dmarig_sim.*: rejecting DMA map of vmalloc memory'

# guest MACHINE FLAVOUR [SCRIPT...]: the guest suite in one boot
guest() {
	local machine=$1 flavour=$2
	shift 2
	TIMEOUT=1500 MACHINE=$machine FLAVOUR=$flavour DT=${DT:-} KMEMLEAK=${KMEMLEAK:-} ALLOW=${ALLOW:-} \
		LOG=$logs/$machine-${KERNEL:-6.12}-$flavour-${1:-all}.console \
		CMD="export SECONDS_EACH=${SECONDS_EACH:-3} UNTIL=${UNTIL:-}; sh /dmarig/tests/guest/all.sh $*" $vm/run.sh
}

# edu NAME: edu devices in one world; what an IOMMU says of reads it blocks is what is wanted
edu() {
	local machine=virt path=iommu mask=28 qemu='-device edu -device edu' append=dmarig_edu.unsafe=1
	local allow='arm-smmu-v3 .*: event|DMAR: .*fault|virtio_iommu .*: .*fault from EP'

	case $1 in
	*-direct | *-passthrough)
		path=direct mask=32 allow='' append+=' iommu.passthrough=1 dmarig_edu.dma_mask_bits=32'
		qemu='-device edu,dma_mask=0xffffffff -device edu,dma_mask=0xffffffff' ;;
	esac
	case $1 in
	edu-direct) ;;
	edu-passthrough) qemu="-M iommu=smmuv3 $qemu" ;;
	edu-smmu) qemu="-M iommu=smmuv3 $qemu" append+=' iommu.strict=1' ;;
	edu-lazy) qemu="-M iommu=smmuv3 $qemu" append+=' iommu.strict=0' ;;
	edu-virtio) qemu="-device virtio-iommu-pci $qemu" ;;
	# The kernel's look at the timer fails where an emulated processor has to share a real one.
	edu-vtd) machine=q35 append+=' intel_iommu=on iommu.strict=1 no_timer_check'
		qemu="-device intel-iommu,intremap=off $qemu" ;;
	esac
	MACHINE=$machine FLAVOUR=debug QEMU_EXTRA=$qemu APPEND=$append ALLOW=$allow \
		LOG=$logs/$1.console CMD="sh /dmarig/tests/guest/edu.sh $path $mask" $vm/run.sh
}

# worlds [NAME]...: those, or every one, each in a boot of its own
worlds() {
	local name status=0

	# shellcheck disable=SC2046 # names
	(($#)) || set -- $(cd configs/world && echo *)
	for name; do
		MACHINE='' WORLD=$name FLAVOUR=debug LOG=$logs/world-$name.console \
			CMD="sh /dmarig/tests/guest/world.sh" $vm/run.sh || status=1
	done
	return "$status"
}

# on_um FLAVOUR SCRIPT...: the kernel as a program, where whatever is logic is proved
on_um() { guest uml "$@"; }

# each COMMAND...: every script, whatever came of those before; what did not even count its tests failed
each() {
	local script

	for script; do
		"$script"
		case $? in 0 | 1) ;; *) echo "not ok - $script did not get to its end" ;; esac
	done
}

suite() {
	case $1 in
	unit | cli) "tests/$1/run.sh" ;;
	lint) userspace/scripts/lint.sh ;;
	vm) MACHINE=uml each tests/vm/{judge,deps,guest,build,explored,bisect}.sh ;;
	vm-covered) MACHINE=uml each tests/vm/{covered,mutated}.sh ;;
	vm-virt) each tests/vm/{guest,card}.sh ;;
	lava) each tests/vm/lava.sh ;;
	um-runs) on_um debug lifecycle knobs misuse mappings resource pace ops ;;
	um-mmap) CLOCK=host on_um debug mmap memory ;;
	um-combinations) on_um debug combinations ;;
	um-slaves) on_um debug sg import slave cyclic fences concurrent ;;
	um-sim) on_um debug sim-control sim-dmatest sim-world subject unload tool quarantine ;;
	um-faults) on_um debug faults fault-runs ;;
	um-check) on_um debug check fail-nth ;;
	um-quirks) on_um debug quirks ;;
	um-every-rule) ALLOW='.*' on_um debug every-rule ;;
	um-explore) CLOCK=instant ALLOW='.*' on_um debug explore ;;
	um-instants) CLOCK=instant ALLOW='.*' on_um debug instants ;;
	quirks) COMBINATIONS=30 SECONDS_EACH=1 userspace/suites/quirks.sh ;;
	um-churn) on_um debug fuzz cycles ;;
	um-torture) UNTIL=1500 on_um debug torture ;;
	um-trace) on_um debug trace ;;
	um-oracle) ALLOW=$provoked on_um debug oracle ;;
	um-kernel-log) ALLOW='.*' on_um debug kernel-log ;;
	um-fio) CLOCK=host WITH=fio on_um debug fio noise ;;
	um-kasan) UNTIL=1500 on_um kasan faults unload check fail-nth fuzz cycles torture quarantine ;;
	um-bare) on_um bare bare lifecycle misuse ops ;;
	um-7.2) KERNEL=7.2 on_um debug lifecycle misuse mappings concurrent faults tool ;;
	debian) each tests/vm/debian.sh
		KERNEL=debian guest virt debian lifecycle misuse ops mappings tool ;;
	# That kernel warns when its atomic pools run dry.
	debian-5.10) KERNEL=debian-5.10 ALLOW='Failed to get suitable pool' \
		guest virt debian lifecycle misuse ops mappings tool ;;
	debian-newest) KERNEL=debian-newest guest virt debian lifecycle misuse ops mappings tool ;;
	debian-rt) KERNEL=debian-6.12-rt guest virt debian rt lifecycle misuse ops mappings tool ;;
	debian-16k) KERNEL=debian-6.12-16k QEMU_EXTRA='-cpu max' guest virt debian lifecycle misuse ops mappings tool ;;
	debian-versal) KERNEL=debian guest versal debian lifecycle tool ;;
	virt) guest virt debug lifecycle mappings resource concurrent unload sim-world sim-dmatest sleep torture ;;
	virt-combinations) guest virt debug combinations ;;
	virt-logic) guest virt debug knobs misuse ops pace sim-control slave cyclic sg import mmap memory \
		fences faults fault-runs tool quarantine ;;
	virt-check) guest virt debug check fail-nth fuzz cycles ;;
	trace) guest virt debug trace && guest versal debug trace ;;
	oracle) ALLOW=$provoked guest virt debug oracle ;;
	versal) guest versal debug lifecycle misuse combinations concurrent unload resource tool trace ;;
	q35) guest q35 debug lifecycle misuse ops mappings tool ;;
	# Another flavour than the usual ones, booted once, and a little done with it
	kcsan) guest q35 kcsan lifecycle ;;
	64k) QEMU_EXTRA='-cpu max' guest virt 64k lifecycle misuse ops mappings ;;
	kcfi) userspace/scripts/deps.sh kcfi && guest virt kcfi lifecycle misuse ops slave cyclic faults ;;
	raspi3b) guest raspi3b debian misuse lifecycle tool ;;
	sifive_u) userspace/scripts/deps.sh riscv64 && guest sifive_u debian misuse lifecycle tool ;;
	zynq) DT=client guest zynq debug lifecycle misuse client resource tool ;;
	virt-6.1) KERNEL=6.1 guest virt debug lifecycle misuse mappings ops tool ;;
	oracle-7.2) KERNEL=7.2 ALLOW=$provoked guest virt debug oracle ;;
	virt-7.2) KERNEL=7.2 guest virt debug lifecycle misuse mappings ops faults tool ;;
	virt-one-cpu) ONE_CPU=1 guest virt debug lifecycle concurrent unload faults tool ;;
	worlds) worlds ;;
	worlds-some) worlds bounced noncoherent sim-smmu-strict-noncoherent virtio-iommu ;;
	fio) for machine in virt versal; do KERNEL=debian WITH=fio guest "$machine" debian fio; done ;;
	noise) KERNEL=debian WITH=fio QEMU_EXTRA="-drive driver=null-co,read-zeroes=on,size=64M,if=none,id=disk -device virtio-blk-pci,drive=disk" \
		guest virt debian noise ;;
	kasan) guest virt kasan faults unload quarantine ;;
	build) each userspace/scripts/headers.sh tests/vm/headers.sh ;;
	tree) each tests/vm/tree.sh ;;
	packages) each tests/vm/packages.sh ;;
	trixie) each tests/vm/trixie.sh ;;
	edu-direct | edu-passthrough | edu-smmu | edu-lazy | edu-virtio | edu-vtd) edu "$1" ;;
	*)
		echo "tests/run.sh: no suite or tier '$1'; see tier() and suite() there" >&2
		return 2
		;;
	esac
}

# tier NAME: its suites, the long ones first; a name that is no tier is a suite
tier() {
	case $1 in
	test) echo um-combinations um-torture um-runs um-slaves um-mmap um-sim um-faults um-quirks um-explore um-instants um-check \
		um-every-rule um-oracle um-kernel-log debian-versal debian vm vm-covered cli unit ;;
	ci) echo lint versal zynq worlds-some edu-smmu "$(tier test)" um-churn um-trace um-fio ;;
	all) echo kasan um-kasan quirks virt worlds trixie tree build packages virt-check "$(tier ci)" q35 oracle virt-7.2 um-7.2 um-bare \
		debian-5.10 debian-newest debian-rt debian-16k 64k kcsan kcfi oracle-7.2 virt-one-cpu fio noise edu-vtd edu-virtio edu-direct edu-passthrough edu-lazy vm-virt lava trace virt-logic virt-combinations virt-6.1 raspi3b sifive_u |
		sed 's/worlds-some //' ;;
	*) echo "$1" ;;
	esac
}

count() { grep -cE "$1" "$2" || true; }

# run_suite NAME: its output in $logs/NAME.log, a line of counts, what failed, and why
run_suite() {
	local name=$1 log=$logs/$1.log begin=$SECONDS status good bad skips

	suite "$name" >"$log" 2>&1 </dev/null
	status=$?
	skips=$(count '^ok .*# SKIP' "$log")
	good=$(($(count '^ok ' "$log") - skips))
	bad=$(count '^not ok' "$log")
	if ((bad == 0 && (status != 0 || good + skips == 0))); then
		echo "not ok - suite $name ended with status $status" >>"$log"
		tail -n 15 "$log"
		bad=1
	fi
	echo "$good $bad $skips $((SECONDS - begin)) $name" >"$logs/$name.counts"
	printf '%-15s %4d passed, %d failed, %d skipped in %d s; log: %s\n' "$name" "$good" "$bad" \
		"$skips" $((SECONDS - begin)) "$log"
	grep -E '^(not ok|ok .*# SKIP)' -A 3 "$log" | grep -vE '^(ok [0-9]+ - [^#]*|--|1\.\..*)$'
}

# run_all SUITE...: two at a time, for a guest waits more than it works
run_all() {
	local name

	for name; do
		(($(jobs -rp | wc -l) < 2)) || wait -n
		run_suite "$name" &
	done
	wait
}

# Every suite's seconds, the longest first, then the counts of all. One that left none has failed.
summary() {
	cat "$logs"/*.counts 2>/dev/null | sort -k4,4nr | awk -v suites=$# '
	BEGIN { printf "\n%8s %7s %7s %8s  suite\n", "seconds", "passed", "failed", "skipped" }
	{ printf "%8d %7d %7d %8d  %s\n", $4, $1, $2, $3, $5
	  passed += $1; failed += $2; skipped += $3 }
	END { failed += suites - NR
	      printf "%d passed, %d failed, %d skipped\n", passed, failed, skipped
	      exit failed > 0 }'
}

main() {
	local name suites=() logged

	if [[ ${1:-} == --one-cpu ]]; then
		export ONE_CPU=1
		shift
	fi
	(($#)) || set -- test
	for name; do
		# shellcheck disable=SC2207 # names
		suites+=($(tier "$name"))
	done
	exec 7>"$logs/.lock"
	flock -n 7 || { echo "tests/run.sh: another one is at work in this checkout" >&2; exit 3; }
	rm -f "$logs"/*.counts
	logged=("${suites[@]/#/$logs/}")
	run_all "${suites[@]}"
	echo "all of it took $SECONDS s"
	userspace/scripts/junit.sh "${logged[@]/%/.log}" >"$logs/junit.xml"
	summary "${suites[@]}"
}

main "$@"
exit
