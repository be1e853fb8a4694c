// SPDX-License-Identifier: GPL-2.0-only
/*
 * Copyright (C) 2026 The dmarig authors
 *
 * What dmarig doctor looks at: a function and a row each.
 */
#include <glob.h>
#include <stdarg.h>
#include <stdlib.h>
#include <unistd.h>
#include "cmd/examinations.h"
#include "lib/base/names.h"
#include "lib/kernel/dma_debug.h"
#include "lib/kernel/kconfig.h"
#include "lib/kernel/kernel_counts.h"
#include "lib/kernel/lockdep.h"
#include "lib/kernel/lockdown.h"
#include "lib/kernel/samples.h"
#include "lib/rig/channels.h"
#include "lib/rig/rig.h"
#include "trace/dat.h"

static void __attribute__((format(printf, 2, 3)))
found(struct finding *f, const char *format, ...)
{
	va_list args;

	f->good = true;
	va_start(args, format);
	vsnprintf(f->text, sizeof(f->text), format, args);
	va_end(args);
}

static void __attribute__((format(printf, 2, 3)))
missing(struct finding *f, const char *format, ...)
{
	va_list args;

	f->good = false;
	va_start(args, format);
	vsnprintf(f->text, sizeof(f->text), format, args);
	va_end(args);
}

static bool exists(enum root root, const char *name)
{
	char path[PATH_LEN];

	return !access(path_in(path, root, "%s", name), F_OK);
}

static void look_at_root(struct finding *f)
{
	if (!geteuid())
		found(f, "yes");
	else
		missing(f, "run dmarig as root");
}

static void look_at_configfs(struct finding *f)
{
	struct err err = { "" };
	int ret = rig_open(&err);

	if (ret == -ENOSYS && strstr(err.text, "configfs"))
		missing(f, "%s", err.text);
	else
		found(f, "mounted at %s", root_path(ROOT_CONFIGFS));
}

static void look_at_module(struct finding *f)
{
	struct err err = { "" };

	if (rig_open(&err))
		missing(f, "%s", err.text);
	else
		found(f, "loaded, contract %d", DMARIG_CONTRACT);
}

/* DKMS makes a key of its own and signs with it; whoever boots the machine has to agree once. */
static void look_at_signatures(struct finding *f)
{
	const char *boot = secure_boot_is_on() ? "Secure Boot is on" : "Secure Boot is off";

	if (!signing_is_enforced())
		found(f, "not wanted of modules; %s", boot);
	else if (exists(ROOT_SYSFS, "module/dmarig"))
		found(f, "wanted of modules, and dmarig is loaded; %s", boot);
	else
		missing(f,
			"%s, and unsigned modules are refused: mokutil --import /var/lib/dkms/mok.pub, boot anew and enrol it, for those of DKMS; for one of your own, scripts/sign-file sha256 KEY CERTIFICATE dmarig.ko in the kernel's headers",
			boot);
}

static void look_at_lockdown(struct finding *f)
{
	enum lockdown state = lockdown_state();

	if (state == LOCKDOWN_CONFIDENTIALITY)
		missing(f,
			"confidentiality: tracefs and debugfs are closed, so there are no samples, and dma-debug says nothing; boot with lockdown=integrity, or without Secure Boot");
	else if (state == LOCKDOWN_INTEGRITY)
		missing(f,
			"integrity: debugfs is closed but for what everybody may read, so dma-debug cannot be reset; boot without Secure Boot, or do without");
	else
		found(f, "none");
}

static void look_at_channels(struct finding *f)
{
	struct channels channels;
	int i, held = 0;

	channels_read(&channels);
	for (i = 0; i < channels.nr; i++)
		held += *channels.at[i].holder != '\0';
	if (channels.nr > held)
		found(f, "%d, %d of them held, see 'dmarig list'", channels.nr, held);
	else if (held)
		missing(f, "all %d are held, see 'dmarig list'", held);
	else
		missing(f, "none: load a controller's driver, or modprobe dmarig_sim and make one");
	channels_free(&channels);
}

static void look_at_tracefs(struct finding *f)
{
	if (samples_missing())
		missing(f, "%s: no samples, and nothing can be traced", samples_missing());
	else if (exists(ROOT_TRACEFS, "events"))
		found(f, "mounted at %s", root_path(ROOT_TRACEFS));
	else
		missing(f, "no samples without it: mount -t tracefs none %s (CONFIG_FTRACE)",
			root_path(ROOT_TRACEFS));
}

static void look_at_tracecmd(struct finding *f)
{
	if (dat_missing())
		missing(f, "%s: dmarig trace reads no file of trace-cmd", dat_missing());
	else
		found(f, "dmarig trace reads files of trace-cmd");
}

static void look_at_events(struct finding *f)
{
	if (exists(ROOT_TRACEFS, "events/dmarig/dmarig_transfer"))
		found(f, "dmarig:dmarig_transfer");
	else
		missing(f, "no samples without it: modprobe dmarig (CONFIG_TRACEPOINTS)");
}

static void look_at_debugfs(struct finding *f)
{
	if (exists(ROOT_DEBUGFS, "dmaengine") || exists(ROOT_DEBUGFS, "dma-api") ||
	    exists(ROOT_DEBUGFS, "swiotlb"))
		found(f, "mounted at %s", root_path(ROOT_DEBUGFS));
	else
		missing(f, "mount -t debugfs none %s", root_path(ROOT_DEBUGFS));
}

static void look_at_dma_debug(struct finding *f)
{
	struct err err = { "" };

	if (dma_debug_check(&err))
		missing(f, "%s", err.text);
	else
		found(f, "on, %llu errors since boot", dma_debug_errors());
}

/* Counts the IOMMU groups by the type of their default domain. */
static void look_at_iommu(struct finding *f)
{
	char pattern[PATH_LEN], type[64], text[256] = "";
	struct names types = { 0 };
	glob_t groups;
	size_t i;

	glob(path_in(pattern, ROOT_SYSFS, "kernel/iommu_groups/*/type"), 0, NULL, &groups);
	for (i = 0; i < groups.gl_pathc; i++)
		if (!file_line(groups.gl_pathv[i], type, sizeof(type)))
			names_add_once(&types, type);
	names_join(&types, text, sizeof(text));
	if (groups.gl_pathc)
		found(f, "%zu groups, domains: %s; iommu.passthrough= and iommu.strict= choose",
		      groups.gl_pathc, text);
	else
		missing(f, "no device is behind one: firmware, intel_iommu=on, or there is none");
	names_free(&types);
	globfree(&groups);
}

/* "swiotlb=force", also with numbers between */
static bool is_forced(void)
{
	char path[PATH_LEN], *text = file_read(path_in(path, ROOT_PROC, "cmdline"));
	char *at = text, *word;
	bool forced = false;

	while (at && (word = strsep(&at, " ")))
		if (!strncmp(word, "swiotlb=", 8))
			forced = strstr(word, "=force") || strstr(word, ",force");
	free(text);
	return forced;
}

static void look_at_swiotlb(struct finding *f)
{
	u64 slabs = 0, used = 0;
	char path[PATH_LEN];

	file_number(path_in(path, ROOT_DEBUGFS, "swiotlb/io_tlb_nslabs"), &slabs);
	file_number(path_in(path, ROOT_DEBUGFS, "swiotlb/io_tlb_used"), &used);
	if (slabs)
		found(f, "%llu KiB, %llu KiB in use%s", slabs * 2, used * 2,
		      is_forced() ? ", everything is bounced" : "");
	else
		missing(f, "no bounce buffers to be seen: boot with swiotlb=SLABS or =force");
}

/* The highest address of RAM: a narrower DMA mask means bouncing, translating or refusing. */
static void look_at_memory(struct finding *f)
{
	char path[PATH_LEN], *text = file_read(path_in(path, ROOT_PROC, "iomem"));
	char *at = text, *line;
	unsigned long long start, end, top = 0;

	while (at && (line = strsep(&at, "\n")))
		if (strstr(line, ": System RAM") && sscanf(line, " %llx-%llx", &start, &end) == 2 &&
		    end > top)
			top = end;
	if (top)
		found(f, "up to 0x%llx: a mask of fewer than %d bits does not reach all of it%s",
		      top, fls64(top), top >> 32 ? "" : "; nothing lies above 4 GiB");
	else
		missing(f, "where it lies is shown to root only, or not at all");
	free(text);
}

/* Memory that the device tree sets aside, and devices may be given. */
static void look_at_reserved(struct finding *f)
{
	char pattern[PATH_LEN], *compatible, text[256] = "";
	struct names pools = { 0 };
	glob_t nodes;
	size_t i;

	glob(path_in(pattern, ROOT_PROC, "device-tree/reserved-memory/*/compatible"), 0, NULL,
	     &nodes);
	for (i = 0; i < nodes.gl_pathc; i++) {
		compatible = file_read(nodes.gl_pathv[i]);
		if (compatible)
			names_add_once(&pools, compatible);
		free(compatible);
	}
	names_join(&pools, text, sizeof(text));
	if (pools.nr)
		found(f, "%zu pools: %s", nodes.gl_pathc, text);
	else
		missing(f, "no pool for devices: a reserved-memory node in the device tree");
	names_free(&pools);
	globfree(&nodes);
}

static void look_at_cma(struct finding *f)
{
	char path[PATH_LEN], *text = file_read(path_in(path, ROOT_PROC, "meminfo"));
	char *total = text ? strstr(text, "CmaTotal:") : NULL;
	char *unused = text ? strstr(text, "CmaFree:") : NULL;
	u64 kb = total ? strtoull(total + strlen("CmaTotal:"), NULL, 10) : 0;

	if (kb)
		found(f, "%llu KiB, %llu KiB free", kb,
		      unused ? strtoull(unused + strlen("CmaFree:"), NULL, 10) : 0ull);
	else
		missing(f, "large coherent buffers may fail: boot with cma=64M (CONFIG_DMA_CMA)");
	free(text);
}

static void look_at_config(struct finding *f, const char *option, const char *absent)
{
	switch (kconfig(option)) {
	case KCONFIG_SET:
		found(f, "%s is set", option);
		break;
	case KCONFIG_UNSET:
		missing(f, "%s: build the kernel with %s", absent, option);
		break;
	default:
		missing(f, "unknown: no configuration in /proc/config.gz or /boot");
	}
}

static void look_at_dmatest(struct finding *f)
{
	if (exists(ROOT_SYSFS, "module/dmatest"))
		found(f, "loaded");
	else
		look_at_config(f, "CONFIG_DMATEST", "nothing to compare with");
}

static void look_at_lockdep(struct finding *f)
{
	enum lockdep state = lockdep_state();

	if (state == LOCKDEP_ON)
		found(f, "on");
	else if (state == LOCKDEP_OFF)
		missing(f, "it turned itself off when it found something: boot anew");
	else
		look_at_config(f, "CONFIG_PROVE_LOCKING", "bad locking goes unseen");
}

/* What a log that overruns does not show */
static void look_at_counts(struct finding *f)
{
	struct kernel_counts counts;
	char taint[256];

	kernel_counts_read(&counts);
	kernel_taint_words(counts.taint, taint, sizeof(taint));
	if (counts.warnings == KERNEL_COUNT_ABSENT)
		missing(f, "warnings that the log does not show go unseen: since kernel 6.2");
	else
		found(f, "%llu warnings%s%s", counts.warnings, *taint ? ", tainted: " : "", taint);
}

static void look_at_kasan(struct finding *f)
{
	look_at_config(f, "CONFIG_KASAN", "bad memory accesses of drivers go unseen");
}

static void look_at_gnuplot(struct finding *f)
{
	const char *path = getenv("PATH");
	struct names dirs = { 0 };
	char file[PATH_LEN];
	int i;

	missing(f, "no plots in reports: apt install gnuplot-nox");
	names_split(&dirs, path ? path : "", ':');
	for (i = 0; i < dirs.nr && !f->good; i++) {
		snprintf(file, sizeof(file), "%s/gnuplot", dirs.name[i]);
		if (!access(file, X_OK))
			found(f, "%s", file);
	}
	names_free(&dirs);
}

const struct examination examinations[] = {
	{ "root",	true,	look_at_root },
	{ "configfs",	true,	look_at_configfs },
	{ "module",	true,	look_at_module },
	{ "channels",	true,	look_at_channels },
	{ "signatures",	false,	look_at_signatures },
	{ "lockdown",	false,	look_at_lockdown },
	{ "debugfs",	false,	look_at_debugfs },
	{ "tracefs",	false,	look_at_tracefs },
	{ "events",	false,	look_at_events },
	{ "trace-cmd",	false,	look_at_tracecmd },
	{ "dma-debug",	false,	look_at_dma_debug },
	{ "iommu",	false,	look_at_iommu },
	{ "swiotlb",	false,	look_at_swiotlb },
	{ "memory",	false,	look_at_memory },
	{ "cma",	false,	look_at_cma },
	{ "reserved",	false,	look_at_reserved },
	{ "dmatest",	false,	look_at_dmatest },
	{ "lockdep",	false,	look_at_lockdep },
	{ "kasan",	false,	look_at_kasan },
	{ "counts",	false,	look_at_counts },
	{ "gnuplot",	false,	look_at_gnuplot },
	{ NULL }
};
