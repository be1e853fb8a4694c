// SPDX-License-Identifier: GPL-2.0-only
/*
 * Copyright (C) 2026 The dmarig authors
 *
 * Report cards. KTAP is that of Documentation/dev-tools/ktap.rst: a channel is a test with a
 * subtest a rule.
 */
#include "lib/base/csv.h"
#include "lib/base/err.h"
#include "lib/base/quote.h"
#include "lib/check/card.h"

#define WORD(name, title)	[CARD_##name] = #name,
static const char *const words[] = { DMARIG_CARD_VERDICTS(WORD) };
#undef WORD

#define TITLE(name, title)	[CARD_##name] = title,
static const char *const titles[] = { DMARIG_CARD_VERDICTS(TITLE) };
#undef TITLE

int card_verdict(const char *name)
{
	int i;

	for (i = 0; i < CARD_VERDICTS; i++)
		if (!strcmp(words[i], name))
			return i;
	return -1;
}

const char *card_word(enum card_verdict verdict)
{
	return words[verdict];
}

int card_count(const struct card *card, enum card_verdict verdict)
{
	int i, n = 0;

	for (i = 0; i < card->nr; i++)
		n += card->marks[i].verdict == verdict;
	return n;
}

void card_tally(const int counts[CARD_VERDICTS], char *text, size_t len)
{
	char crashed[32] = "", known[40] = "";

	if (counts[CARD_crash])
		snprintf(crashed, sizeof(crashed), "%d crashed, ", counts[CARD_crash]);
	if (counts[CARD_known])
		snprintf(known, sizeof(known), "%d known to fail, ", counts[CARD_known]);
	snprintf(text, len, "%d passed, %d failed, %s%s%d could not be answered, %d skipped",
		 counts[CARD_pass], counts[CARD_fail], crashed, known, counts[CARD_broken],
		 counts[CARD_skip]);
}

void card_summary(const struct card *card, char *text, size_t len)
{
	int counts[CARD_VERDICTS], i;

	for (i = 0; i < CARD_VERDICTS; i++)
		counts[i] = card_count(card, i);
	card_tally(counts, text, len);
}

bool card_is_bad(const struct card *card)
{
	return card_count(card, CARD_fail) || card_count(card, CARD_crash);
}

int card_status(const struct card *card)
{
	if (card_is_bad(card))
		return EXIT_FAILED;
	return card_count(card, CARD_broken) ? EXIT_SYSTEM : EXIT_GOOD;
}

/* Knobs that are not at their defaults, and the seed in any case. */
static void write_knobs(const struct params *p, FILE *file)
{
	char value[KNOB_TEXT_LEN];
	int i;

	for (i = 0; i < dmarig_nr_knobs; i++) {
		knob_get(p, &dmarig_knobs[i], value, sizeof(value));
		if (!strcmp(dmarig_knobs[i].name, "channel") ||
		    (!strcmp(value, dmarig_knobs[i].initial) &&
		     strcmp(dmarig_knobs[i].name, "seed")))
			continue;
		fprintf(file, " %s=", dmarig_knobs[i].name);
		quote_shell(file, value);
	}
}

void card_repeat(const struct card *card, const char *rule, char *text, size_t len)
{
	FILE *file = fmemopen(text, len, "w");

	*text = '\0';
	if (!file)
		return;
	fputs("dmarig check ", file);
	quote_shell(file, card->channel->name);
	putc(' ', file);
	quote_shell(file, rule);
	write_knobs(card->p, file);
	fclose(file);
}

void card_csv_begin(FILE *file)
{
	struct names columns = { 0 };

	names_split(&columns,
		    "channel,driver,device,kernel,machine,rule,section,says,verdict,text,dma_debug,ms,repeat,capabilities,limits,found,known,link",
		    ',');
	csv_header(file, &columns);
	names_free(&columns);
}

static void write_row(const struct card *card, int i, const char *verdict, FILE *file)
{
	const struct mark *mark = &card->marks[i];
	const struct channel *chan = card->channel;
	char ms[16], repeat[512];
	char *const cells[] = {
		(char *)chan->name, (char *)chan->driver, (char *)chan->device,
		(char *)card->kernel, (char *)card->machine, (char *)mark->rule,
		(char *)mark->section, (char *)mark->says, (char *)verdict,
		(char *)mark->text, (char *)mark->oracle, ms, repeat, (char *)chan->capabilities,
		(char *)chan->limits, mark->verdict == CARD_known ? (char *)words[mark->found] : "",
		(char *)(mark->known ?: ""), (char *)(mark->link ?: "")
	};

	snprintf(ms, sizeof(ms), "%d", mark->ms);
	card_repeat(card, mark->rule, repeat, sizeof(repeat));
	csv_line(file, cells, ARRAY_SIZE(cells));
}

void card_csv_mark(const struct card *card, int i, FILE *file)
{
	write_row(card, i, words[card->marks[i].verdict], file);
}

void card_csv_begun(const struct card *card, int i, FILE *file)
{
	write_row(card, i, CARD_BEGUN, file);
}

/* A line with what may be anything behind a begin of ours */
static void print_line(FILE *file, const char *before, const char *text)
{
	fputs(before, file);
	quote_line(file, text);
	putc('\n', file);
}

static bool is_known(const struct mark *mark)
{
	return mark->known && *mark->known;
}

static void print_known(const struct mark *mark, const char *before, FILE *file)
{
	fprintf(file, "%s%s: ", before, mark->verdict == CARD_pass ? "known failure passes" :
		mark->found == CARD_crash ? "known to crash" : "known to fail");
	quote_line(file, mark->known);
	if (mark->link && *mark->link)
		fputs("; see ", file);
	print_line(file, "", mark->link ?: "");
}

static void print_mark(const struct card *card, const struct mark *mark, FILE *file)
{
	bool bad = mark->verdict != CARD_pass && mark->verdict != CARD_skip;
	char repeat[512], before[80];

	snprintf(before, sizeof(before), "  %-30s ", mark->rule);
	print_line(file, before, mark->says);
	snprintf(before, sizeof(before), "  %-30s %s", "", bad ? "" : "- ");
	if (*mark->text)
		print_line(file, before, mark->text);
	if (is_known(mark))
		print_known(mark, before, file);
	if (!bad)
		return;
	card_repeat(card, mark->rule, repeat, sizeof(repeat));
	fprintf(file, "%ssee %s\n%sagain", before, mark->section, before);
	print_line(file, ": ", repeat);
}

static void print_part(const struct card *card, enum card_verdict verdict, FILE *file)
{
	int i;

	if (!card_count(card, verdict))
		return;
	fprintf(file, "\n%s\n", titles[verdict]);
	for (i = 0; i < card->nr; i++)
		if (card->marks[i].verdict == verdict)
			print_mark(card, &card->marks[i], file);
}

/* The channel that was checked, and the machine it is in */
static void print_where(const struct card *card, FILE *file)
{
	const struct channel *chan = card->channel;

	quote_line(file, chan->driver);
	fputs(" on ", file);
	quote_line(file, chan->device);
	fputs(", kernel ", file);
	quote_line(file, card->kernel);
	print_line(file, ", machine ", card->machine);
}

/*
 * A rule that crashed says nothing about dma-debug. If its state changed, the first rule after
 * that is named.
 */
static void print_dma_debug(const struct card *card, FILE *file)
{
	const char *state = "";
	int i;

	for (i = 0; i < card->nr; i++) {
		if (!*card->marks[i].oracle || !strcmp(card->marks[i].oracle, state))
			continue;
		fputs(*state ? ", " : "", file);
		quote_line(file, card->marks[i].oracle);
		if (*state) {
			fputs(" from ", file);
			quote_line(file, card->marks[i].rule);
			fputs(" on", file);
		}
		state = card->marks[i].oracle;
	}
	if (!*state)
		fputs("not asked", file);
}

void card_print(const struct card *card, FILE *file)
{
	const struct channel *chan = card->channel;
	char tally[128];
	int i;

	fputs("Report card of ", file);
	quote_line(file, chan->name);
	fputs(", ", file);
	print_where(card, file);
	fputs("capabilities ", file);
	quote_line(file, chan->capabilities);
	fputs("; ", file);
	quote_line(file, chan->limits);
	fputs("\nknobs", file);
	write_knobs(card->p, file);
	fputs("; dma-debug ", file);
	print_dma_debug(card, file);
	fputs("\n\n", file);
	card_summary(card, tally, sizeof(tally));
	fprintf(file, "%s\n", tally);
	for (i = 0; i < CARD_VERDICTS; i++)
		print_part(card, i, file);
}

void card_ktap_begin(const struct card *card, FILE *file)
{
	fputs("KTAP version 1\n1..1\n    KTAP version 1\n    # Subtest: ", file);
	quote_ktap(file, card->channel->name);
	fputs("\n    # ", file);
	print_where(card, file);
	fprintf(file, "    1..%d\n", card->nr);
}

static void explain(const struct card *card, const struct mark *mark, FILE *file)
{
	char repeat[512];

	card_repeat(card, mark->rule, repeat, sizeof(repeat));
	fprintf(file, "    # %s", mark->rule);
	print_line(file, ": ", mark->says);
	print_line(file, "    # ", mark->text);
	if (is_known(mark))
		print_known(mark, "    # ", file);
	fprintf(file, "    # %s; again", mark->section);
	print_line(file, ": ", repeat);
}

void card_ktap_mark(const struct card *card, int i, FILE *file)
{
	const struct mark *mark = &card->marks[i];
	bool unexplained = mark->verdict == CARD_pass || mark->verdict == CARD_skip;
	bool good = unexplained || mark->verdict == CARD_known;

	if (!unexplained)
		explain(card, mark, file);
	else if (is_known(mark))
		print_known(mark, "    # ", file);
	fprintf(file, "    %sok %d ", good ? "" : "not ", i + 1);
	quote_ktap(file, mark->rule);
	if (mark->verdict == CARD_skip) {
		fputs(" # SKIP ", file);
		quote_ktap(file, mark->text);
	} else if (mark->verdict == CARD_known) {
		fputs(" # XFAIL ", file);
		quote_ktap(file, mark->known);
	}
	putc('\n', file);
}

void card_ktap_end(const struct card *card, FILE *file)
{
	bool bad = card_is_bad(card) || card_count(card, CARD_broken);

	fprintf(file, "%sok 1 ", bad ? "not " : "");
	quote_ktap(file, card->channel->name);
	putc('\n', file);
}
