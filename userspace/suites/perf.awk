# SPDX-License-Identifier: GPL-2.0-only
# Copyright (C) 2026 The dmarig authors
#
# Turns perf-guest.sh's lines into the table of make perf: per subject the median of each block and the
# best of those medians, then the ratios. A ratio that falls short is named, and the status is 1.

function median(list, n,    i, j, x) {
	for (i = 2; i <= n; i++) {
		x = list[i]
		for (j = i - 1; j > 0 && list[j] > x; j--)
			list[j + 1] = list[j]
		list[j + 1] = x
	}
	return n % 2 ? list[(n + 1) / 2] : (list[n / 2] + list[n / 2 + 1]) / 2
}

# Best of the block medians: the most of a rate, the least of a time.
function best(subject,    b, i, n, m, found, list) {
	for (b = 1; b <= blocks; b++) {
		n = count[b, subject]
		if (!n)
			continue
		for (i = 1; i <= n; i++)
			list[i] = value[b, subject, i]
		m = median(list, n)
		if (!found || (unit[subject] ~ /per_s/ ? m > found : m < found))
			found = m
	}
	return found
}

# The least disturbed of all rounds: what adds to a wall time is never the subject's own doing.
function least(subject,    b, i, x) {
	for (b = 1; b <= blocks; b++)
		for (i = 1; i <= count[b, subject]; i++)
			if (!x || (unit[subject] ~ /per_s/ ? value[b, subject, i] > x : value[b, subject, i] < x))
				x = value[b, subject, i]
	return x
}

function ratio(what, a, b, want,    r) {
	r = b ? a / b : 0
	printf "  %-58s %7.2f x", what, r
	if (want) {
		printf "  (want %.1f x)%s", want, r < want ? "  FALLS SHORT" : ""
		short += r < want
	}
	printf "\n"
}

function cost(what, on, off) {
	printf "  %-58s %7.0f ns a transfer\n", what, 1e9 / best(on) - 1e9 / best(off)
}

# One phase against dma_map_benchmark, which rounds every time and then their mean down to 100 ns: on
# average a whole unit is lost. What takes no ten units it is too coarse for.
function mapping(what, phase,    ours, theirs, r, off) {
	ours = best(what ": dmarig " phase)
	theirs = best(what ": dma_map_benchmark " phase) + 100
	r = ours / theirs
	off = r < 0.9 || r > 1.1
	printf "  %-38s %-5s %7.0f ns %7.0f ns %6.2f x", what, phase, ours, theirs, r
	if (theirs < 1000) {
		print "  (too short for its 100 ns)"
		return
	}
	printf "  (want 0.9 to 1.1 x)%s\n", off ? "  FALLS SHORT" : ""
	compared++
	short += off
}

function mappings(    i, what) {
	print "\nmap and unmap of one buffer, mean, virt: dmarig (op=none), dma_map_benchmark + 100 ns"
	for (i = 1; i <= subjects; i++) {
		what = order[i]
		if (!sub(/: dma_map_benchmark map$/, "", what))
			continue
		mapping(what, "map")
		mapping(what, "unmap")
	}
	if (!compared) {
		print "  nothing took long enough to be compared  FALLS SHORT"
		short++
	}
}

# One line of what a transfer costs the CPUs; the largest is where the next gain is.
function part(what, ns) {
	printf "    %-56s %7.0f ns\n", what, ns
	if (ns > most) {
		most = ns
		next_gain = what
	}
}

function parts(    i, inside, name, worker) {
	print "\nengine=null, depth 16, issued 16 at a time: what a transfer costs the CPUs, by part"
	worker = best("null part: worker")
	split("map prep submit issue unmap", name, " ")
	for (i = 1; i <= 5; i++) {
		part("worker: " name[i], best("null part: " name[i]))
		inside += best("null part: " name[i])
	}
	part("worker: the rest, such as slots, clocks and histograms", worker > inside ? worker - inside : 0)
	part("softirqs, in which callbacks run", best("null part: softirqs"))
	part("interrupt handlers", best("null part: interrupts"))
	printf "  %-58s %7.0f ns\n", "all of it", worker + best("null part: softirqs") + best("null part: interrupts")
	print "  the most, and so where the next gain is: " next_gain
}

function point(clock,    us, late) {
	us = least("a point of a sweep on the clock: " clock)
	late = !us || us > 5000
	printf "  %-58s %7.2f ms  (want at most 5 ms)%s\n", "clock: " clock, us / 1000, late ? "  FALLS SHORT" : ""
	short += late
}

function points() {
	print "\na point of a sweep, beyond its own time: the least of all rounds, each the mean of 200 points"
	point("instructions")
	point("host")
}

function native_ns(subject) { return best(subject) ? 1e9 / best(subject) : 0 }

# at_most WHAT VALUE UNIT WANT FORMAT: it falls short above that
function at_most(what, value, unit, want, format,    bad) {
	bad = value > want
	printf "  %-58s " format " %s  (want at most %g %s)%s\n", what, value, unit, want, unit, bad ? "  FALLS SHORT" : ""
	short += bad
}

function native(    theirs, alone, many) {
	theirs = native_ns("native: dmatest irq")
	if (!theirs) {
		if (only == "native")
			short++
		return
	}
	alone = native_ns("native: dmarig depth=1 cpu=irq")
	many = native_ns("native: dmarig depth=16 batch=16 cpu=irq")
	print "\nengine=null on this computer's own processor, where the kernel is a program: ns a transfer"
	printf "  %-58s %7.0f ns\n", "dmatest", theirs
	printf "  %-58s %7.0f ns\n", "dmarig, depth 1", alone
	printf "  %-58s %7.0f ns\n", "dmarig, depth 16, issued 16 at a time", many
	at_most("depth 1, of dmatest's", alone / theirs, "x", 0.5, "%7.2f")
	at_most("depth 16, of dmatest's", many / theirs, "x", 0.25, "%7.2f")
	at_most("histograms on against off", many - native_ns("native: histograms=0"), "ns", 100, "%7.0f")
	at_most("tracepoint on against off", native_ns("native: tracepoint on") - many, "ns", 150, "%7.0f")
}

BEGIN { FS = "," }

NF == 4 && $4 + 0 > 0 {
	block = $1; subject = $2
	if (!(subject in unit)) {
		unit[subject] = $3
		order[++subjects] = subject
	}
	value[block, subject, ++count[block, subject]] = $4 + 0
	if (block > blocks)
		blocks = block
}

END {
	if (only == "native") {
		native()
		exit short > 0
	}
	print "subject (best of " blocks " medians)"
	for (i = 1; i <= subjects; i++)
		printf "  %-58s %9.0f %s\n", order[i], best(order[i]), unit[order[i]]

	dt = best("dmatest irq")
	print "\nzynqmp_dma, 4 KiB, transfers per second against dmatest"
	ratio("depth 1, irq", best("dmarig depth=1 cpu=irq"), dt, 1.2)
	ratio("depth 1, irq, wherever the scheduler puts the worker", best("dmarig depth=1 cpu=any"), dt, 0)
	ratio("depth 1, poll, against dmatest's polled mode", best("dmarig depth=1 poll"), best("dmatest polled"), 0)
	ratio("depth 16, issued 16 at a time", best("dmarig depth=16 batch=16 cpu=irq"), dt, 3)
	ratio("depth 16, issued one by one", best("dmarig depth=16 batch=1 cpu=irq"), dt, 0)
	ratio("depth 1, irq, each side at its least disturbed round", least("dmarig depth=1 cpu=irq"), least("dmatest irq"), 0)
	ratio("depth 16, each side at its least disturbed round", least("dmarig depth=16 batch=16 cpu=irq"), least("dmatest irq"), 0)

	# Both sides alike: the wall time that verifying adds to a transfer of 16 KiB.
	theirs = (least("dmatest 16 KiB verified") - least("dmatest 16 KiB")) / 100 / 6000
	ours = 1 / least("dmarig 16 KiB verified") - 1 / least("dmarig 16 KiB")
	print "\nfill plus verify, 16 KiB, bytes per second"
	printf "  %-58s %7.0f MB/s\n", "dmatest", 16384 / theirs / 1e6
	printf "  %-58s %7.0f MB/s\n", "dmarig", 16384 / ours / 1e6
	ratio("dmarig against dmatest", theirs, ours, 8)
	ratio("copying alone with op=cpu, against fill plus verify", ours, 1 / least("memcpy 16 KiB"), 0)

	print "\nengine=null: what remains is the client and the kernel"
	ratio("depth 1, irq, against dmatest", best("null: dmarig depth=1 cpu=irq"), best("null: dmatest irq"), 0)
	ratio("depth 16, issued 16 at a time", best("null: dmarig depth=16 batch=16 cpu=irq"), best("null: dmatest irq"), 0)
	printf "  %-58s %7.0f ns a transfer\n", "dmarig, depth 16", 1e9 / best("null: dmarig depth=16 batch=16 cpu=irq")
	cost("histograms on against off", "null: dmarig depth=16 batch=16 cpu=irq", "null: histograms=0")
	cost("tracepoint on against off, histograms on", "null: tracepoint on", "null: dmarig depth=16 batch=16 cpu=irq")
	cost("tracepoint on against off, histograms off", "null: tracepoint on + histograms=0", "null: histograms=0")
	parts()
	mappings()
	points()
	native()
	exit short > 0
}
