// SPDX-License-Identifier: GPL-2.0-only
/*
 * Copyright (C) 2026 The dmarig authors
 *
 * dmarig mutation: which faults do the rules find, and how soon? What this suite is worth.
 */
#include <getopt.h>
#include "cmd/cmd.h"
#include "lib/base/csv.h"
#include "lib/base/stop.h"
#include "lib/check/mutation.h"
#include "lib/result/outdir.h"

#define MOST_RATES 8

/* struct rates - of --rates */
struct rates {
	u64 at[MOST_RATES];
	int nr;
};

static int take_rates(const struct option_row *row, void *place, const char *text, struct err *err)
{
	struct rates *rates = place;
	struct names words = { 0 };
	int i, ret = 0;

	names_split(&words, text, ',');
	if (!words.nr || words.nr > MOST_RATES)
		ret = -EINVAL;
	for (i = 0; i < words.nr && !ret; i++)
		if (parse_u64(words.name[i], false, &rates->at[i]) || !rates->at[i])
			ret = -EINVAL;
	rates->nr = words.nr;
	names_free(&words);
	return ret ? err_say(err, ret, "--%s %s: want up to %d numbers from 1, by comma",
			     row->name, text, MOST_RATES) : 0;
}

static const struct option_kind option_rates = { .take = take_rates };

/* struct rate_tally - of one rate */
struct rate_tally {
	int tried, caught, meant, never;
};

/* struct mutation - what the command line says, and what is open */
struct mutation {
	const char *output, *quirks;
	struct rates rates;
	struct rate_tally tallies[MOST_RATES];	/* one a rate */
	u64 seconds, seed;
	struct rulebook book;
	struct faults faults;
	struct oracle oracle;
	struct outdir out;
	FILE *csv;
	char command[512];
};

static void header(FILE *file)
{
	struct names columns = { 0 };

	names_split(&columns,
		    "fault,rate,caught,by,meant,transfers,committed,seconds,said,help,passed_over,quirks",
		    ',');
	csv_header(file, &columns);
	names_free(&columns);
}

static void write_row(struct mutation *m, const struct trial *trial)
{
	char rate[24], transfers[24], committed[24], seconds[24], passed_over[24];
	char *const cells[] = {
		(char *)trial->fault->name, rate, trial->caught ? "yes" : "no", (char *)trial->by,
		(char *)trial->fault->meant, transfers, committed, seconds, (char *)trial->text,
		(char *)trial->fault->help, passed_over, (char *)trial->quirks
	};

	snprintf(rate, sizeof(rate), "%llu", trial->rate);
	snprintf(transfers, sizeof(transfers), "%llu", trial->transfers);
	snprintf(passed_over, sizeof(passed_over), "%llu", trial->passed_over);
	snprintf(committed, sizeof(committed), "%llu", trial->committed);
	snprintf(seconds, sizeof(seconds), "%.1f", trial->took_s);
	csv_line(m->csv, cells, ARRAY_SIZE(cells));
}

/* A fault that was never committed was not there to be caught. */
static void count(struct rate_tally *tally, const struct trial *trial)
{
	const char *how = trial->meant ? "ok" : trial->caught ? "ok, but by" : "ESCAPED";

	if (!trial->caught && trial->skipped)
		how = "not asked";

	tally->tried++;
	tally->caught += trial->caught;
	tally->meant += trial->meant;
	if (!trial->caught && !trial->committed) {
		tally->never++;
		how = "never committed";
	}
	printf("%-26s 1 in %-6llu %-15s %-28s %8llu transfers %5llu times %6.1f s\n",
	       trial->fault->name, trial->rate, how,
	       trial->caught ? trial->by : trial->fault->meant, trial->transfers, trial->committed,
	       trial->took_s);
	fflush(stdout);
}

static int try_fault(struct mutation *m, const struct fault *fault, struct err *err)
{
	struct trial trial;
	int i, ret = 0;

	for (i = 0; i < m->rates.nr && !ret && !stop_asked(); i++) {
		memset(&trial, 0, sizeof(trial));
		trial.fault = fault;
		trial.rate = m->rates.at[i];
		trial.seconds = m->seconds;
		trial.quirks = m->quirks ? m->quirks : "none";
		ret = trial_run(&trial, &m->book, &m->oracle, m->seed, err);
		if (ret)
			break;
		write_row(m, &trial);
		count(&m->tallies[i], &trial);
	}
	return ret;
}

/* The sentence names the nearest; all of them are too many for it. */
static int refuse_fault(const struct faults *faults, const char *name, struct err *err)
{
	struct names known = { 0 };
	const char *nearest;
	char list[8192];
	int i, ret;

	for (i = 0; i < faults->nr; i++)
		names_add(&known, faults->at[i].name);
	names_join(&known, list, sizeof(list));
	nearest = names_nearest(&known, name);
	fprintf(stderr, "faults: %s\n", list);
	ret = err_say(err, -EINVAL, "there is no fault '%s'%s%s", name,
		      nearest ? ", did you mean " : "", nearest ? nearest : "");
	names_free(&known);
	return ret;
}

static int try_all(struct mutation *m, char **names, int nr, struct err *err)
{
	const struct fault *fault;
	int i, at, ret = 0;

	for (i = 0; i < nr && !ret; i++) {
		at = faults_find(&m->faults, names[i]);
		if (at < 0)
			ret = refuse_fault(&m->faults, names[i], err);
		else
			ret = try_fault(m, &m->faults.at[at], err);
	}
	for (i = 0; i < m->faults.nr && !nr && !ret && !stop_asked(); i++) {
		fault = &m->faults.at[i];
		if (strcmp(fault->meant, "-"))
			ret = try_fault(m, fault, err);
	}
	return ret;
}

static bool summarize(const struct mutation *m)
{
	const struct rate_tally *tally;
	bool good = true;
	int i, there;

	for (i = 0; i < m->rates.nr; i++) {
		tally = &m->tallies[i];
		there = tally->tried - tally->never;
		printf("1 in %llu: %d faults, %d committed, ", m->rates.at[i], tally->tried, there);
		printf("%d caught (%.1f %%), %d of them by the rule that is meant to\n",
		       tally->caught, there ? 100.0 * tally->caught / there : 0, tally->meant);
		if (m->rates.at[i] <= 1000 && tally->caught < 0.95 * tally->tried)
			good = false;
	}
	return good;
}

static int mutate(struct mutation *m, char **names, int nr, struct err *err)
{
	struct err log;
	int ret;

	ret = outdir_new(&m->out, m->output, "mutation", err);
	if (ret)
		return ret;
	outdir_about(&m->out, m->command);
	m->csv = outdir_file(&m->out, "mutation.csv");
	if (!m->csv)
		return err_say(err, -errno, "%s: %s", m->out.path, strerror(errno));
	header(m->csv);
	stop_watch();
	if (oracle_open(&m->oracle, &log))
		fprintf(stderr, "dmarig: the kernel log is not watched: %s\n", log.text);
	ret = try_all(m, names, nr, err);
	oracle_close(&m->oracle);
	fclose(m->csv);
	outdir_close(&m->out, !ret && !stop_asked());
	return ret;
}

static int check_rules(const struct mutation *m, struct err *err)
{
	const struct fault *fault;

	for (fault = m->faults.at; fault < m->faults.at + m->faults.nr; fault++)
		if (strcmp(fault->meant, "-") && rulebook_find(&m->book, fault->meant) < 0)
			return err_say(err, -EPROTO,
				       "fault %s is meant for rule %s, which there is not",
				       fault->name, fault->meant);
	return 0;
}

static int open_all(struct mutation *m, struct err *err)
{
	int ret = rig_open(err);

	if (!ret)
		ret = rig_clean(err);
	if (!ret)
		ret = rulebook_read(&m->book, err);
	if (!ret)
		ret = faults_read(&m->faults, err);
	return ret ? ret : check_rules(m, err);
}

static int run_mutation(int argc, char **argv)
{
	struct mutation m = { 0 };
	struct err err = { "" };
	int ret, status = options_read(&cmd_mutation, &m, argc, argv);

	if (status != OPTIONS_TAKEN)
		return status;
	snprintf(m.command, sizeof(m.command), "dmarig mutation");
	ret = open_all(&m, &err);
	if (!ret)
		ret = mutate(&m, argv + optind, argc - optind, &err);
	if (ret)
		status = complain(ret, &err);
	else
		status = summarize(&m) ? EXIT_GOOD : EXIT_FAILED;
	rulebook_free(&m.book);
	faults_free(&m.faults);
	stop_die();
	return status;
}

static const struct option_row options[] = {
	OPT_TEXT('o', "output", struct mutation, output, "DIR", WORDS_DIRECTORIES,
		 "write mutation.csv there; else to a dated result directory"),
	OPT_OWN(0, "rates", &option_rates, struct mutation, rates, "1,1000,10000", "N,N",
		WORDS_NONE, "commit it once in so many transfers or calls"),
	OPT_NUMBER(0, "seconds", struct mutation, seconds, "10", 1, 86400, "s",
		   "try for so long, each fault at each rate"),
	OPT_TEXT(0, "quirks", struct mutation, quirks, "NAME,NAME", WORDS_NONE,
		 "peculiarities of the simulated controller, see dmarig_sim/quirks"),
	OPT_NUMBER(0, "seed", struct mutation, seed, "1", 0, ~0ull, "",
		   "what the rules draw from"),
	{ 0 }
};

static const struct argument arguments[] = {
	{ "FAULT", WORDS_FAULTS, "only these; else all that a rule is meant to catch" },
	{ 0 }
};

const struct command cmd_mutation = {
	.name		= "mutation",
	.summary	= "which faults of a simulated controller do the rules find?",
	.fn		= run_mutation,
	.synopsis	= "[FAULT]...",
	.arguments	= arguments,
	.options	= options,
};
