// SPDX-License-Identifier: GPL-2.0-only
/*
 * Copyright (C) 2026 The dmarig authors
 *
 * A run's result as text.
 */
#include <linux/lockdep.h>
#include "core/run/result.h"
#include "core/run/run.h"

#define PHASE_NAME(name, help) #name,
static const char *const phase_names[NR_PHASES] = { DMARIG_PHASES(PHASE_NAME) };
#undef PHASE_NAME

#define QUANTILE_NAME(name, ppm) "_" #name "_ns ",
static const char *const quantile_names[] = { DMARIG_QUANTILES(QUANTILE_NAME) };
#undef QUANTILE_NAME

#define QUANTILE_PPM(name, ppm) ppm,
static const u32 quantiles[] = { DMARIG_QUANTILES(QUANTILE_PPM) };
#undef QUANTILE_PPM

static void summary_phase(struct text *text, const char *phase, const struct hist *h)
{
	u64 value[ARRAY_SIZE(quantiles)];
	int i;

	hist_quantiles(h, quantiles, value, ARRAY_SIZE(quantiles));
	dmarig_text_number(text, phase, "_min_ns ", h->min);
	dmarig_text_number(text, phase, "_mean_ns ", hist_mean(h));
	for (i = 0; i < ARRAY_SIZE(quantiles); i++)
		dmarig_text_number(text, phase, quantile_names[i], value[i]);
	dmarig_text_number(text, phase, "_max_ns ", h->max);
}

void dmarig_result_summary(struct run *run, struct text *text)
{
	const struct observed *o = &run->observed;
	const struct counters *c = &run->counters;
	int i;

	lockdep_assert_held(&run->lock);

#define ADD_TEXT(name, help)		dmarig_text_add(text, #name " %s\n", o->name);
#define ADD_WORD(field, list, help)	\
	dmarig_text_add(text, #field " %s\n", dmarig_##list[o->field].name);
#define ADD_NUM(name, help)		dmarig_text_number(text, #name, " ", o->name);
	DMARIG_OBSERVED(ADD_TEXT, ADD_WORD, ADD_NUM)
#undef ADD_TEXT
#undef ADD_WORD
#undef ADD_NUM

#define ADD_NUM(name, help)		dmarig_text_number(text, #name, " ", c->name);
	DMARIG_COUNTERS(ADD_NUM)
#undef ADD_NUM

	for (i = 0; run->hist && i < NR_PHASES; i++)
		if (run->hist[i].count)
			summary_phase(text, phase_names[i], &run->hist[i]);
}

void dmarig_result_hist(struct run *run, struct text *text)
{
	const struct hist *h;
	u32 i, j, last;

	lockdep_assert_held(&run->lock);
	for (i = 0; run->hist && i < NR_PHASES; i++) {
		h = &run->hist[i];
		last = h->count ? hist_index(h->max) : 0;
		for (j = h->count ? hist_index(h->min) : 1; j <= last; j++)
			if (h->bucket[j])
				dmarig_text_add(text, "%s %llu %llu %llu\n", phase_names[i],
						hist_lower(j), hist_upper(j), h->bucket[j]);
	}
}
