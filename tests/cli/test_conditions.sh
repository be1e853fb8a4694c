#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-only
# Copyright (C) 2026 The dmarig authors
#
# meta.txt knows how the machine is set up, and results of differing set-ups are not compared by accident.
# shellcheck source=tests/cli/lib.sh
# shellcheck disable=SC2317 # functions that check calls
source "$(dirname "$0")/lib.sh"

# put FILE TEXT
put() {
	mkdir -p "$(dirname "$1")"
	echo "$2" >"$1"
}
cpus=$root/sys/devices/system/cpu
for cpu in 0 1; do
	put "$cpus/cpu$cpu/cpufreq/scaling_governor" schedutil
	put "$cpus/cpu$cpu/cpufreq/scaling_min_freq" 600000
	put "$cpus/cpu$cpu/cpufreq/scaling_max_freq" 1500000
done
put "$cpus/cpu1/cpufreq/scaling_max_freq" 1800000
put "$cpus/vulnerabilities/meltdown" 'Mitigation: PTI'
put "$cpus/vulnerabilities/mds" 'Not affected'
put "$cpus/vulnerabilities/retbleed" Vulnerable
put "$cpus/isolated" 2-3
put "$cpus/nohz_full" 3
put "$root/sys/devices/system/node/online" 0-1
put "$root/proc/sys/kernel/tainted" 4096
put "$root/proc/irq/default_smp_affinity" f
for irq in 1 2 7; do put "$root/proc/irq/$irq/smp_affinity_list" 0-3; done
put "$root/proc/irq/7/smp_affinity_list" 2
put "$root/sys/module/dmarig/taint" O
put "$root/sys/module/dmarig/version" 1.0
put "$root/sys/module/dmarig/srcversion" 0123456789ABCDEF
put "$root/sys/module/ours/taint" OE
put "$root/sys/module/theirs/taint" ''
put "$root/proc/cmdline" 'console=fake dmarig.emulator=qemu-7.2.22 quiet'
cat >"$root/small.conf" <<'X'
warmup_ms = 0
duration_ms = 1
reps = 10
X

# sweep DIR; meta KEY VALUE: in the last one
sweep() { dmarig sweep "$root/small.conf" --no-samples -o "$root/$1" >/dev/null 2>&1 && now=$root/$1; }
meta() {
	grep -qxF -- "$1: $2" "$now/meta.txt" && return
	grep "^$1:" "$now/meta.txt" >"$root/err"
	return 1
}

sweep old
check "the governor, once" meta governor schedutil
check "frequencies" meta frequency_khz '600000 to 1500000, 1800000'
check "what vulnerabilities cost" meta mitigations 'meltdown: Mitigation: PTI; retbleed: Vulnerable'
check "CPUs that are kept free" meta isolated_cpus '2-3, without ticks 3'
check "interrupts that go elsewhere" meta irq_affinity 'f; 7 on 2; all others on 0-3'
check "nodes" meta numa_nodes 0-1
check "taint" meta taint 4096
check "modules that are not of the tree, with versions" meta modules 'dmarig 1.0 (0123456789ABCDEF), ours'
check "the emulator" meta emulator qemu-7.2.22
check "what this kernel does not have is said" meta boost absent

put "$cpus/cpu0/cpufreq/scaling_governor" performance
put "$cpus/cpu1/cpufreq/scaling_governor" performance
sweep governor
try compare "$root/old" "$root/governor" --no-plots
says "another governor is another ground" 2 "governor: OLD 'schedutil', NEW 'performance'"
put "$cpus/cpu0/cpufreq/scaling_governor" schedutil
put "$cpus/cpu1/cpufreq/scaling_governor" schedutil
put "$root/proc/cmdline" 'console=fake dmarig.emulator=qemu-10.0.0 quiet'
sweep emulator
try compare "$root/old" "$root/emulator" --no-plots
says "as is another emulator, told once" 2 "emulator: OLD 'qemu-7.2.22', NEW 'qemu-10.0.0'\$"
sed -i '/^governor:/d; /^emulator:/d' "$root/old/meta.txt"
try compare "$root/old" "$root/governor" --no-plots
[ "$status" -le 1 ] && status=0
says "what an older result does not know is no difference" 0
put "$cpus/vulnerabilities/evil" $'\e[31m\nstatus: complete'
rm -f "$root/proc/cmdline" && put "$root/proc/cmdline" 'x'
sweep evil
check "a line stays a line" meta mitigations 'evil: \x1b[31m; meltdown: Mitigation: PTI; retbleed: Vulnerable'
end
