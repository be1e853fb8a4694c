// SPDX-License-Identifier: GPL-2.0-only
/*
 * Copyright (C) 2026 The dmarig authors
 *
 * Reads how the machine is set up, mostly from sysfs. Values of several CPUs or interrupts that are
 * the same are written once.
 */
#include <glob.h>
#include <stdlib.h>
#include <unistd.h>
#include "lib/base/files.h"
#include "lib/base/names.h"
#include "lib/base/quote.h"
#include "lib/base/xmalloc.h"
#include "lib/kernel/conditions.h"
#include "lib/kernel/kernel_counts.h"
#include "lib/kernel/machine.h"

#define MOST_IRQS 16	/* whose affinity is written; of more, how many they are */

static void put(FILE *text, const char *value)
{
	fputs(*value ? value : "absent", text);
}

/* The first lines of all files that a pattern matches, each once, by comma */
static void put_distinct(FILE *text, enum root root, const char *pattern)
{
	char path[PATH_LEN], line[256], all[1024];
	struct names values = { 0 };
	glob_t found = { 0 };
	size_t i;

	if (!glob(path_in(path, root, "%s", pattern), 0, NULL, &found))
		for (i = 0; i < found.gl_pathc; i++)
			if (!file_line(found.gl_pathv[i], line, sizeof(line)) && *line)
				names_add_once(&values, line);
	names_join(&values, all, sizeof(all));
	put(text, all);
	globfree(&found);
	names_free(&values);
}

static void put_file(FILE *text, enum root root, const char *name)
{
	char path[PATH_LEN], line[512];

	file_line(path_in(path, root, "%s", name), line, sizeof(line));
	put(text, line);
}

#define CPUFREQ "devices/system/cpu/cpu[0-9]*/cpufreq/"

static void find_governor(FILE *text)
{
	put_distinct(text, ROOT_SYSFS, CPUFREQ "scaling_governor");
}

static void find_frequency(FILE *text)
{
	char path[PATH_LEN];

	if (!access(path_in(path, ROOT_SYSFS, "devices/system/cpu/cpu0/cpufreq"), F_OK)) {
		put_distinct(text, ROOT_SYSFS, CPUFREQ "scaling_min_freq");
		fputs(" to ", text);
	}
	put_distinct(text, ROOT_SYSFS, CPUFREQ "scaling_max_freq");
}

static void find_frequency_now(FILE *text)
{
	put_distinct(text, ROOT_SYSFS, CPUFREQ "scaling_cur_freq");
}

static void find_boost(FILE *text)
{
	put_file(text, ROOT_SYSFS, "devices/system/cpu/cpufreq/boost");
}

static void find_idle(FILE *text)
{
	put_distinct(text, ROOT_SYSFS, "devices/system/cpu/cpuidle/current_governor*");
}

static void find_clocksource(FILE *text)
{
	put_file(text, ROOT_SYSFS, "devices/system/clocksource/clocksource0/current_clocksource");
}

static const char *base(const char *path)
{
	return strrchr(path, '/') + 1;
}

/* What this CPU is not affected by costs nothing. */
static void find_mitigations(FILE *text)
{
	char path[PATH_LEN], line[512];
	glob_t found = { 0 };
	size_t i, put_so_far = 0;

	glob(path_in(path, ROOT_SYSFS, "devices/system/cpu/vulnerabilities/*"), 0, NULL, &found);
	for (i = 0; i < found.gl_pathc; i++) {
		if (file_line(found.gl_pathv[i], line, sizeof(line)) ||
		    !strcmp(line, "Not affected"))
			continue;
		fprintf(text, "%s%s: %s", put_so_far++ ? "; " : "", base(found.gl_pathv[i]), line);
	}
	if (!put_so_far)
		put(text, found.gl_pathc ? "none needed" : "");
	globfree(&found);
}

static void find_smt(FILE *text)
{
	put_file(text, ROOT_SYSFS, "devices/system/cpu/smt/active");
}

static void find_isolated(FILE *text)
{
	char path[PATH_LEN], isolated[256], nohz[256];

	file_line(path_in(path, ROOT_SYSFS, "devices/system/cpu/isolated"), isolated,
		  sizeof(isolated));
	file_line(path_in(path, ROOT_SYSFS, "devices/system/cpu/nohz_full"), nohz, sizeof(nohz));
	fputs(*isolated ? isolated : "none", text);
	if (*nohz && strcmp(nohz, "(null)"))
		fprintf(text, ", without ticks %s", nohz);
}

/* The number of the interrupt whose directory is the last but one part of a path */
static void put_irq(FILE *text, char *path, const char *cpus)
{
	*strrchr(path, '/') = '\0';
	fprintf(text, "; %s on %s", base(path), cpus);
}

/* Interrupts that do not go where most of them go: those of an emulated board may be dozens. */
static void find_irqs(FILE *text)
{
	char path[PATH_LEN], usual[256] = "", line[256];
	glob_t found = { 0 };
	size_t i, others = 0;

	put_file(text, ROOT_PROC, "irq/default_smp_affinity");
	glob(path_in(path, ROOT_PROC, "irq/[0-9]*/smp_affinity_list"), 0, NULL, &found);
	for (i = 0; i < found.gl_pathc; i++) {
		if (file_line(found.gl_pathv[i], line, sizeof(line)))
			continue;
		if (!*usual)
			snprintf(usual, sizeof(usual), "%s", line);
		if (strcmp(line, usual) && others++ < MOST_IRQS)
			put_irq(text, found.gl_pathv[i], line);
	}
	if (*usual)
		fprintf(text, "; all others on %s", usual);
	if (others > MOST_IRQS)
		fprintf(text, " (%zu more elsewhere)", others - MOST_IRQS);
	globfree(&found);
}

static void find_numa(FILE *text)
{
	char path[PATH_LEN];

	put_file(text, ROOT_SYSFS, "devices/system/node/online");
	if (!access(path_in(path, ROOT_PROC, "sys/kernel/numa_balancing"), F_OK)) {
		fputs(", balancing ", text);
		put_file(text, ROOT_PROC, "sys/kernel/numa_balancing");
	}
}

static void find_thp(FILE *text)
{
	put_file(text, ROOT_SYSFS, "kernel/mm/transparent_hugepage/enabled");
}

static void find_taint(FILE *text)
{
	struct kernel_counts counts;
	char words[256], path[PATH_LEN], line[32];

	file_line(path_in(path, ROOT_PROC, "sys/kernel/tainted"), line, sizeof(line));
	kernel_counts_read(&counts);
	kernel_taint_words(counts.taint, words, sizeof(words));
	put(text, line);
	if (*words)
		fprintf(text, ": %s", words);
}

/* Modules of the rig, and any other that is not of the kernel's own tree */
static void find_modules(FILE *text)
{
	char path[PATH_LEN], line[128], *module;
	glob_t found = { 0 };
	size_t i, nr = 0;

	glob(path_in(path, ROOT_SYSFS, "module/*/taint"), 0, NULL, &found);
	for (i = 0; i < found.gl_pathc; i++) {
		if (file_line(found.gl_pathv[i], line, sizeof(line)) || !*line)
			continue;
		*strrchr(found.gl_pathv[i], '/') = '\0';
		module = found.gl_pathv[i];
		fprintf(text, "%s%s", nr++ ? ", " : "", base(module));
		snprintf(path, sizeof(path), "%.400s/version", module);
		if (!file_line(path, line, sizeof(line)) && *line)
			fprintf(text, " %s", line);
		snprintf(path, sizeof(path), "%.400s/srcversion", module);
		if (!file_line(path, line, sizeof(line)) && *line)
			fprintf(text, " (%s)", line);
	}
	if (!nr)
		put(text, "");
	globfree(&found);
}

/* The harness says it on the boot line; nobody else knows. */
static void find_emulator(FILE *text)
{
	static const char word[] = "dmarig.emulator=";
	const char *at = strstr(machine_cmdline(), word);

	if (at)
		at += strlen(word);
	fprintf(text, "%.*s", at ? (int)strcspn(at, " ") : 6, at ? at : "absent");
}

const struct condition conditions[] = {
	{ "governor",		true,	find_governor,		"of the CPUs' frequency" },
	{ "frequency_khz",	true,	find_frequency,		"the least to the most" },
	{ "frequency_now_khz",	false,	find_frequency_now,	"when it began" },
	{ "boost",		true,	find_boost,		"1: beyond that" },
	{ "idle_governor",	true,	find_idle,		"of the CPUs' sleep" },
	{ "clocksource",	true,	find_clocksource,	"what time is read from" },
	{ "mitigations",	true,	find_mitigations,	"what vulnerabilities cost" },
	{ "smt",		true,	find_smt,		"1: threads share cores" },
	{ "isolated_cpus",	true,	find_isolated,		"left alone by the scheduler" },
	{ "irq_affinity",	false,	find_irqs,		"the usual, and who has another" },
	{ "numa_nodes",		true,	find_numa,		"the nodes" },
	{ "huge_pages",		true,	find_thp,		"transparent ones" },
	{ "taint",		false,	find_taint,		"of the kernel" },
	{ "modules",		false,	find_modules,		"from outside the tree" },
	{ "emulator",		true,	find_emulator,		"with its version" },
	{ NULL }
};

void conditions_write(FILE *file)
{
	const struct condition *condition;
	char *value;
	size_t len;
	FILE *text;

	for (condition = conditions; condition->key; condition++) {
		text = xmemstream(&value, &len);
		condition->find(text);
		xmemstream_end(text, &value);
		fprintf(file, "%s: ", condition->key);
		quote_line(file, value);
		putc('\n', file);
		free(value);
	}
}
