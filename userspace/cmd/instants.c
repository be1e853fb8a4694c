// SPDX-License-Identifier: GPL-2.0-only
/*
 * Copyright (C) 2026 The dmarig authors
 *
 * Visits the instants of races, and tells the outcomes: how many there were, and which fail.
 */
#include "cmd/instants.h"
#include "lib/base/csv.h"
#include "lib/base/stop.h"
#include "lib/kernel/machine.h"
#include "lib/result/outdir.h"

#define WARM	2
#define AGAIN	3	/* times that an instant which fails is visited once more */

/* struct visit - a race whose instants are being visited */
struct visit {
	struct instants *in;
	const struct race_row *race;
	struct rundir dir;
	struct walk walk;
	struct met met;		/* of the last instant */
};

static struct mark mark_of(const struct instants *in, const struct met *met)
{
	int at = rulebook_find(in->book, met->rule);
	struct mark mark = {
		.rule = met->rule, .section = "", .says = "the kernel has nothing to complain of",
	};
	struct card card = {
		.channel = in->channel, .kernel = machine_kernel(), .machine = machine_name(),
		.p = in->p, .marks = &mark, .nr = 1,
	};

	if (at >= 0)
		mark = in->book->marks[at];
	mark.verdict = card_verdict(met->verdict);
	snprintf(mark.text, sizeof(mark.text), "%s", met->text);
	known_judge(in->known, &card, &mark);
	return mark;
}

static void write_row(const struct visit *v, const char *when)
{
	struct mark mark = mark_of(v->in, &v->met);
	char *const cells[] = {
		(char *)v->in->channel->name, (char *)v->in->channel->driver,
		(char *)machine_kernel(),
		(char *)machine_name(), (char *)v->race->name, (char *)when,
		(char *)card_word(mark.verdict), (char *)v->met.rule, (char *)v->met.outcome,
		(char *)v->met.text,
	};

	csv_line(v->in->csv, cells, ARRAY_SIZE(cells));
}

static void write_header(FILE *csv)
{
	struct names columns = { 0 };

	names_split(&columns,
		    "channel,driver,kernel,machine,race,instant,verdict,rule,outcome,text", ',');
	csv_header(csv, &columns);
	names_free(&columns);
}

static int meet(struct visit *v, const char *when, struct err *err)
{
	if (v->in->stream) {
		printf("begun,%s,%s\n", v->race->name, when);
		fflush(stdout);
	}
	return race_meet(&v->dir, &v->in->oracle, v->in->channel->device, v->race->name, when,
			 &v->met, err);
}

/* What is said of a failure is its outcome: two that fail differently are two. */
static const char *words_of(const struct met *met)
{
	return met_is_bad(met) ? met->text : met->outcome;
}

static int meet_at(struct visit *v, u64 at, struct err *err)
{
	char when[32];
	int ret;

	walk_print(&v->walk, at, when, sizeof(when));
	ret = meet(v, when, err);
	if (ret)
		return ret;
	write_row(v, when);
	walk_visited(&v->walk, at, v->met.rule, words_of(&v->met));
	if (!strcmp(v->met.verdict, "broken"))
		return err_say(err, -EIO, "%s at %s: %s", v->race->name, when, v->met.text);
	return 0;
}

static void tell_again(const struct visit *v, const char *when)
{
	printf("    again: dmarig check %s --every-instant %s --instant %s", v->in->channel->name,
	       v->race->name, when);
	printf(" size=%llu", v->in->p->size);
	if (strcmp(v->in->p->peer, "none"))
		printf(" peer=%s", v->in->p->peer);
	putchar('\n');
}

/* How often does it fail in the same way, at the first instant at which it did? */
static int times_again(struct visit *v, const struct outcome *outcome, const char *when)
{
	struct err err;
	int i, nr = 0;

	for (i = 0; i < AGAIN && !stop_asked() && !meet(v, when, &err); i++)
		nr += !strcmp(words_of(&v->met), outcome->text);
	return nr;
}

static void tell_outcome(const struct visit *v, const struct outcome *outcome)
{
	char first[32], last[32];

	walk_print(&v->walk, outcome->first, first, sizeof(first));
	walk_print(&v->walk, outcome->last, last, sizeof(last));
	printf("  %7llu  %9s .. %-9s  %s%s%s\n", outcome->nr, first, last, outcome->rule,
	       *outcome->rule ? ": " : "", outcome->text);
}

static void tell_walk(const struct visit *v)
{
	const struct walk *walk = &v->walk;

	printf("%s: %s; in %s\n", v->race->name, v->race->says,
	       strcmp(v->race->context, "task") ? "a hard interrupt" : "the task");
	printf("  %llu instants of %llu visited, a step is %llu ns%s; %d outcomes\n",
	       walk->nr_visited, walk->nr, walk->step_ns,
	       walk->twice ? ", + is behind what else is due then" : "", walk->nr_outcomes);
	if (walk->stride > 1)
		printf("  every %lluth, and all between two whose outcomes differ\n", walk->stride);
}

static void tell_failure(struct visit *v, const struct outcome *outcome)
{
	struct met met = { .verdict = "fail" };
	struct mark mark;
	char when[32];
	bool known;

	snprintf(met.rule, sizeof(met.rule), "%s", outcome->rule);
	snprintf(met.text, sizeof(met.text), "%s", outcome->text);
	mark = mark_of(v->in, &met);
	known = mark.verdict == CARD_known;
	v->in->nr_known += known;
	v->in->nr_failures += !known;
	if (v->in->stream)
		return;
	walk_print(&v->walk, outcome->first, when, sizeof(when));
	printf("  %s at %s and %llu more: %s: %s\n", known ? "known" : "FAILED", when,
	       outcome->nr - 1, mark.rule, mark.says);
	if (known)
		printf("    known: %s\n", mark.known);
	printf("    the same again %d times of %d\n", times_again(v, outcome, when), AGAIN);
	tell_again(v, when);
}

static void tell(struct visit *v)
{
	int i;

	if (!v->in->stream)
		tell_walk(v);
	for (i = 0; i < v->walk.nr_outcomes && !v->in->stream; i++)
		tell_outcome(v, &v->walk.outcomes[i]);
	for (i = 0; i < v->walk.nr_outcomes; i++)
		if (*v->walk.outcomes[i].rule)
			tell_failure(v, &v->walk.outcomes[i]);
	fflush(stdout);
}

static void tell_one(const struct visit *v)
{
	const struct met *met = &v->met;

	printf("%s at %s: %s: %s%s%s\n", v->race->name, v->in->only, met->verdict, met->outcome,
	       *met->rule ? "; " : "", met->rule);
	if (*met->text)
		printf("  %s\n", met->text);
}

/* Nothing is walked through where there is one instant. */
static int visit_one(struct visit *v, struct err *err)
{
	int ret = meet(v, v->in->only, err);
	bool known;

	if (ret)
		return ret;
	write_row(v, v->in->only);
	if (!v->in->stream)
		tell_one(v);
	known = mark_of(v->in, &v->met).verdict == CARD_known;
	v->in->nr_known += known;
	v->in->nr_failures += met_is_bad(&v->met) && !known;
	return 0;
}

static int visit_all(struct visit *v, struct err *err)
{
	int ret = 0;
	u64 at;

	while (!ret && !stop_asked() && walk_next(&v->walk, &at))
		if ((at >> v->walk.twice) * v->walk.step_ns >= v->in->from_ns)
			ret = meet_at(v, at, err);
		else
			walk_visited(&v->walk, at, "", "left out");
	tell(v);
	return ret;
}

/*
 * What is done for the first time takes longer, where code takes time. So that the first instant is
 * like the others some come before it, at which the second actor comes when all is over.
 */
static int see_window(struct visit *v, struct err *err)
{
	int i, ret = meet(v, "alone", err);
	char when[32];

	for (i = 0; i < WARM && !ret && !strcmp(v->met.verdict, "pass"); i++) {
		snprintf(when, sizeof(when), "%llu", 2 * v->met.window_ns);
		ret = meet(v, when, err);
		if (!ret && !strcmp(v->met.verdict, "pass"))
			ret = meet(v, "alone", err);
	}
	return ret;
}

/* A race that cannot be had on this channel is skipped, and says why. */
static int visit_race(struct visit *v, struct err *err)
{
	int ret = see_window(v, err);

	if (ret)
		return ret;
	if (!strcmp(v->met.verdict, "skip")) {
		if (!v->in->stream)
			printf("%s: skipped: %s\n", v->race->name, v->met.text);
		write_row(v, "alone");
		return 0;
	}
	if (strcmp(v->met.verdict, "pass"))
		return err_say(err, -EIO, "%s: before any instant was visited: %s: %s",
			       v->race->name, v->met.rule, v->met.text);
	if (v->in->stream)
		printf("# %s window_ns=%llu step_ns=%llu\n", v->race->name, v->met.window_ns,
		       v->met.step_ns);
	walk_begin(&v->walk, v->met.window_ns, v->met.step_ns,
		   v->met.stands && strcmp(v->race->context, "task"), v->in->most);
	ret = v->in->only ? visit_one(v, err) : visit_all(v, err);
	walk_free(&v->walk);
	return ret;
}

static int visit_in_run(struct visit *v, struct err *err)
{
	int ret = rundir_make(&v->dir, err), gone;

	if (ret)
		return ret;
	ret = rundir_set(&v->dir, v->in->p, err);
	if (!ret)
		ret = visit_race(v, err);
	gone = rundir_remove(&v->dir);
	if (gone && !ret)
		ret = err_say(err, gone, "the run %s cannot be removed: %s", v->dir.name,
			      strerror(-gone));
	return ret;
}

static int visit_races(struct instants *in, struct err *err)
{
	struct races races;
	int i, nr = 0, ret = races_read(&races, err);

	if (ret)
		return ret;
	write_header(in->csv);
	for (i = 0; i < races.nr && !ret && !stop_asked(); i++) {
		struct visit v = { .in = in, .race = &races.at[i] };

		if (!race_breaks(v.race, in->name))
			continue;
		nr++;
		ret = visit_in_run(&v, err);
	}
	if (!ret && !nr)
		ret = races_refuse(&races, in->name, err);
	races_free(&races);
	return ret;
}

static int visit_under_oracle(struct instants *in, struct err *err)
{
	struct err log;
	int ret;

	stop_watch();
	if (oracle_open(&in->oracle, &log))
		fprintf(stderr, "dmarig: the kernel log is not watched: %s\n", log.text);
	ret = visit_races(in, err);
	oracle_close(&in->oracle);
	return ret;
}

int instants_check(struct instants *in, const char *output, const char *name, const char *command,
		   struct err *err)
{
	struct outdir out = { 0 };
	int ret;

	if (in->stream) {
		in->csv = stdout;
		return visit_under_oracle(in, err);
	}
	ret = outdir_new(&out, output, name, err);
	if (ret)
		return ret;
	in->csv = outdir_file(&out, "instants.csv");
	if (!in->csv)
		return err_say(err, -errno, "%s: %s", out.path, strerror(errno));
	outdir_about(&out, command);
	ret = visit_under_oracle(in, err);
	fclose(in->csv);
	fprintf(stderr, "dmarig: %d failures, %d of them known: %s\n",
		in->nr_failures + in->nr_known, in->nr_known, out.path);
	outdir_close(&out, !ret && !stop_asked());
	return ret;
}
