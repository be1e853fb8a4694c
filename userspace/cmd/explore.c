// SPDX-License-Identifier: GPL-2.0-only
/*
 * Copyright (C) 2026 The dmarig authors
 *
 * dmarig explore: sequences of calls nobody wrote down, against the contract.
 */
#include <getopt.h>
#include "cmd/cmd.h"
#include "cmd/elsewhere.h"
#include "explore/explorer.h"
#include "explore/words.h"
#include "lib/base/clock.h"
#include "lib/base/csv.h"
#include "lib/base/stop.h"
#include "lib/check/check_client.h"
#include "lib/check/known.h"
#include "lib/conf/setting.h"
#include "lib/kernel/machine.h"
#include "lib/result/outdir.h"
#include "lib/rig/simulator.h"

#define DEFAULT_TIMEOUT	"timeout_ms=1000"

/* struct explore - what the command line says, and what is open */
struct explore {
	const char *output, *name, *known_file, *sequence, *fault, *quirks, *command_try;
	bool code;
	bool stream;		/* rows on stdout as they come, and no directory */
	struct names avoid;
	u64 sequences, first, most, findings;
	struct params p;
	struct explorer e;
	struct oracle oracle;
	struct rulebook book;
	struct known known;
	struct outdir out;
	FILE *csv;
	const char *settings[16];	/* of a simulated controller, see choose_simulated() */
	char command[1024];
	int nr_findings, nr_known;
	u64 start;
};

static int take_words(struct explore *x, int argc, char **argv, struct err *err)
{
	size_t room = sizeof(x->command);
	int i, ret;

	params_init(&x->p);
	ret = setting_apply(&x->p, DEFAULT_TIMEOUT, err);
	snprintf(x->command, room, "dmarig explore");
	for (i = optind; i < argc && !ret; i++) {
		if (strchr(argv[i], '='))
			ret = setting_apply(&x->p, argv[i], err);
		else if (strcmp(x->p.channel, "any"))
			ret = err_say(err, -EINVAL, "%s: the channel is %s already", argv[i],
				      x->p.channel);
		else
			snprintf(x->p.channel, sizeof(x->p.channel), "%s", argv[i]);
		strncat(x->command, " ", room - strlen(x->command) - 1);
		strncat(x->command, argv[i], room - strlen(x->command) - 1);
	}
	return ret;
}

/* Of our own: where a fault or quirks are asked for, or there is no other channel. */
static void choose_simulated(struct explore *x)
{
	const char *const settings[] = {
		"latency_ns", "50000", "bandwidth_mbps", "8", "channels", "2",
		"period_ns", "1000000", "metadata_bytes", "32",
		"fault", x->fault ? x->fault : "none", "quirks", x->quirks ? x->quirks : "none",
		NULL
	};
	struct channel channel;

	if (strcmp(x->p.channel, "any"))
		return;
	if (!x->fault && !x->quirks && channels_find_free("any", &channel))
		return;
	memcpy(x->settings, settings, sizeof(settings));
	x->e.simulated = x->settings;
	if (!strcmp(x->p.peer, "none"))
		snprintf(x->p.peer, sizeof(x->p.peer), "memory");
}

/* The mark of a finding, as a rule's: it has the sentence, and may be known. */
static struct mark mark_of(const struct explore *x, const struct finding *f)
{
	int at = rulebook_find(&x->book, f->answer.rule);
	struct mark mark = { .rule = f->answer.rule, .section = "", .says = ORACLE_SAYS };

	if (at >= 0)
		mark = x->book.marks[at];
	mark.verdict = f->answer.splat ? CARD_crash : CARD_fail;
	snprintf(mark.text, sizeof(mark.text), "%s", f->answer.text);
	return mark;
}

static void judge(struct explore *x, struct mark *mark)
{
	struct card card = {
		.channel = &x->e.channel, .kernel = machine_kernel(), .machine = machine_name(),
		.p = &x->p, .marks = mark, .nr = 1,
	};

	known_judge(&x->known, &card, mark);
}

static void write_row(struct explore *x, const struct finding *f, const struct mark *mark)
{
	char sequences[24], calls[24], nr[24], before[24], after[24], tries[24];
	char text[SEQUENCE_TEXT];
	char *const cells[] = {
		x->e.channel.name, x->e.channel.driver, (char *)machine_kernel(),
		(char *)machine_name(), (char *)mark->rule, (char *)card_word(mark->verdict),
		nr, sequences, calls, before, after, tries, text, (char *)f->shrunk.text,
		(char *)mark->says,
	};

	snprintf(nr, sizeof(nr), "%llu", f->answer.nr);
	snprintf(sequences, sizeof(sequences), "%llu", x->e.sequences);
	snprintf(calls, sizeof(calls), "%llu", x->e.calls);
	snprintf(before, sizeof(before), "%u", f->before.nr);
	snprintf(after, sizeof(after), "%u", f->after.nr);
	snprintf(tries, sizeof(tries), "%u", f->tries);
	sequence_print(&f->after, text, sizeof(text));
	csv_line(x->csv, cells, ARRAY_SIZE(cells));
}

static void write_code(struct explore *x, const struct finding *f, const struct mark *mark)
{
	struct code code = {
		.channel = x->e.channel.name, .driver = x->e.channel.driver,
		.kernel = machine_kernel(), .says = mark->says, .text = f->shrunk.text,
		.sequence = &f->after,
	};
	char name[32];
	FILE *file;

	snprintf(name, sizeof(name), "shown%d.c", x->nr_findings);
	file = outdir_file(&x->out, name);
	if (!file)
		return;
	code_write(&code, file);
	fclose(file);
	printf("  as a module: %s/%s\n", x->out.path, name);
}

/* What it takes to see it again; a controller of our own is made again as it was. */
static void tell_again(const struct explore *x, const struct finding *f)
{
	char text[SEQUENCE_TEXT];

	sequence_print(&f->after, text, sizeof(text));
	printf("  again: dmarig explore");
	if (!x->e.simulated)
		printf(" %s", x->e.channel.name);
	if (x->fault)
		printf(" --fault %s", x->fault);
	if (x->quirks)
		printf(" --quirks %s", x->quirks);
	printf(" --sequence '%s'", text);
	if (strcmp(x->p.peer, "none") && !x->e.simulated)
		printf(" peer=%s", x->p.peer);
	printf(" seed=%llu\n", x->p.seed + (x->sequence ? 0 : f->answer.nr));
}

static void tell(struct explore *x, const struct finding *f, const struct mark *mark)
{
	printf("%s%s: %s\n", mark->verdict == CARD_known ? "known: " : "", mark->rule, mark->says);
	if (*mark->section)
		printf("  see %s\n", mark->section);
	printf("  %s\n", f->shrunk.text);
	printf("  found in sequence %llu, after %llu; %u calls", f->answer.nr, x->e.sequences,
	       f->before.nr);
	if (f->again)
		printf(", shrunk to %u in %u tries:\n", f->after.nr, f->tries);
	else
		printf("; it does not fail again, and is not shrunk:\n");
	sequence_tell(&f->after, stdout);
	if (mark->verdict == CARD_known)
		printf("  known: %s\n", mark->known ? mark->known : "");
	tell_again(x, f);
}

static void report(struct explore *x, struct finding *f)
{
	struct mark mark = mark_of(x, f);

	judge(x, &mark);
	x->nr_findings++;
	x->nr_known += mark.verdict == CARD_known;
	if (!x->stream)
		tell(x, f, &mark);
	write_row(x, f, &mark);
	if (!x->stream)
		write_code(x, f, &mark);
	fflush(stdout);
}

static int avoid_given(struct explore *x, struct err *err)
{
	struct sequence s;
	int i, ret = 0;

	for (i = 0; i < x->avoid.nr && !ret; i++) {
		ret = sequence_parse(&s, x->avoid.name[i], err->text, sizeof(err->text));
		if (!ret)
			ret = explorer_avoid(&x->e, &s, err);
	}
	return ret;
}

/* One that was told is avoided from then on. */
static int explore_all(struct explore *x, struct err *err)
{
	u64 end = x->sequences;
	struct finding f;
	int ret = avoid_given(x, err);

	while (!ret && !stop_asked() && x->e.first < x->first + end &&
	       (u64)x->nr_findings < x->findings) {
		ret = explorer_draw(&x->e, x->first + end - x->e.first, &f, err);
		if (ret || !f.answer.failed)
			break;
		explorer_shrink(&x->e, &f);
		report(x, &f);
		if ((u64)x->nr_findings < x->findings)
			ret = explorer_avoid(&x->e, &f.after, err);
	}
	return ret;
}

static int try_given(struct explore *x, struct err *err)
{
	struct finding f = { .again = true };
	int ret = sequence_parse(&f.before, x->sequence, err->text, sizeof(err->text));

	if (ret)
		return ret;
	f.after = f.before;
	ret = explorer_try(&x->e, &f.before, &f.answer, err);
	if (ret)
		return ret;
	x->e.sequences = 1;
	x->e.calls = f.before.nr;
	f.shrunk = f.answer;
	if (f.answer.failed)
		report(x, &f);
	return 0;
}

static void header(FILE *file)
{
	struct names columns = { 0 };

	names_split(&columns, "channel,driver,kernel,machine,rule,verdict,number,sequences", ',');
	names_split(&columns, "calls,before,after,tries,sequence,text,says", ',');
	csv_header(file, &columns);
	names_free(&columns);
}

static void summarize(const struct explore *x)
{
	u64 ms = clock_ms() - x->start;

	if (x->stream)
		printf("# made %llu\n", x->e.sequences);
	fprintf(stderr, "dmarig: %llu sequences, %llu calls in %llu.%llu s", x->e.sequences,
		x->e.calls, ms / 1000, ms / 100 % 10);
	if (ms)
		fprintf(stderr, " (%llu a second)", x->e.sequences * 1000 / ms);
	fprintf(stderr, ", %d findings, %d of them known: %s\n", x->nr_findings, x->nr_known,
		x->out.path);
}

static int explore_under_oracle(struct explore *x, struct err *err)
{
	struct err log, gone = { 0 };
	int ret, left;

	stop_watch();
	if (oracle_open(&x->oracle, &log))
		fprintf(stderr, "dmarig: the kernel log is not watched: %s\n", log.text);
	x->start = clock_ms();
	ret = explorer_open(&x->e, err);
	if (!ret)
		ret = x->sequence ? try_given(x, err) : explore_all(x, err);
	left = explorer_close(&x->e, &gone);
	if (left)
		fprintf(stderr, "dmarig: %s\n", gone.text);
	oracle_close(&x->oracle);
	return ret;
}

static int explore_to_stream(struct explore *x, struct err *err)
{
	int ret;

	x->csv = stdout;
	x->e.stream = stdout;
	snprintf(x->out.path, sizeof(x->out.path), "-");
	header(x->csv);
	ret = explore_under_oracle(x, err);
	summarize(x);
	return ret;
}

static int explore_to_directory(struct explore *x, struct err *err)
{
	int ret = x->stream ? 0 : outdir_new(&x->out, x->output, x->name, err);

	if (!ret && x->stream)
		return explore_to_stream(x, err);
	if (ret)
		return ret;
	x->csv = outdir_file(&x->out, "explore.csv");
	if (!x->csv)
		return err_say(err, -errno, "%s: %s", x->out.path, strerror(errno));
	outdir_about(&x->out, x->command);
	header(x->csv);
	ret = explore_under_oracle(x, err);
	fclose(x->csv);
	summarize(x);
	outdir_close(&x->out, !ret && !stop_asked());
	return ret;
}

static int run_explore(int argc, char **argv)
{
	struct explore x = { .name = "explore" };
	struct err err = { "" };
	int ret, status = options_read(&cmd_explore, &x, argc, argv);

	if (status != OPTIONS_TAKEN)
		return status;
	x.e.oracle = &x.oracle;
	x.e.p = &x.p;
	x.e.most = x.most;
	x.e.first = x.first;
	x.stream = x.output && !strcmp(x.output, "-");
	ret = take_words(&x, argc, argv, &err);
	if (!ret && (x.command_try || x.code)) {
		ret = x.code ? explore_print_code(x.p.channel, x.sequence, &err) :
			       explore_elsewhere(x.sequence, x.command_try, &err);
		return ret ? complain(ret, &err) : EXIT_GOOD;
	}
	if (!ret)
		ret = known_read(&x.known, x.known_file, &err);
	if (!ret)
		ret = rig_open(&err);
	if (!ret)
		ret = rig_clean(&err);
	if (!ret)
		ret = rulebook_read(&x.book, &err);
	if (!ret) {
		choose_simulated(&x);
		ret = explore_to_directory(&x, &err);
	}
	rulebook_free(&x.book);
	known_free(&x.known);
	names_free(&x.avoid);
	if (ret)
		return complain(ret, &err);
	stop_die();
	return x.nr_findings > x.nr_known ? EXIT_FAILED : EXIT_GOOD;
}

static const struct option_row options[] = {
	OPT_TEXT('o', "output", struct explore, output, "DIR", WORDS_DIRECTORIES,
		 "write explore.csv and the modules there; else to a dated result directory;\n"
		 "-: print the rows as they come, and each sequence before it is made"),
	OPT_NUMBER('n', "sequences", struct explore, sequences, "10000", 1, 1000000000ull, "",
		   "draw so many"),
	OPT_NUMBER(0, "calls", struct explore, most, "12", 3, SEQUENCE_MOST, "",
		   "at most, in each"),
	OPT_NUMBER(0, "first", struct explore, first, "1", 0, 1000000000000ull, "",
		   "begin with the one of this number"),
	OPT_NUMBER(0, "findings", struct explore, findings, "10", 1, 16, "",
		   "stop after so many; what was found once is avoided then"),
	OPT_TEXT(0, "sequence", struct explore, sequence, "CALLS", WORDS_NONE,
		 "make this one, and draw none"),
	OPT_TEXTS(0, "avoid", struct explore, avoid, "CALLS", WORDS_NONE,
		  "draw none that has these calls; may be given again"),
	OPT_TEXT(0, "try", struct explore, command_try, "COMMAND", WORDS_NONE,
		 "with --sequence: shrink it by this command of the shell, which makes the\n"
		 "sequence $SEQUENCE wherever it likes, and ends with 1 where that fails"),
	OPT_FLAG(0, "code", struct explore, code,
		 "with --sequence: print the module that makes it, and make nothing"),
	OPT_TEXT(0, "fault", struct explore, fault, "FAULT", WORDS_FAULTS,
		 "of a simulated controller of its own, see dmarig_sim/faults"),
	OPT_TEXT(0, "quirks", struct explore, quirks, "NAME,NAME", WORDS_NONE,
		 "likewise, see dmarig_sim/quirks"),
	OPT_TEXT(0, "known", struct explore, known_file, "FILE", WORDS_FILES, KNOWN_HELP),
	OPT_NAME(0, "name", struct explore, name, "what the result is called"),
	{ 0 }
};

static const struct argument arguments[] = {
	{ "CHANNEL", WORDS_CHANNELS,
	  "as for the knob; without it the first that is free, or a simulated one" },
	{ "KNOB=VALUE", WORDS_KNOBS, "how the channel is to be used" },
	{ 0 }
};

const struct command cmd_explore = {
	.name		= "explore",
	.summary	= "sequences of calls nobody wrote down, against the contract",
	.fn		= run_explore,
	.synopsis	= "[CHANNEL] [KNOB=VALUE]...",
	.arguments	= arguments,
	.options	= options,
	.notes		=
		"The knobs that count: peer (for slave channels), seed, timeout_ms.\n"
		"A sequence that fails is shrunk, told in words, and written as a module in C.\n",
};
