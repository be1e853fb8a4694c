// SPDX-License-Identifier: GPL-2.0-only
/*
 * Copyright (C) 2026 The dmarig authors
 *
 * Sequences in words.
 */
#include "explore/words.h"

static const char *flags_of(const struct call *call)
{
	return call->quiet ? "DMA_CTRL_ACK" : "DMA_PREP_INTERRUPT | DMA_CTRL_ACK";
}

void call_expand(const struct call *call, const char *template, char *text, size_t len)
{
	FILE *file = fmemopen(text, len, "w");

	if (!file) {
		snprintf(text, len, "%s", template);
		return;
	}
	for (; *template; template++) {
		if (*template != '$')
			putc(*template, file);
		else if (*++template == 'F')
			fputs(flags_of(call), file);
		else
			fprintf(file, "%u", call->n[*template - '1']);
	}
	fclose(file);
	text[len - 1] = '\0';
}

static void tell_place(const struct call *call, FILE *file)
{
	if (call->quiet)
		fputs(", without an interrupt", file);
	if (call->place == DMARIG_PLACE_callback)
		fprintf(file, ", %s %u", dmarig_place_words[call->place], call->of);
	else if (call->place != DMARIG_PLACE_task)
		fprintf(file, ", %s", dmarig_place_words[call->place]);
}

void sequence_tell(const struct sequence *s, FILE *file)
{
	char text[256];
	u32 i;

	for (i = 0; i < s->nr; i++) {
		call_expand(&s->at[i], call_row(&s->at[i])->words, text, sizeof(text));
		fprintf(file, "%4u. %s", i + 1, text);
		tell_place(&s->at[i], file);
		putc('\n', file);
	}
}
