// SPDX-License-Identifier: GPL-2.0-only
/*
 * Copyright (C) 2026 The dmarig authors
 *
 * A rule that is a run. What ops, mappings and completions show of a channel, such a rule lets a
 * run of the rig find out. It names the knobs that matter; all others are chosen to suit the
 * channel.
 */
#include <linux/slab.h>
#include "check/bench/bench.h"
#include "check/bench/open.h"
#include "check/rule/run.h"
#include "core/run/run.h"
#include "op/op.h"

#define MOST_TRANSFERS	100
#define SOME_ENTRIES	16	/* more are asked for where they have to be as many */
#define USUAL_WIDTH	4	/* of a register, where the rule names none */

/* Set knobs by words of the form KNOB=VALUE. They come from the rules, so a wrong one is a bug. */
static int set_words(struct run *run, const char *knobs)
{
	char *words = kstrdup(knobs, GFP_KERNEL), *rest = words, *word, *value;
	const struct knob *knob;
	int ret = words ? 0 : -ENOMEM;

	while (!ret && (word = strsep(&rest, " "))) {
		value = strchr(word, '=');
		if (!value)
			continue;
		*value++ = '\0';
		knob = knob_find(word);
		ret = knob ? knob_set(&run->p, knob, value, run->error.text,
				      sizeof(run->error.text)) : -ENOENT;
	}
	kfree(words);
	return ret;
}

/* Set the knobs a run starts from: the simplest op of the channel. */
static void set_base(const struct check_bench *b, struct params *p)
{
	params_init(p);
	strscpy(p->channel, b->run->p.channel, sizeof(p->channel));
	strscpy(p->peer, b->p.peer, sizeof(p->peer));
	p->op = b->rings_only		     ? DMARIG_OP_cyclic :
		b->kind->cap == DMA_SLAVE ? DMARIG_OP_slave_single :
					    DMARIG_OP_memcpy;
	p->size = b->run->p.size;
	p->seed = b->run->p.seed;
	p->timeout_ms = b->p.timeout_ms;
	p->warmup_ms = 0;
	p->duration_ms = 0;
	p->histograms = 0;
}

static bool is_slave(const struct params *p)
{
	return dmarig_ops[p->op].traits & OP_SLAVE;
}

static void fit_peer(struct params *p)
{
	if (!is_slave(p))
		strscpy(p->peer, "none", sizeof(p->peer));
	else if (p->flow == DMARIG_FLOW_both &&
		 !(dmarig_peers[params_peer(p)].traits & PEER_RETURNS))
		p->flow = DMARIG_FLOW_dev_to_mem;
	if (is_slave(p) && p->flow == DMARIG_FLOW_both)
		p->threads = 1;
}

/* Make random sizes multiples of what the channel and its register require. */
static void fit_limits(const struct check_bench *b, struct params *p)
{
	const struct op *op = op_table[p->op];
	u64 least = op->align_shift ? chan_align(op->align_shift(b->chan->device)) : 1;

	if (is_slave(p)) {
		least = max3(least, p->src_width ?: USUAL_WIDTH, p->dst_width ?: USUAL_WIDTH);
		p->src_burst = max(b->caps.min_burst, 1u);
		p->dst_burst = p->src_burst;
	}
	p->alignment = max(p->alignment, least);
	if (op->max_sources && p->sources)
		p->sources = min_t(u64, p->sources, op->max_sources(b->chan->device, p));
}

/*
 * Make fewer transfers on a slow channel, where each entry of a list may take as long as a
 * transfer.
 */
static void fit_load(const struct check_bench *b, struct params *p)
{
	u32 legs = is_slave(p) && p->flow == DMARIG_FLOW_both ? 2 : 1;

	if (p->sg_entries > 2 && p->sg_entries <= SOME_ENTRIES)
		p->sg_entries = max(2u, check_tries(b, (u32)p->sg_entries, legs));
	p->depth = check_tries(b, (u32)p->depth, legs);
	p->batch = min(p->batch, p->depth);
	p->transfers = check_tries(b, p->transfers ?: MOST_TRANSFERS, (u32)p->sg_entries * legs);
	if (!(dmarig_ops[p->op].traits & OP_MOVES_DATA))
		p->verify = 0;
	if (dmarig_ops[p->op].traits & OP_CYCLES)
		p->period = p->size / 8;
}

static enum check_verdict judge(const struct run *run, int ret)
{
	if (ret == -EINVAL || ret == -EOPNOTSUPP)
		return VERDICT_SKIP;
	if (ret)
		return VERDICT_BROKEN;
	return dmarig_run_state(run) == DMARIG_STATE_done ? VERDICT_PASS : VERDICT_FAIL;
}

static enum check_verdict run_through(struct run *run)
{
	int ret = dmarig_run_start(run);

	if (!ret && dmarig_run_wait(run)) {
		dmarig_run_stop(run);
		run_explain(run, "interrupted");
		ret = -EINTR;
	}
	return judge(run, ret);
}

enum check_verdict rule_try(struct check_bench *b, const char *knobs, char text[SENTENCE_LEN])
{
	struct run *run = kzalloc(sizeof(*run), GFP_KERNEL);
	enum check_verdict verdict = VERDICT_BROKEN;

	strscpy(text, "no memory for a run", SENTENCE_LEN);
	if (!run)
		return verdict;
	dmarig_run_init(run, b->run->name);
	check_lend(b);
	set_base(b, &run->p);
	if (!set_words(run, knobs)) {
		fit_peer(&run->p);
		fit_limits(b, &run->p);
		fit_load(b, &run->p);
		verdict = run_through(run);
	}
	b->nr_submitted += run->counters.done;
	b->timed_out |= run->counters.timeouts;
	b->heard |= run->counters.done;
	strscpy(text, run->error.text, SENTENCE_LEN);
	dmarig_run_exit(run);
	kfree(run);
	if (verdict != VERDICT_FAIL)
		check_reclaim(b);
	return verdict;
}

void rule_run(struct check_bench *b, const char *knobs)
{
	char text[SENTENCE_LEN];
	enum check_verdict verdict = rule_try(b, knobs, text);

	if (verdict == VERDICT_FAIL)
		check_fail(b, NULL, "want a run with %s that ends well, got: %s", knobs, text);
	else if (verdict == VERDICT_SKIP)
		check_skip(b, "%s", text);
	else if (verdict == VERDICT_BROKEN)
		check_break(b, "the run cannot start: %s", text);
}
