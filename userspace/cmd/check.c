// SPDX-License-Identifier: GPL-2.0-only
/*
 * Copyright (C) 2026 The dmarig authors
 *
 * dmarig check: the report card of a channel.
 */
#include <getopt.h>
#include "cmd/check_out.h"
#include "cmd/cmd.h"
#include "cmd/instants.h"
#include "cmd/simulated.h"
#include "lib/base/stop.h"
#include "lib/check/card.h"
#include "lib/check/check_client.h"
#include "lib/check/coverage.h"
#include "lib/check/known.h"
#include "lib/conf/setting.h"
#include "lib/kernel/lockdep.h"
#include "lib/kernel/machine.h"
#include "lib/result/outdir.h"
#include "lib/rig/simulator.h"

/* A simulated channel of our own has transfers that last, and a register beside it. */
static const char *const simulated[] = {
	"latency_ns", "300000", "bandwidth_mbps", "20", "channels", "2", "period_ns", "2000000",
	NULL
};

/* Or transfers that are short, so that there are few instants. */
static const char *const short_ones[] = {
	"latency_ns", "5000", "bandwidth_mbps", "100", "channels", "2", NULL
};

#define SHORT_SIZE	"size=1k"
#define SHORT_TIMEOUT	"timeout_ms=1000"

/* struct check - what the command line says, and what is open */
struct check {
	const char *output, *name, *after, *shard, *known_file, *junit;
	bool list, card, json, coverage, stop;
	bool stream;		/* rows on stdout as they come, and no directory */
	struct params p;
	char *rules[256];	/* named on the command line */
	int nr_rules;
	struct names except;	/* rules to leave out */
	struct known known;	/* failures that are */
	struct rulebook book;
	struct channel channel;
	struct oracle oracle;
	struct outdir out;
	struct instants in;	/* what --every-instant goes through */
	char command[1024];
};

/* KNOB=VALUE, a rule, or else the channel, which there is one of. */
static int take_word(struct check *check, char *word, struct err *err)
{
	if (strchr(word, '='))
		return setting_apply(&check->p, word, err);
	if (rulebook_find(&check->book, word) >= 0 || strcmp(check->p.channel, "any")) {
		if (check->nr_rules == ARRAY_SIZE(check->rules))
			return err_say(err, -EINVAL, "too many rules");
		check->rules[check->nr_rules++] = word;
		return 0;
	}
	snprintf(check->p.channel, sizeof(check->p.channel), "%s", word);
	return 0;
}

static int take_words(struct check *check, int argc, char **argv, struct err *err)
{
	int i, ret = 0;

	params_init(&check->p);
	if (check->in.name)
		ret = setting_apply(&check->p, SHORT_SIZE, err) ?:
		      setting_apply(&check->p, SHORT_TIMEOUT, err);
	snprintf(check->command, sizeof(check->command), "dmarig check");
	for (i = optind; i < argc && !ret; i++) {
		ret = take_word(check, argv[i], err);
		strncat(check->command, " ", sizeof(check->command) - strlen(check->command) - 1);
		strncat(check->command, argv[i],
			sizeof(check->command) - strlen(check->command) - 1);
	}
	if (!ret && check->nr_rules)
		ret = rulebook_choose(&check->book, check->rules, check->nr_rules, err);
	if (!ret && check->shard)
		ret = rulebook_shard(&check->book, check->shard, err);
	if (!ret && check->after)
		ret = rulebook_skip_to(&check->book, check->after, err);
	return ret;
}

static int check_one(struct check *check, struct mark *mark, const struct rundir *dir,
		     struct err *err)
{
	if (names_find(&check->except, mark->rule) < 0)
		return check_rule(dir, &check->oracle, check->channel.device, mark,
				  check->out.dmesg, err);
	mark->verdict = CARD_skip;
	snprintf(mark->text, sizeof(mark->text), "left out on the command line");
	return 0;
}

static void report_begun(const struct check *check, struct card *card, int i)
{
	if (!check->stream)
		return;
	card->marks[i].oracle = dma_debug_name(check->oracle.state);
	card_csv_begun(card, i, stdout);
	check_wait_until_read();
}

/* What was counted before the first rule is of loading the driver. */
static int report_coverage(const struct check *check, const char *rule, struct err *err)
{
	return check->coverage ? coverage_tell(rule, stdout, err) : 0;
}

static int report_answer(const struct check *check, const struct card *card, int i, FILE *csv,
			 struct err *err)
{
	card_csv_mark(card, i, csv);
	if (!check->card && !check->json && !check->stream) {
		card_ktap_mark(card, i, stdout);
		fflush(stdout);
	}
	return report_coverage(check, card->marks[i].rule, err);
}

/*
 * The reader of a stream goes on with a fresh kernel after a rule that crashed this one, or after
 * the oracle went blind: later rules would be watched less well here.
 */
static bool is_over(const struct check *check, const struct mark *mark)
{
	if (check->stop && (mark->verdict == CARD_fail || mark->verdict == CARD_crash))
		return true;
	return stop_asked() || (check->stream && (mark->verdict == CARD_crash || mark->blind));
}

/* A rule that cannot be checked here may be checked in a fresh kernel, so the stream says so. */
static void report_refusal(const struct check *check, struct card *card, int i,
			   const struct err *err)
{
	struct mark *mark = &card->marks[i];

	if (!check->stream)
		return;
	mark->verdict = CARD_broken;
	snprintf(mark->text, sizeof(mark->text), "%.1000s", err->text);
	card_csv_mark(card, i, stdout);
}

/* If the kernel does not survive the next one, this one is known. */
static int check_all(struct check *check, struct card *card, const struct rundir *dir, FILE *csv,
		     struct err *err)
{
	int i, ret = report_coverage(check, "(load)", err);
	bool over = ret || stop_asked();

	for (i = 0; i < card->nr && !over; i++) {
		report_begun(check, card, i);
		ret = check_one(check, &card->marks[i], dir, err);
		if (ret) {
			report_refusal(check, card, i, err);
			break;
		}
		if (known_judge(&check->known, card, &card->marks[i]))
			known_warn(card, &card->marks[i]);
		ret = report_answer(check, card, i, csv, err);
		over = ret || is_over(check, &card->marks[i]);
	}
	card->nr = i;
	return ret;
}

static int make_card(struct check *check, struct card *card, FILE *csv, struct err *err)
{
	struct rundir dir = { .name = "" };
	int ret, gone;

	ret = rundir_make(&dir, err);
	if (ret)
		return ret;
	ret = rundir_set(&dir, &check->p, err);
	if (!ret)
		ret = check_all(check, card, &dir, csv, err);
	gone = rundir_remove(&dir);
	if (gone && !ret)
		ret = err_say(err, gone, "the run %s cannot be removed: %s", dir.name,
			      strerror(-gone));
	return ret;
}

static void print_summary(const struct check *check, const struct card *card, int ret,
			  const struct err *err)
{
	char tally[128];

	if (check->json)
		card_json(card, stdout);
	else if (ret)
		printf("Bail out! %s\n", err->text);
	else if (check->card)
		card_print(card, stdout);
	else
		card_ktap_end(card, stdout);
	card_summary(card, tally, sizeof(tally));
	fprintf(stderr, "dmarig: %s: %s\n", tally, check->out.path);
}

static const char lockdep_off[] =
	"dmarig: lockdep is off, as it has found something: bad locking goes unseen\n";

static int check_under_oracle(struct check *check, struct card *card, FILE *csv, struct err *err)
{
	struct err log;
	int ret;

	stop_watch();
	if (oracle_open(&check->oracle, &log))
		fprintf(stderr, "dmarig: the kernel log is not watched: %s\n", log.text);
	if (lockdep_state() == LOCKDEP_OFF)
		fputs(lockdep_off, stderr);
	card_csv_begin(csv);
	ret = make_card(check, card, csv, err);
	oracle_close(&check->oracle);
	return ret;
}

static int examine(struct check *check, struct card *card, struct err *err)
{
	FILE *csv;
	int ret;

	if (check->stream)
		return check_under_oracle(check, card, stdout, err);
	ret = outdir_new(&check->out, check->output, check->name, err);
	csv = ret ? NULL : outdir_file(&check->out, "card.csv");
	if (!csv)
		return ret ? ret : err_say(err, -errno, "%s: %s", check->out.path, strerror(errno));
	outdir_about(&check->out, check->command);
	if (!check->card && !check->json)
		card_ktap_begin(card, stdout);
	ret = check_under_oracle(check, card, csv, err);
	fclose(csv);
	check_write_text(&check->out, card);
	print_summary(check, card, ret, err);
	if (!ret && check->junit)
		ret = card_junit(card, check->junit, err);
	outdir_close(&check->out, !ret && !stop_asked());
	return ret;
}

static int check_with(struct check *check, int argc, char **argv)
{
	struct err err = { "" };
	struct card card;
	int ret, gone;

	ret = take_words(check, argc, argv, &err);
	if (!ret && check->list) {
		rulebook_print(&check->book, stdout);
		return EXIT_GOOD;
	}
	if (!ret)
		ret = rig_clean(&err);
	if (!ret)
		ret = simulated_channel(&check->p, check->in.name ? short_ones : simulated,
					&check->channel, &err);
	card = (struct card){
		.channel	= &check->channel,
		.kernel		= machine_kernel(),
		.machine	= machine_name(),
		.p		= &check->p,
		.marks		= check->book.marks,
		.nr		= check->book.nr,
	};
	if (!ret)
		ret = check->in.name ? instants_check(&check->in, check->output, check->name,
						      check->command, &err) :
				       examine(check, &card, &err);
	gone = simulator_remove();
	if (ret)
		return complain(ret, &err);
	stop_die();
	if (gone)
		return complain(gone, (err_say(&err, gone, "the simulated controller stays: %s",
					       strerror(-gone)), &err));
	if (check->in.name)
		return check->in.nr_failures ? EXIT_FAILED : EXIT_GOOD;
	return card_status(&card);
}

static int check_formats(const struct check *check, struct err *err)
{
	if (check->stream && (check->json || check->junit))
		return err_say(err, -EINVAL,
			       "--json and --junit are for dmarig card where the rows go to stdout");
	if (check->json && check->card)
		return err_say(err, -EINVAL, "--card or --json, not both");
	return 0;
}

/* Rows of a stream are for dmarig card, which also knows the rules that crashed their kernel. */
static int read_known(struct check *check, struct err *err)
{
	if (check->coverage && !check->stream)
		return err_say(err, -EINVAL, "--coverage is for rows that go to stdout: -o -");
	if (!check->stream)
		return known_read(&check->known, check->known_file, err);
	if (!check->known_file)
		return 0;
	return err_say(err, -EINVAL, "--known is for dmarig card where the rows go to stdout");
}

static int check(int argc, char **argv)
{
	struct check check = {
		.name = "check",
		.in = { &check.p, &check.channel, &check.known, &check.book },
	};
	struct err err = { "" };
	int ret, status = options_read(&cmd_check, &check, argc, argv);

	if (status != OPTIONS_TAKEN)
		return status;
	check.stream = check.output && !strcmp(check.output, "-");
	check.in.stream = check.stream;
	ret = check_formats(&check, &err);
	if (!ret)
		ret = read_known(&check, &err);
	if (!ret)
		ret = rig_open(&err);
	if (!ret)
		ret = rulebook_read(&check.book, &err);
	if (ret)
		return complain(ret, &err);
	status = check_with(&check, argc, argv);
	rulebook_free(&check.book);
	known_free(&check.known);
	names_free(&check.except);
	return status;
}

static const struct option_row options[] = {
	OPT_TEXT('o', "output", struct check, output, "DIR", WORDS_DIRECTORIES,
		 "write card.csv and card.txt there; else to a dated result directory; -: print\n"
		 "the rows of card.csv as they come, each rule also when it is begun, and end\n"
		 "behind one that made the kernel complain: see dmarig card"),
	OPT_TEXTS(0, "except", struct check, except, "RULE", WORDS_RULES,
		  "leave this one out; may be given again"),
	OPT_TEXT(0, "known", struct check, known_file, "FILE", WORDS_FILES, KNOWN_HELP),
	OPT_TEXT(0, "after", struct check, after, "RULE", WORDS_RULES, "begin behind this one"),
	OPT_TEXT(0, "shard", struct check, shard, "K/N", WORDS_NONE,
		 "ask only every Nth rule, beginning with the Kth: a share for one of N machines"),
	OPT_FLAG(0, "card", struct check, card, "print the card as a person reads it, not KTAP"),
	OPT_FLAG(0, "stop", struct check, stop, "end behind the first rule that fails"),
	OPT_FLAG(0, "coverage", struct check, coverage,
		 "with -o -: behind each rule, what it ran of modules that count: see dmarig_gcov"),
	OPT_FLAG(0, "json", struct check, json, "print it as JSON, when it is whole"),
	OPT_TEXT(0, "junit", struct check, junit, "FILE", WORDS_FILES, "JUnit XML as well"),
	OPT_FLAG(0, "list", struct check, list,
		 "print all rules, and where the kernel's documentation has them"),
	OPT_TEXT(0, "every-instant", struct check, in.name, "RACE", WORDS_RACES,
		 "instead of a card: let a second actor make its call at every instant of the\n"
		 "first one's submit -> callback; RACE is one of the file races, a rule that one\n"
		 "may break, or all. For a clock that stands still or counts instructions"),
	OPT_TEXT(0, "instant", struct check, in.only, "NS", WORDS_NONE,
		 "with it: this instant alone; NS+ is behind what else is due then"),
	OPT_NUMBER(0, "from", struct check, in.from_ns, "0", 0, 10000000000ull, "ns",
		   "with it: leave out the instants before"),
	OPT_NUMBER(0, "instants", struct check, in.most, "5000", 2, 10000000, "",
		   "with it: visit so many, and all between outcomes that differ"),
	OPT_NAME(0, "name", struct check, name, "what the result is called"),
	{ 0 }
};

static const struct argument arguments[] = {
	{ "CHANNEL", WORDS_CHANNELS,
	  "as for the knob; without it the first that is free, or a simulated one" },
	{ "RULE", WORDS_RULES, "ask only these" },
	{ "KNOB=VALUE", WORDS_KNOBS, "how the channel is to be asked" },
	{ 0 }
};

const struct command cmd_check = {
	.name		= "check",
	.summary	= "the report card of a channel",
	.fn		= check,
	.synopsis	= "[CHANNEL] [RULE]... [KNOB=VALUE]...",
	.arguments	= arguments,
	.options	= options,
	.notes		=
		"The knobs that count: peer (for slave channels), size, seed, timeout_ms, and transfers:\n"
		"each rule is asked again until there were so many or duration_ms has passed.",
};
