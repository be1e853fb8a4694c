# shellcheck shell=bash
# SPDX-License-Identifier: GPL-2.0-only
# Copyright (C) 2026 The dmarig authors
#
# A guest that is a program: User-mode Linux. The counterpart of qemu.sh, with the same functions. The
# kernel's log comes on its standard error, which its first console is; all that leaves the guest are frames on one serial line,
# which is file descriptor 9.
# shellcheck disable=SC2154,SC2034,SC2153 # run.sh has them, or looks at them

emulator_check() {
	[[ $(uname -m) == "$HOST_ARCH" ]] ||
		die 3 "machine $MACHINE is a program for $HOST_ARCH, and this computer is $(uname -m): use MACHINE=virt"
	[[ -z $QEMU_EXTRA$DT ]] || die 2 "machine $MACHINE has neither a QEMU nor a device tree: leave out QEMU_EXTRA and DT"
	case $CLOCK in
	'' | travel | instant | host) ;;
	*) die 2 "CLOCK=$CLOCK: machine $MACHINE has travel, instant or host" ;;
	esac
	ACCEL=program
	# Where it is allowed, the same addresses each time: what a guest does then depends on nothing here.
	fixed=()
	! setarch -R true 2>/dev/null || fixed=(setarch -R)
}

# shellcheck disable=SC2317 # called by cached
build_preload() { gcc -O2 -Wall -Wextra -shared -fPIC -o "$1/xstate.so" "$vm/uml_xstate.c"; }

# Which clock the kernel is told to have: the one asked for, or the best it can. One with several
# processors has no clock but the host's.
choose_clock() {
	local jumps processors

	jumps=$(grep -c '^CONFIG_UML_TIME_TRAVEL_SUPPORT=y' "$kernel_dir/config") || true
	processors=$(grep -c '^CONFIG_SMP=y' "$kernel_dir/config") || true
	clock=
	case $CLOCK,$jumps in
	,1 | travel,1) clock=time-travel ;;
	instant,1) clock=time-travel=inf-cpu ;;
	travel,0 | instant,0) die 3 "CLOCK=$CLOCK: kernel $KERNEL has several processors here, and so the host's clock alone" ;;
	esac
	# Programs of such a guest are run by seccomp: by ptrace there would be one at a time.
	((processors == 0)) || clock='ncpus=2 seccomp=on'
}

# What results call it: the kernel is the program.
emulator_name() { echo uml; }

# A line with nobody behind it for input, so that the guest never waits for any.
emulator_assemble() {
	emulator=("$kernel_dir/image" "mem=$MEMORY" "initrd=$run_dir/initrd" con=null "con0=null,fd:2"
		console=tty0 ssl=null "ssl${FRAMES#ttyS}=null,fd:9" "uml_dir=$run_dir" umid=guest noreboot)
	choose_clock
	# shellcheck disable=SC2206,SC2207 # words
	emulator+=($clock $(boot_line))
	preload=$(cached uml "$(digest <"$vm/uml_xstate.c")" build_preload)/xstate.so
}

# emulator_verdict STATUS: what the end of the program says of the guest. A kernel that has powered down is
# done; 6.12's aborts now and then while it cleans up after that.
emulator_verdict() {
	if [[ $1 == 134 ]] && tail -n 1 "$run_dir/console.log" | grep -q 'reboot: Power down'; then
		echo 0
	else
		echo "$1"
	fi
}

# emulator_answers: the program is the guest
emulator_answers() { true; }

emulator_start() {
	timeout -k 5 "$TIMEOUT" "${pinned[@]}" env LD_PRELOAD="$preload" TMPDIR=/dev/shm "${fixed[@]}" "${emulator[@]}" \
		9>"$run_dir/frames" </dev/null >"$run_dir/emulator.log" 2>"$run_dir/console.log" &
	emulator_pid=$!
}
