#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-only
# Copyright (C) 2026 The dmarig authors
#
# Runs a command in a guest: builds what is stale, boots it, and turns what came back into an
# exit status. The command's output is on stdout and stderr, the kernel's goes to a file.
#
# From the environment:
#   MACHINE KERNEL FLAVOUR    which guest
#   WORLD                     a file of configs/world: what is around the devices of that guest
#   CMD                       a shell command line
#   APPEND                    more for the kernel's command line
#   QEMU_EXTRA                more arguments for QEMU, such as a device
#   DRIVER                    a .c file, or a directory with a Kbuild: this driver instead of the kernel's
#   COVERAGE                  1: the driver under test counts which of its lines run; it is DRIVER, or the machine's in the
#                             kernel's source, or dmarig_sim. Or names of the rig's modules, which count then. all: these
#                             and the tool, into results/coverage
#   DT                        overlays of configs/machine/dt for the machine's device tree
#   WITH=fio                  the guest has fio, too
#   ADD                       a directory that is /dmarig/add in the guest
#   TIMEOUT                   seconds after which a guest counts as hung
#   ONE_CPU=1                 the emulator has one processor of this computer
#   ALLOW                     a pattern of kernel log lines this command provokes on purpose
#   KMEMLEAK=1                look for leaked memory at the end
#   PACK                      a directory: put kernel, initrd and boot line there, and boot nothing
#   LOG                       keep the kernel's log under this name
#   ACCEL                     a QEMU accelerator, without looking for one
#   CLOCK                     which time the guest has; on machines of QEMU host (default) or instructions (each
#                             is 2^ICOUNT_SHIFT ns, and waiting takes no time),
#                             on uml travel (default: sleeping takes no time), instant (nor does code) or host
#
# Exit status: the command's. 1 if it said 0 but the guest panicked, hung or complained, 3 if no
# guest could be run.

source "$(dirname "$0")/lib.sh"

load_world "${WORLD:=}"
: "${MACHINE:=virt}" "${KERNEL:=}" "${FLAVOUR:=debug}" "${CMD:=}" "${TIMEOUT:=600}"
: "${CLOCK:=}" "${APPEND:=}" "${QEMU_EXTRA:=}" "${DT:=}" "${WITH:=}" "${KMEMLEAK:=}" "${ALLOW:=}" "${LOG:=}" "${ACCEL:=}"
: "${DRIVER:=}" "${COVERAGE:=}"
APPEND="$WORLD_APPEND $APPEND" QEMU_EXTRA="${WORLD_QEMU:+$WORLD_QEMU }$QEMU_EXTRA"
DT="${WORLD_DT:+$WORLD_DT }$DT"
[[ -z $WORLD_ALLOW ]] || ALLOW="${ALLOW:+$ALLOW|}$WORLD_ALLOW"

# shellcheck disable=SC2317 # called by cached
build_demux() { gcc -O2 -Wall -Wextra -o "$1/demux" "$vm/demux.c"; }

# Who counts which of its lines run: the driver under test, built from the kernel's source where it is the kernel's,
# or modules of ours
choose_coverage() {
	local source

	[[ $COVERAGE != all ]] || COVERAGE='dmarig dmarig_sim dmarig_edu' count_all=1
	[[ $COVERAGE == 1 ]] || return 0
	COVERAGE=driver
	[[ -z $DRIVER ]] || return 0
	if [[ -z $DRIVERS ]]; then
		COVERAGE=dmarig_sim
		return
	fi
	source=$("$vm/kernel.sh" source "${KERNEL/#debian*/6.12}")
	DRIVER=$(find "$source/drivers/dma" -name "${DRIVERS%% *}.c" | head -n 1)
	[[ -n $DRIVER ]] || die 3 "COVERAGE=1: $source/drivers/dma has no ${DRIVERS%% *}.c"
}

# A probe of the accelerator needs a guest, not the rig.
build_all() {
	kernel_dir=$("$vm/kernel.sh" image "$MACHINE" "$KERNEL" "$FLAVOUR")
	root_dir=$("$vm/root.sh" "$MACHINE")
	[[ -n $VIRTIO ]] || demux=$(cached demux "$(digest <"$vm/demux.c")" build_demux)/demux
	# Before the root, whose libraries are the newer ones.
	more=()
	[[ -z $WITH ]] || more=("$("$vm/$WITH.sh" "$MACHINE")/$WITH.cpio")
	module_dir='' tool_dir='' driver_dir=''
	[[ -z ${DMARIG_PROBE:-} ]] || return 0
	choose_coverage
	[[ ! -f $top/Kbuild ]] || module_dir=$(DMARIG_GCOV=${COVERAGE/#driver/} \
		"$scripts/module.sh" "$MACHINE" "$kernel_dir/build" "$ARCH-${kernel_dir##*/}")
	[[ -z $COVERAGE || -f $module_dir/dmarig_gcov.ko ]] ||
		die 3 "COVERAGE: this kernel has CONFIG_GCOV_KERNEL, and counts in a way of its own; build it without"
	[[ -z $DRIVER ]] || driver_dir=$("$scripts/driver.sh" "$MACHINE" "$kernel_dir" "$DRIVER" \
		"${COVERAGE:+$module_dir}")
	tool_dir=$(COVERAGE=$count_all "$scripts/tool.sh" "$MACHINE" "$root_dir")
}

# What the rig's own programs and modules have counted comes back with the results.
tell_all() {
	local dir=/dmarig/results/coverage

	printf 'export GCOV_PREFIX=%q\nmkdir -p %q\n' "$dir/$nonce" "$dir/$nonce"
	echo "trap 'sed s/^/coverage,$nonce,/ /sys/kernel/debug/dmarig_gcov/data >$dir/$nonce.told' EXIT"
}

pack() {
	{
		printf 'export MACHINE=%q KERNEL=%q FLAVOUR=%q WORLD=%q\n' "$MACHINE" "$KERNEL" \
			"$FLAVOUR" "$WORLD"
		printf 'export WORLD_DRIVER=%q WORLD_SIM=%q WORLD_KNOBS=%q WORLD_WANT=%q WORLD_SHOWS=%q\n' \
			"$WORLD_DRIVER" "$WORLD_SIM" "$WORLD_KNOBS" "$WORLD_WANT" "$WORLD_SHOWS"
		[[ -z $count_all ]] || tell_all
		echo "$CMD"
	} |
		DRIVER_DIR=$driver_dir COVERAGE=$COVERAGE "$vm/payload.sh" "$MACHINE" "$run_dir/payload" "$kernel_dir" "$module_dir" "$tool_dir"
	cat "${more[@]}" "$root_dir/root.cpio" "$run_dir/payload" >"$run_dir/initrd"
}

boot_line() {
	echo "loglevel=7 panic=-1 oops=panic softlockup_panic=1 printk.devkmsg=on" \
		"dmarig.nonce=$nonce dmarig.time=$(date +%s) dmarig.emulator=$(emulator_name)" \
		"${FRAMES:+dmarig.serial=$FRAMES}" \
		"${KMEMLEAK:+dmarig.kmemleak kmemleak=on}" "$([[ $POWER == off ]] || echo dmarig.reboot)" \
		"$BOOT $APPEND"
}

# What comes out passes through pipes, so that it is seen as it comes and its end is known.
receive() {
	if [[ -n $VIRTIO ]]; then
		pipes=("$run_dir/out" "$run_dir/err")
		mkfifo "${pipes[@]}"
		cat "$run_dir/out" &
		pids+=($!)
		cat "$run_dir/err" >&2 &
		pids+=($!)
	else
		pipes=("$run_dir/frames")
		mkfifo "${pipes[@]}"
		"$demux" "$run_dir/verdict" "$run_dir/results.tar" <"$run_dir/frames" &
		pids+=($!)
	fi
}

# An emulator that hangs is not a guest that does: the log says which, before either is killed.
ask_emulator() {
	[[ ! -p $run_dir/monitor.in ]] || emulator_answers || echo "$mute" >>"$run_dir/console.log"
}

# Shortly before the guest's time is over. What is read never comes.
watch_emulator() {
	local never

	exec {never}<> <(:)
	read -rt $((TIMEOUT > 10 ? TIMEOUT - 5 : TIMEOUT / 2)) -u "$never" || true
	ask_emulator
}

boot() {
	local pids=() pipes pipe status=0

	receive
	emulator_start
	watch_emulator </dev/null >/dev/null 2>&1 &
	watcher=$!
	disown "$watcher"
	wait "$emulator_pid" || status=$?
	emulator_pid=
	kill "$watcher" 2>/dev/null || true
	watcher=
	# If QEMU never opened them, the readers still wait: open and close their other ends.
	for pipe in "${pipes[@]}"; do
		: <>"$pipe"
	done
	wait "${pids[@]}" || garbled=1
	return "$(emulator_verdict "$status")"
}

# The guest sends its results when the command has ended; a guest that dies before loses them.
unpack_results() {
	[[ ! -s $run_dir/results.tar ]] ||
		tar -xf "$run_dir/results.tar" --no-same-owner -C "$top/results" 2>"$run_dir/tar.log"
}

# What is wrong with this run, one sentence a line, whatever the command said.
complaints() {
	local emulator_status=$1 findings judged=0

	findings=$(JUDGE_ALLOW=$ALLOW "$vm/judge" "$run_dir/console.log" "$nonce") || judged=$?
	((judged != 1)) || printf 'the kernel complained:\n%s\n' "$(head -n 40 <<<"$findings")"
	if ((emulator_status == 124 || emulator_status == 137)) && grep -qxF "$mute" "$run_dir/console.log"; then
		echo "the emulator hung, not its guest: no end after $TIMEOUT s"
	elif ((emulator_status == 124 || emulator_status == 137)); then
		echo "the guest hung: no end after $TIMEOUT s"
	elif ((emulator_status != 0)); then
		echo "the emulator failed: $(tail -n 3 "$run_dir/emulator.log")"
	elif [[ -z $command_status ]]; then
		echo "the guest ended without a verdict"
	elif ((judged == 2 && command_status != 3)); then
		echo "the kernel's log could not be judged: $findings"
	elif [[ -n $garbled ]]; then
		echo "what the guest sent did not arrive whole"
	fi
}

read_verdict() {
	sed -n "s/^dmarig-verdict $nonce exit=\([0-9]*\)$/\1/p" "$run_dir/verdict" 2>/dev/null || true
}

# keep_parts DIRECTORY: what this guest boots, for others who boot guests
keep_parts() {
	mkdir -p "$1"
	cp "$kernel_dir/image" "$1/kernel"
	cp "$run_dir/initrd" "$1/initrd"
	echo "console=$CONSOLE $(boot_line)" >"$1/cmdline"
}

keep_log() {
	[[ ! -f $run_dir/console.log ]] || cp "$run_dir/console.log" "$1"
}

# shellcheck disable=SC2317 # called by the trap
clean_up() {
	[[ -z $watcher ]] || kill "$watcher" 2>/dev/null || true
	[[ -z $emulator_pid ]] || { ask_emulator; kill "$emulator_pid" 2>/dev/null || true; }
	[[ -z $LOG ]] || keep_log "$LOG"
	rm -rf "$run_dir"
}

main() {
	local run_dir nonce emulator kernel_dir root_dir module_dir tool_dir driver_dir demux more count_all=''
	local pinned=() emulator_status=0 garbled='' command_status trouble last
	emulator_pid='' watcher=''
	mute='dmarig: the emulator itself does not answer'

	[[ -n $CMD ]] || die 2 "CMD says what to run in the guest, as in: make vm CMD='uname -a'"
	[[ -z $WITH || $WITH == fio ]] || die 2 "WITH=$WITH: want fio, or nothing"
	load_machine "$MACHINE"
	: "${KERNEL:=$KERNEL_DEFAULT}"
	# That kernel has one flavour, its own.
	[[ $KERNEL != debian* ]] || FLAVOUR=debian
	last=$top/build/vm/$MACHINE-$FLAVOUR.log
	# shellcheck source=qemu.sh
	source "$vm/$EMULATOR.sh"
	[[ -z ${ONE_CPU:-} ]] || pinned=(taskset -c 0)
	emulator_check
	OVERLAYS="$OVERLAYS${DT:+ $DT}"
	build_all
	nonce=$(tr -d - </proc/sys/kernel/random/uuid)
	mkdir -p "$top/build/vm" "$top/results"
	run_dir=$(mktemp -d "$top/build/vm/run.XXXXXX")
	trap clean_up EXIT
	pack
	emulator_assemble
	[[ -z ${PACK:-} ]] || { keep_parts "$PACK"; exit 0; }
	boot || emulator_status=$?
	unpack_results || garbled=1
	keep_log "$last"
	command_status=$(read_verdict)
	trouble=$(complaints "$emulator_status")
	[[ -z $trouble ]] || { say "$trouble"; say "kernel log: ${LOG:-$last}"; }
	[[ -z $trouble || ${command_status:-0} != 0 ]] || command_status=1
	exit "${command_status:-1}"
}

main "$@"
