#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-only
# Copyright (C) 2026 The dmarig authors
#
# Runs a command in a guest: builds what is stale, boots QEMU, and turns what came back into an
# exit status. The command's output is on stdout and stderr, the kernel's goes to a file.
#
# From the environment:
#   MACHINE KERNEL FLAVOUR    which guest
#   WORLD                     a file of configs/world: what is around the devices of that guest
#   CMD                       a shell command line
#   APPEND                    more for the kernel's command line
#   QEMU_EXTRA                more arguments for QEMU, such as a device
#   DT                        overlays of configs/machine/dt for the machine's device tree
#   WITH=fio                  the guest has fio, too
#   TIMEOUT                   seconds after which a guest counts as hung
#   ALLOW                     a pattern of kernel log lines this command provokes on purpose
#   KMEMLEAK=1                look for leaked memory at the end
#   LOG                       keep the kernel's log under this name
#   ACCEL                     a QEMU accelerator, without looking for one
#
# Exit status: the command's. 1 if it said 0 but the guest panicked, hung or complained, 3 if no
# guest could be run.

source "$(dirname "$0")/lib.sh"

vm=$top/userspace/vm
load_world "${WORLD:=}"
: "${MACHINE:=virt}" "${KERNEL:=6.12}" "${FLAVOUR:=debug}" "${CMD:=}" "${TIMEOUT:=600}"
: "${APPEND:=}" "${QEMU_EXTRA:=}" "${DT:=}" "${WITH:=}" "${KMEMLEAK:=}" "${ALLOW:=}" "${LOG:=}" "${ACCEL:=}"
APPEND="$WORLD_APPEND $APPEND" QEMU_EXTRA="$WORLD_QEMU $QEMU_EXTRA"
DT="${WORLD_DT:+$WORLD_DT }$DT"
[[ -z $WORLD_ALLOW ]] || ALLOW="${ALLOW:+$ALLOW|}$WORLD_ALLOW"

# shellcheck disable=SC2317 # called by cached
build_demux() { gcc -O2 -Wall -Wextra -o "$1/demux" "$vm/demux.c"; }

# A probe of the accelerator needs a guest, not the rig.
build_all() {
	kernel_dir=$("$vm/kernel.sh" image "$MACHINE" "$KERNEL" "$FLAVOUR")
	root_dir=$("$vm/root.sh" "$MACHINE")
	[[ -n $VIRTIO ]] || demux=$(cached demux "$(digest <"$vm/demux.c")" build_demux)/demux
	# Before the root, whose libraries are the newer ones.
	more=()
	[[ -z $WITH ]] || more=("$("$vm/$WITH.sh" "$MACHINE")/$WITH.cpio")
	module_dir='' tool_dir=''
	[[ -z ${DMARIG_PROBE:-} ]] || return 0
	[[ ! -f $top/Kbuild ]] || module_dir=$("$vm/module.sh" "$MACHINE" "$kernel_dir/build" \
		"$ARCH-${kernel_dir##*/}")
	tool_dir=$("$vm/tool.sh" "$MACHINE" "$root_dir")
}

pack() {
	{
		printf 'export MACHINE=%q KERNEL=%q FLAVOUR=%q WORLD=%q\n' "$MACHINE" "$KERNEL" \
			"$FLAVOUR" "$WORLD"
		printf 'export WORLD_DRIVER=%q WORLD_SIM=%q WORLD_KNOBS=%q WORLD_WANT=%q WORLD_SHOWS=%q\n' \
			"$WORLD_DRIVER" "$WORLD_SIM" "$WORLD_KNOBS" "$WORLD_WANT" "$WORLD_SHOWS"
		echo "$CMD"
	} |
		"$vm/payload.sh" "$MACHINE" "$run_dir/payload" "$kernel_dir" "$module_dir" "$tool_dir"
	cat "${more[@]}" "$root_dir/root.cpio" "$run_dir/payload" >"$run_dir/initrd"
}

boot_line() {
	echo "console=$CONSOLE loglevel=7 panic=-1 oops=panic softlockup_panic=1 printk.devkmsg=on" \
		"dmarig.nonce=$nonce dmarig.time=$(date +%s)" \
		"$([[ -n $VIRTIO ]] && echo dmarig.share || echo "dmarig.serial=$FRAMES")" \
		"${KMEMLEAK:+dmarig.kmemleak kmemleak=on}" "$([[ $POWER == off ]] || echo dmarig.reboot)" \
		"$BOOT $APPEND"
}

# The machine itself, without what is put into it or comes out of it.
machine_args() {
	# shellcheck disable=SC2206 # lists of arguments
	qemu_args=($QEMU_ARGS -accel "$ACCEL" -nodefaults -display none -monitor none)
	[[ $ACCEL != kvm ]] || CPU=$KVM_CPU
	[[ -z $CPU ]] || qemu_args+=(-cpu "$CPU")
}

# The tree the kernel's build made, or the one QEMU makes for just this machine.
add_device_tree() {
	local tree=$kernel_dir/dtb

	if [[ -z $DTB ]]; then
		[[ -n $OVERLAYS ]] || return 0
		tree=$run_dir/machine.dtb
		# shellcheck disable=SC2086 # more arguments
		"$QEMU" "${qemu_args[@]}" $QEMU_EXTRA -machine "dumpdtb=$tree" \
			</dev/null >"$run_dir/qemu.log" 2>&1 || true
		[[ -s $tree ]] || die 3 "DT: $MACHINE has no device tree to add to"
	fi
	if [[ -n $OVERLAYS ]]; then
		# shellcheck disable=SC2086 # a list of names
		"$vm/dt.sh" "$tree" "$run_dir/dtb" $OVERLAYS
		tree=$run_dir/dtb
	fi
	qemu_args+=(-dtb "$tree")
}

# Ways out of a machine with virtio: a port each for the command's, and a share for results.
port() {
	qemu_args+=(-chardev "file,id=$1,path=$2" -device "virtserialport,chardev=$1,name=dmarig.$1")
}

add_virtio() {
	local suffix=device

	[[ -n $VIRTIO ]] || return 0
	[[ $VIRTIO != pci ]] || suffix=pci
	qemu_args+=(-fsdev "local,id=results,path=$top/results,security_model=none"
		-device "virtio-9p-$suffix,fsdev=results,mount_tag=results"
		-device "virtio-serial-$suffix")
	port out "$run_dir/out"
	port err "$run_dir/err"
	port verdict "$run_dir/verdict"
}

# Serial ports in the machine's own order.
add_serials() {
	local use

	for use in $SERIALS; do
		case $use in
		console) qemu_args+=(-serial "file:$run_dir/console.log") ;;
		frames) qemu_args+=(-serial "file:$run_dir/frames") ;;
		*) die 2 "SERIALS of $MACHINE: console or frames, not '$use'" ;;
		esac
	done
}

assemble() {
	machine_args
	add_device_tree
	add_virtio
	add_serials
	# shellcheck disable=SC2206 # more arguments
	qemu_args+=(-no-reboot -kernel "$kernel_dir/image" -initrd "$run_dir/initrd"
		-append "$(boot_line)" $QEMU_EXTRA)
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
		"$demux" "$run_dir/verdict" "$run_dir/results.tgz" <"$run_dir/frames" &
		pids+=($!)
	fi
}

boot() {
	local pids=() pipes pipe status=0

	receive
	timeout -k 5 "$TIMEOUT" "$QEMU" "${qemu_args[@]}" </dev/null >"$run_dir/qemu.log" 2>&1 &
	qemu_pid=$!
	wait "$qemu_pid" || status=$?
	qemu_pid=
	# If QEMU never opened them, the readers still wait: open and close their other ends.
	for pipe in "${pipes[@]}"; do
		: <>"$pipe"
	done
	wait "${pids[@]}" || garbled=1
	return "$status"
}

# Results that no share took, as they came.
unpack_results() {
	[[ ! -s $run_dir/results.tgz ]] ||
		tar -xzf "$run_dir/results.tgz" --no-same-owner -C "$top/results" 2>"$run_dir/tar.log"
}

# What is wrong with this run, one sentence a line, whatever the command said.
complaints() {
	local qemu_status=$1 findings judged=0

	findings=$(JUDGE_ALLOW=$ALLOW "$vm/judge" "$run_dir/console.log" "$nonce") || judged=$?
	((judged != 1)) || printf 'the kernel complained:\n%s\n' "$(head -n 40 <<<"$findings")"
	if ((qemu_status == 124 || qemu_status == 137)); then
		echo "the guest hung: no end after $TIMEOUT s"
	elif ((qemu_status != 0)); then
		echo "QEMU failed: $(tail -n 3 "$run_dir/qemu.log")"
	elif [[ -z $command_status ]]; then
		echo "the guest ended without a verdict"
	elif ((judged == 2)); then
		echo "the kernel's log could not be judged: $findings"
	elif [[ -n $garbled ]]; then
		echo "what the guest sent did not arrive whole"
	fi
}

read_verdict() {
	sed -n "s/^dmarig-verdict $nonce exit=\([0-9]*\)$/\1/p" "$run_dir/verdict" 2>/dev/null || true
}

keep_log() {
	[[ ! -f $run_dir/console.log ]] || cp "$run_dir/console.log" "$1"
}

# shellcheck disable=SC2317 # called by the trap
clean_up() {
	[[ -z $qemu_pid ]] || kill "$qemu_pid" 2>/dev/null || true
	[[ -z $LOG ]] || keep_log "$LOG"
	rm -rf "$run_dir"
}

main() {
	local run_dir nonce qemu_args kernel_dir root_dir module_dir tool_dir demux more
	local qemu_status=0 garbled='' command_status trouble last=$top/build/vm/$MACHINE-$FLAVOUR.log
	qemu_pid=

	[[ -n $CMD ]] || die 2 "CMD says what to run in the guest, as in: make vm CMD='uname -a'"
	[[ -z $WITH || $WITH == fio ]] || die 2 "WITH=$WITH: want fio, or nothing"
	load_machine "$MACHINE"
	OVERLAYS="$OVERLAYS${DT:+ $DT}"
	build_all
	[[ -n $ACCEL ]] || ACCEL=$("$vm/accel.sh" "$MACHINE" "$KERNEL" "$FLAVOUR")
	nonce=$(tr -d - </proc/sys/kernel/random/uuid)
	mkdir -p "$top/build/vm" "$top/results"
	run_dir=$(mktemp -d "$top/build/vm/run.XXXXXX")
	trap clean_up EXIT
	pack
	assemble
	boot || qemu_status=$?
	unpack_results || garbled=1
	keep_log "$last"
	command_status=$(read_verdict)
	trouble=$(complaints "$qemu_status")
	[[ -z $trouble ]] || { say "$trouble"; say "kernel log: ${LOG:-$last}"; }
	[[ -z $trouble || ${command_status:-0} != 0 ]] || command_status=1
	exit "${command_status:-1}"
}

main "$@"
