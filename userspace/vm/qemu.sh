# shellcheck shell=bash
# SPDX-License-Identifier: GPL-2.0-only
# Copyright (C) 2026 The dmarig authors
#
# A guest that QEMU runs: from a machine file and what is around it to a command line. Sourced by run.sh,
# whose variables it reads; it leaves the command in ${emulator[@]}. It knows nothing of verdicts.
# shellcheck disable=SC2154,SC2034 # run.sh has them, or looks at them

# Which time a guest has, and what is not for QEMU at all.
emulator_check() {
	case ${CLOCK:=host} in
	host) ;;
	instructions) ACCEL=tcg ;;
	*) die 2 "CLOCK=$CLOCK: machine $MACHINE has host or instructions" ;;
	esac
	[[ -n $ACCEL ]] || ACCEL=$("$vm/accel.sh" "$MACHINE" "$KERNEL" "$FLAVOUR")
}

# What results call it; its version changes figures.
emulator_name() { "$QEMU" --version | sed -n 's/.*emulator version \([^ ]*\).*/qemu-\1/p'; }

# The machine itself, without what is put into it or comes out of it.
machine_args() {
	# shellcheck disable=SC2206 # lists of arguments
	emulator=("$QEMU" $QEMU_ARGS -accel "$ACCEL" -nodefaults -display none -monitor none)
	# One instruction is a nanosecond, and waiting takes no time: whatever the host does has no say.
	[[ $CLOCK != instructions ]] || emulator+=(-icount "shift=${ICOUNT_SHIFT:-0},sleep=off")
	[[ $ACCEL != kvm ]] || CPU=$KVM_CPU
	[[ -z $CPU ]] || emulator+=(-cpu "$CPU")
}

# The tree the kernel's build made, or the one QEMU makes for just this machine.
add_device_tree() {
	local tree=$kernel_dir/dtb

	if [[ -z $DTB ]]; then
		[[ -n $OVERLAYS ]] || return 0
		tree=$run_dir/machine.dtb
		# shellcheck disable=SC2086 # more arguments
		"${emulator[@]}" $QEMU_EXTRA -machine "dumpdtb=$tree" \
			</dev/null >"$run_dir/emulator.log" 2>&1 || true
		[[ -s $tree ]] || die 3 "DT: $MACHINE has no device tree to add to"
	fi
	if [[ -n $OVERLAYS ]]; then
		# shellcheck disable=SC2086 # a list of names
		"$vm/dt.sh" "$tree" "$run_dir/dtb" $OVERLAYS
		tree=$run_dir/dtb
	fi
	emulator+=(-dtb "$tree")
}

# A port each is the way out of a machine with virtio.
port() {
	emulator+=(-chardev "file,id=$1,path=$2" -device "virtserialport,chardev=$1,name=dmarig.$1")
}

add_virtio() {
	local suffix=device

	[[ -n $VIRTIO ]] || return 0
	[[ $VIRTIO != pci ]] || suffix=pci
	emulator+=(-device "virtio-serial-$suffix")
	port out "$run_dir/out"
	port err "$run_dir/err"
	port verdict "$run_dir/verdict"
	port results "$run_dir/results.tar"
}

# Serial ports in the machine's own order.
add_serials() {
	local use

	for use in $SERIALS; do
		case $use in
		console) emulator+=(-serial "file:$run_dir/console.log") ;;
		frames) emulator+=(-serial "file:$run_dir/frames") ;;
		*) die 2 "SERIALS of $MACHINE: console or frames, not '$use'" ;;
		esac
	done
}

# A line to QEMU itself.
add_monitor() {
	mkfifo "$run_dir"/monitor.{in,out}
	emulator+=(-chardev "pipe,id=monitor,path=$run_dir/monitor" -mon "chardev=monitor,mode=control")
}

# emulator_answers: does QEMU, whatever its guest does? One whose model of a device goes round for ever does not.
emulator_answers() {
	local line monitor

	exec {monitor}<>"$run_dir/monitor.out"
	echo '{"execute":"qmp_capabilities"}' 1<>"$run_dir/monitor.in"
	while IFS= read -r -t 3 line <&"$monitor"; do
		[[ $line != *'"return"'* && $line != *'"error"'* ]] || return 0
	done
	return 1
}

emulator_assemble() {
	machine_args
	add_device_tree
	add_monitor
	add_virtio
	add_serials
	# On that clock processors run in turn, and while one does the others' time goes by: so there is one.
	[[ $CLOCK != instructions ]] || APPEND+=' maxcpus=1'
	# shellcheck disable=SC2206 # more arguments
	emulator+=(-no-reboot -kernel "$kernel_dir/image" -initrd "$run_dir/initrd"
		-append "console=$CONSOLE $(boot_line)" $QEMU_EXTRA)
}

# emulator_verdict STATUS: what the end of QEMU says of the guest
emulator_verdict() { echo "$1"; }

# emulator_start: in the background, leaving its pid
emulator_start() {
	timeout -k 5 "$TIMEOUT" "${pinned[@]}" "${emulator[@]}" </dev/null >"$run_dir/emulator.log" 2>&1 &
	emulator_pid=$!
}
