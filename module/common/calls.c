// SPDX-License-Identifier: GPL-2.0-only
/*
 * Copyright (C) 2026 The dmarig authors
 *
 * The list of calls as data, and sequences of calls as text. Pure code, compiled into the module
 * and into the tool.
 */
#include "common/calls.h"
#include "common/params.h"

#define ROW(name, traits, words, code)	[DMARIG_CALL_##name] = { #name, traits, words, code },
const struct call_row dmarig_calls[DMARIG_NR_CALLS] = { DMARIG_CALLS(ROW) };
#undef ROW

#define NAME(name, help)	[DMARIG_PLACE_##name] = #name,
const char *const dmarig_places[DMARIG_NR_PLACES] = { DMARIG_PLACES(NAME) };
#undef NAME

#define HELP(name, help)	[DMARIG_PLACE_##name] = help,
const char *const dmarig_place_words[DMARIG_NR_PLACES] = { DMARIG_PLACES(HELP) };
#undef HELP

#define WORD_LEN	64

static const char blanks[] = { ' ', '\n', '\0' };

/* The numbers that must be written; those behind them are 0 where they are left out. */
static u32 least_numbers(u32 traits)
{
	return traits & CALL_MAKES ? 2 : !!(traits & (CALL_ABOUT | CALL_NUMBER));
}

static u32 most_numbers(u32 traits)
{
	return traits & CALL_MAKES ? CALL_NUMBERS : least_numbers(traits);
}

static int find_row(const char *name)
{
	int i;

	for (i = 0; i < DMARIG_NR_CALLS; i++)
		if (!strcmp(dmarig_calls[i].name, name))
			return i;
	return -EINVAL;
}

static int read_number(const char *text, u32 *n)
{
	u64 value;

	if (parse_u64(text, false, &value) || value > 1000000)
		return -EINVAL;
	*n = (u32)value;
	return 0;
}

/* @word is "callback3" or the name of another place. */
static int read_place(struct call *call, const char *word)
{
	size_t n = strlen(dmarig_places[DMARIG_PLACE_callback]);
	u32 of;
	int i;

	for (i = 0; i < DMARIG_PLACE_callback; i++) {
		if (strcmp(word, dmarig_places[i]))
			continue;
		call->place = i;
		return 0;
	}
	if (strncmp(word, dmarig_places[DMARIG_PLACE_callback], n) || read_number(word + n, &of) ||
	    of >= SEQUENCE_XFERS)
		return -EINVAL;
	call->place = DMARIG_PLACE_callback;
	call->of = of;
	return 0;
}

/* Cut @word at @sep and return what is behind it, or NULL. */
static char *cut(char *word, char sep)
{
	char *at = strchr(word, sep);

	if (at)
		*at++ = '\0';
	return at;
}

static int read_numbers(struct call *call, char *word)
{
	u32 traits = call_row(call)->traits, nr = 0;
	char *next;

	for (; word; word = next) {
		next = cut(word, ':');
		if (!strcmp(word, "quiet") && traits & CALL_MAKES && !next)
			call->quiet = true;
		else if (nr == most_numbers(traits) || read_number(word, &call->n[nr++]))
			return -EINVAL;
	}
	if (nr < least_numbers(traits))
		return -EINVAL;
	return traits & (CALL_MAKES | CALL_ABOUT) && call->n[0] >= SEQUENCE_XFERS ? -EINVAL : 0;
}

static int read_call(struct call *call, char *word)
{
	char *place = cut(word, '@'), *numbers = cut(word, ':');
	int row = find_row(word);

	memset(call, 0, sizeof(*call));
	if (row < 0)
		return row;
	call->row = row;
	if (place && read_place(call, place))
		return -EINVAL;
	return read_numbers(call, numbers);
}

int sequence_parse(struct sequence *s, const char *text, char *err, size_t len)
{
	char word[WORD_LEN];
	size_t n;

	s->nr = 0;
	for (text += strspn(text, blanks); *text; text += n + strspn(text + n, blanks)) {
		n = strcspn(text, blanks);
		if (s->nr == SEQUENCE_MOST) {
			snprintf(err, len, "want at most %d calls", SEQUENCE_MOST);
			return -EINVAL;
		}
		snprintf(word, sizeof(word), "%.*s", (int)(n < WORD_LEN ? n : WORD_LEN - 1), text);
		if (n >= WORD_LEN || read_call(&s->at[s->nr++], word)) {
			snprintf(err, len, "%.*s: want CALL[:NUMBER]...[:quiet][@PLACE], see calls",
				 (int)(n < WORD_LEN ? n : WORD_LEN - 1), text);
			return -EINVAL;
		}
	}
	return 0;
}

/* Append to @text and count what it would be with enough room. */
#define ADD(...)										\
	(n += snprintf(n < len ? text + n : NULL, n < len ? len - n : 0, __VA_ARGS__))

size_t call_print(const struct call *call, char *text, size_t len)
{
	const struct call_row *row = call_row(call);
	u32 i, nr = most_numbers(row->traits);
	size_t n = 0;

	ADD("%s", row->name);
	while (nr > least_numbers(row->traits) && !call->n[nr - 1])
		nr--;
	for (i = 0; i < nr; i++)
		ADD(":%u", call->n[i]);
	if (call->quiet)
		ADD(":quiet");
	if (call->place == DMARIG_PLACE_callback)
		ADD("@%s%u", dmarig_places[call->place], call->of);
	else if (call->place)
		ADD("@%s", dmarig_places[call->place]);
	return n;
}

size_t sequence_print(const struct sequence *s, char *text, size_t len)
{
	size_t n = 0;
	u32 i;

	if (len)
		*text = '\0';
	for (i = 0; i < s->nr; i++) {
		if (i)
			ADD(" ");
		n += call_print(&s->at[i], n < len ? text + n : NULL, n < len ? len - n : 0);
	}
	return n;
}

bool sequence_has(const struct sequence *s, u32 row)
{
	u32 i;

	for (i = 0; i < s->nr; i++)
		if (s->at[i].row == row)
			return true;
	return false;
}
