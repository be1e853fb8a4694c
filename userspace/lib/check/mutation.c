// SPDX-License-Identifier: GPL-2.0-only
/*
 * Copyright (C) 2026 The dmarig authors
 *
 * Runs trials of faults. The kernel log and dma-debug are looked at once for many checks of rules,
 * because looking takes longer than a check; some faults show nowhere else.
 */
#include <stdlib.h>
#include "lib/base/clock.h"
#include "lib/base/stop.h"
#include "lib/base/xmalloc.h"
#include "lib/check/mutation.h"
#include "lib/rig/channels.h"
#include "lib/rig/simulator.h"

#define WORTH_OTHERS	1	/* at lower rates, checking each of the other rules finds nothing */
#define LOOK_EVERY	4	/* questions between two looks at the log */

int faults_read(struct faults *faults, struct err *err)
{
	char path[PATH_LEN], *rest, *line;
	struct fault *fault;

	memset(faults, 0, sizeof(*faults));
	faults->text = file_read(path_in(path, ROOT_CONFIGFS, "dmarig_sim/faults"));
	if (!faults->text)
		return err_say(err, -ENOSYS, "%s: %s: modprobe dmarig_sim", path, strerror(errno));
	rest = faults->text;
	while ((line = strsep(&rest, "\n"))) {
		if (!*line)
			continue;
		faults->at = xrealloc(faults->at, (faults->nr + 1) * sizeof(*faults->at));
		fault = &faults->at[faults->nr++];
		fault->name = strsep(&line, "\t");
		fault->help = line ? strsep(&line, "\t") : "";
		fault->meant = line ? line : "-";
	}
	return 0;
}

int faults_find(const struct faults *faults, const char *name)
{
	int i;

	for (i = 0; i < faults->nr; i++)
		if (!strcmp(faults->at[i].name, name))
			return i;
	return -1;
}

void faults_free(struct faults *faults)
{
	free(faults->at);
	free(faults->text);
}

static bool find_channel(struct channel *chan)
{
	char name[64];

	return simulator_channel(0, name, sizeof(name)) && channels_find_free(name, chan);
}

/* Settings without which some rules cannot be checked, and the channel at the other end. */
static const struct {
	const char *rule, *setting, *value;
	bool paired;
	const char *second, *second_value;
} wants[] = {
	{ .rule = "metadata-returns", .setting = "pairs", .value = "1", .paired = true },
	{ .rule = "metadata-after-completion", .setting = "pairs", .value = "1", .paired = true },
	{ .rule = "short-transfer-residue", .setting = "pairs", .value = "1", .paired = true,
	  .second = "packets", .second_value = "1" },
	{ .rule = "data-high-address", .setting = "offset", .value = "0x100000000" },
};

static int want_of(const struct trial *trial)
{
	size_t i;

	for (i = 0; i < ARRAY_SIZE(wants); i++)
		if (!strcmp(wants[i].rule, trial->fault->meant))
			return i;
	return -1;
}

/*
 * Where a fault is rare, most sound transfers between two faulty ones are passed over, because
 * they would take all of the time. The number that stays is more than a rule makes at once.
 */
#define NEAR	"50"

/* Transfers that last long enough to be met in flight; where a fault is rare, many. */
static int make_controller(const struct trial *trial, struct channel *chan, struct err *err)
{
	int want = want_of(trial), ret;
	bool rare = trial->rate > 1;
	char rate[32];
	const char *const settings[] = {
		"channels", "2", "latency_ns", rare ? "20000" : "50000",
		"bandwidth_mbps", rare ? "200" : "8",
		"period_ns", "1000000", "metadata_bytes", "32", "fault", trial->fault->name,
		"quirks", trial->quirks, "fault_rate", rate, "fault_near", rare ? NEAR : "0",
		want < 0 ? NULL : wants[want].setting,
		want < 0 ? NULL : wants[want].value,
		want < 0 ? NULL : wants[want].second,
		want < 0 ? NULL : wants[want].second_value, NULL
	};

	snprintf(rate, sizeof(rate), "%llu", trial->rate);
	ret = simulator_make(settings, err);
	if (ret || find_channel(chan))
		return ret;
	simulator_remove();
	return err_say(err, -ENODEV, "the controller with %s has no channel", trial->fault->name);
}

static int make_run(const struct trial *trial, struct rundir *dir, const struct channel *chan,
		    struct err *err)
{
	int want = want_of(trial), ret = rundir_make(dir, err);
	char peer[64] = "memory";

	if (want >= 0 && wants[want].paired)
		simulator_channel(1, peer, sizeof(peer));

	if (!ret)
		ret = rundir_write(dir, "channel", chan->name);
	if (!ret)
		ret = rundir_write(dir, "peer", peer);
	if (!ret)
		ret = rundir_write(dir, "timeout_ms", "400");
	/* A rare fault takes many transfers, and asking takes longer than they do. */
	if (!ret && trial->rate > 1)
		ret = rundir_write(dir, "size", "512");
	if (!ret && trial->rate > 1)
		ret = rundir_write(dir, "transfers", "1000000");
	return ret ? err_say(err, ret, "no run on %s", chan->name) : 0;
}

static void catch(struct trial *trial, const char *rule, const char *text)
{
	trial->caught = true;
	trial->meant = !strcmp(rule, trial->fault->meant);
	snprintf(trial->by, sizeof(trial->by), "%s", rule);
	snprintf(trial->text, sizeof(trial->text), "%s", text);
}

static void note_skip(struct trial *trial, const char *reason)
{
	trial->skipped = true;
	snprintf(trial->text, sizeof(trial->text), "%s", reason);
}

/* A rule that cannot be checked any more has found the fault, too: the channel is in quarantine. */
static void check_once(struct trial *trial, const struct rundir *dir, const char *rule, u64 seed)
{
	char number[32], verdict[1024];
	u64 committed;
	int ret;

	snprintf(number, sizeof(number), "%llu", seed);
	rundir_write(dir, "seed", number);
	ret = rundir_write(dir, "check", rule);
	rundir_word(dir, ret ? "error" : "verdict", verdict, sizeof(verdict));
	if (ret && !simulator_number("fault_count", &committed) && committed)
		catch(trial, rule, verdict);
	else if (!ret && !strncmp(verdict, "fail\t", 5))
		catch(trial, rule, verdict + 5);
	else if (!ret && !strncmp(verdict, "skip\t", 5) && !strcmp(rule, trial->fault->meant))
		note_skip(trial, verdict + 5);
}

/* Whatever dma-debug or the log have to say since the last look is the last rule's doing. */
static void look(struct trial *trial, struct oracle *oracle, const struct channel *chan,
		 const char *rule)
{
	struct row row;

	row_init(&row);
	row_set(&row, "device", "%s", chan->device);
	oracle_after(oracle, NULL, &row);
	if (!strcmp(row_get(&row, "status"), "failed") && !trial->caught)
		catch(trial, rule, row_get(&row, "error"));
	row_free(&row);
	oracle_before(oracle, NULL);
}

static void try_meant(struct trial *trial, const struct rundir *dir, struct oracle *oracle,
		      const struct channel *chan, u64 seed)
{
	u64 end = clock_ms() + trial->seconds * 1000ull;
	int n = 0;

	while (!trial->caught && !stop_asked()) {
		check_once(trial, dir, trial->fault->meant, seed++);
		if (++n % LOOK_EVERY == 0 || n < 3)
			look(trial, oracle, chan, trial->fault->meant);
		if (clock_ms() > end || trial->skipped)
			break;
	}
	look(trial, oracle, chan, trial->fault->meant);
}

static void try_others(struct trial *trial, const struct rulebook *book, const struct rundir *dir,
		       struct oracle *oracle, const struct channel *chan, u64 seed)
{
	u64 end = clock_ms() + trial->seconds * 1000ull;
	int i;

	rundir_write(dir, "transfers", "0");
	for (i = 0; i < book->nr && !trial->caught && !stop_asked() && clock_ms() < end; i++) {
		check_once(trial, dir, book->marks[i].rule, seed);
		look(trial, oracle, chan, book->marks[i].rule);
	}
}

int trial_run(struct trial *trial, const struct rulebook *book, struct oracle *oracle, u64 seed,
	      struct err *err)
{
	struct rundir dir = { .name = "" };
	struct channel chan;
	u64 start;
	int ret;

	ret = make_controller(trial, &chan, err);
	if (ret)
		return ret;
	ret = make_run(trial, &dir, &chan, err);
	if (!ret) {
		oracle_before(oracle, NULL);
		start = clock_ms();
		try_meant(trial, &dir, oracle, &chan, seed);
		if (!trial->caught && trial->rate <= WORTH_OTHERS)
			try_others(trial, book, &dir, oracle, &chan, seed);
		trial->took_s = (clock_ms() - start) / 1000.0;
		simulator_number("fault_count", &trial->committed);
		simulator_number("transfers", &trial->transfers);
		simulator_number("passed_over", &trial->passed_over);
		trial->transfers += trial->passed_over;
	}
	rundir_remove(&dir);
	/* One whose channel is in quarantine stays for good. */
	simulator_remove();
	return ret;
}
