#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-only
# Copyright (C) 2026 The dmarig authors
#
# Prints the QEMU accelerator for a machine: KVM if it has booted a guest of that machine since
# this computer came up, else emulation. That /dev/kvm exists is not asked for proof.
#
#   accel.sh MACHINE KERNEL FLAVOUR

source "$(dirname "$0")/lib.sh"

emulation=tcg,thread=multi

probe() {
	local dir=$3

	if ACCEL=kvm MACHINE=$1 KERNEL=$kernel FLAVOUR=$flavour CMD=true APPEND='' QEMU_EXTRA='' DT='' \
		TIMEOUT=30 DMARIG_PROBE=1 "$vm/run.sh" >"$dir/log" 2>&1; then
		echo kvm >"$dir/accel"
	else
		echo "$emulation" >"$dir/accel"
	fi
}

main() {
	local boot
	kernel=$2 flavour=$3

	load_machine "$1"
	if [[ -n $CROSS || ! -w /dev/kvm || -z $KVM_CPU ]]; then
		echo "$emulation"
		return
	fi
	boot=$(cat /proc/sys/kernel/random/boot_id)
	cat "$(cached accel "$1-$boot" probe "$1" "$boot")/accel"
}

main "$@"
