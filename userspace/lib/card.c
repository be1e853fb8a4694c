// SPDX-License-Identifier: GPL-2.0-only
/*
 * Copyright (C) 2026 The dmarig authors
 *
 * Report cards. KTAP is that of Documentation/dev-tools/ktap.rst: a channel is a test with a
 * subtest a rule.
 */
#include "card.h"
#include "csv.h"
#include "machine.h"
#include "quote.h"

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

int card_count(const struct card *card, enum card_verdict verdict)
{
	int i, n = 0;

	for (i = 0; i < card->nr; i++)
		n += card->marks[i].verdict == verdict;
	return n;
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
		    "channel,driver,device,kernel,machine,rule,section,says,verdict,text,dma_debug,ms,repeat",
		    ',');
	csv_header(file, &columns);
	names_free(&columns);
}

void card_csv_mark(const struct card *card, int i, FILE *file)
{
	const struct mark *mark = &card->marks[i];
	const struct channel *chan = card->channel;
	char ms[16], repeat[512];
	char *const cells[] = {
		(char *)chan->name, (char *)chan->driver, (char *)chan->device,
		(char *)machine_kernel(), (char *)machine_name(), (char *)mark->rule,
		(char *)mark->section, (char *)mark->says, (char *)words[mark->verdict],
		(char *)mark->text, (char *)mark->oracle, ms, repeat
	};

	snprintf(ms, sizeof(ms), "%d", mark->ms);
	card_repeat(card, mark->rule, repeat, sizeof(repeat));
	csv_line(file, cells, ARRAY_SIZE(cells));
}

/* A line with what may be anything behind a begin of ours */
static void print_line(FILE *file, const char *before, const char *text)
{
	fputs(before, file);
	quote_line(file, text);
	putc('\n', file);
}

static void print_mark(const struct card *card, const struct mark *mark, FILE *file)
{
	bool bad = mark->verdict == CARD_fail || mark->verdict == CARD_broken;
	char repeat[512], before[80];

	snprintf(before, sizeof(before), "  %-30s ", mark->rule);
	print_line(file, before, mark->says);
	snprintf(before, sizeof(before), "  %-30s %s", "", bad ? "" : "- ");
	if (*mark->text)
		print_line(file, before, mark->text);
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

/* What was asked, and where */
static void print_where(const struct card *card, FILE *file)
{
	const struct channel *chan = card->channel;

	quote_line(file, chan->driver);
	fputs(" on ", file);
	quote_line(file, chan->device);
	fprintf(file, ", kernel %s", machine_kernel());
	print_line(file, ", machine ", machine_name());
}

void card_print(const struct card *card, FILE *file)
{
	const struct channel *chan = card->channel;
	int i;

	fputs("Report card of ", file);
	quote_line(file, chan->name);
	fputs(", ", file);
	print_where(card, file);
	fprintf(file, "capabilities %s; %s\nknobs", chan->capabilities, chan->limits);
	write_knobs(card->p, file);
	fprintf(file, "; dma-debug %s\n\n", card->nr ? card->marks[0].oracle : "not asked");
	fprintf(file, "%d passed, %d failed, %d could not be answered, %d skipped\n",
		card_count(card, CARD_pass), card_count(card, CARD_fail),
		card_count(card, CARD_broken), card_count(card, CARD_skip));
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
	fprintf(file, "    # %s; again", mark->section);
	print_line(file, ": ", repeat);
}

void card_ktap_mark(const struct card *card, int i, FILE *file)
{
	const struct mark *mark = &card->marks[i];
	bool good = mark->verdict == CARD_pass || mark->verdict == CARD_skip;

	if (!good)
		explain(card, mark, file);
	fprintf(file, "    %sok %d ", good ? "" : "not ", i + 1);
	quote_ktap(file, mark->rule);
	if (mark->verdict == CARD_skip) {
		fputs(" # SKIP ", file);
		quote_ktap(file, mark->text);
	}
	putc('\n', file);
}

void card_ktap_end(const struct card *card, FILE *file)
{
	bool bad = card_count(card, CARD_fail) || card_count(card, CARD_broken);

	fprintf(file, "%sok 1 ", bad ? "not " : "");
	quote_ktap(file, card->channel->name);
	putc('\n', file);
}
