// SPDX-License-Identifier: GPL-2.0-only
/*
 * Copyright (C) 2026 The dmarig authors
 *
 * The groups of rules, finding a rule, and asking it.
 */
#include <linux/ktime.h>
#include <linux/sched/signal.h>
#include "check/bench/job.h"
#include "check/bench/kind.h"
#include "check/bench/open.h"
#include "check/bench/ring.h"
#include "check/rule/ask.h"
#include "check/rule/heap.h"
#include "check/rule/held.h"
#include "check/rule/rule.h"
#include "check/rule/run.h"
#include "common/pattern.h"
#include "core/base/text.h"
#include "core/run/run.h"

#define ROW(name)	rules_##name,
static const struct rule *const groups[] = { RULE_GROUPS(ROW) };
#undef ROW

static const struct rule *rule_find(const char *id)
{
	const struct rule *rule;
	size_t i;

	for (i = 0; i < ARRAY_SIZE(groups); i++)
		for (rule = groups[i]; rule->id; rule++)
			if (!strcmp(rule->id, id))
				return rule;
	return NULL;
}

void rule_list(struct text *text)
{
	const struct rule *rule;
	size_t i;

	for (i = 0; i < ARRAY_SIZE(groups); i++)
		for (rule = groups[i]; rule->id; rule++)
			dmarig_text_add(text, "%s\t%s\t%s\n", rule->id, rule->section, rule->says);
}

static u64 salt_of(const char *id)
{
	u64 salt = 0;

	while (*id)
		salt = pattern_mix(salt + (u8)*id++);
	return salt;
}

#define TIMED_JOBS	3

/* Return: how long a job takes, alone: the shortest of some; 0 when none ended. */
static u64 time_jobs(struct check_bench *b)
{
	u64 start, best = U64_MAX;
	struct check_job *job;
	int i;

	for (i = 0; i < TIMED_JOBS; i++) {
		start = ktime_get_ns();
		job = check_job_start(b, b->len);
		if (!job || !check_job_wait(job))
			break;
		best = min(best, ktime_get_ns() - start);
	}
	return best == U64_MAX ? 0 : max_t(u64, best, 1);
}

/*
 * An error is ignored here, because a rule will find it. Nothing is measured after a rule that
 * timed out.
 */
static void measure(struct check_bench *b, struct rule_result *result)
{
	if (!result->job_ns && !result->nr_timed_out) {
		result->job_ns = b->rings_only ? check_ring_time(b) : time_jobs(b);
		check_reset(b);
		if (b->verdict != VERDICT_BROKEN && !b->rc->quarantined)
			b->verdict = VERDICT_PASS;
	}
	if (result->job_ns)
		b->job_ns = result->job_ns;
}

/*
 * Return: true if the rule should be asked once more. @before of @transfers were made before the
 * last time.
 */
static bool goes_on(const struct run *run, u64 before, u64 transfers, unsigned long end)
{
	return transfers > before && transfers < run->p.transfers && time_before(jiffies, end) &&
	       !signal_pending(current);
}

/*
 * Ask a rule again until as many transfers have been made as the run wants, if the bench can be
 * reset in between.
 */
static void check_again(struct check_bench *b, const struct rule *rule)
{
	unsigned long end = jiffies + msecs_to_jiffies((u32)b->run->p.duration_ms);
	u64 before;

	do {
		before = b->nr_submitted;
		rule->check(b);
	} while (rule->again && b->verdict == VERDICT_PASS &&
		 goes_on(b->run, before, b->nr_submitted, end) && check_reset(b));
}

static void ask(struct check_bench *b, const struct rule *rule)
{
	const char *lack;
	int i;

	for (i = 0; i < RULE_NEEDS && rule->needs[i]; i++) {
		lack = rule->needs[i](b);
		if (!lack)
			continue;
		check_skip(b, "%s", lack);
		return;
	}
	if (b->rings_only && rule->check && !rule->rings)
		check_skip(b, "it has rings alone, and no transfer that ends by itself");
	else if (!rule->check)
		rule_run(b, rule->knobs);
	else if (check_kind_prime(b))
		check_again(b, rule);
}

#define MAX_TIMED_OUT	3
#define HURRY		8	/* how much shorter waits are then */
#define HURRY_JOBS	16	/* but so many jobs could be through */

/*
 * On a channel that loses completions every rule waits for all of timeout_ms. After some in a row,
 * wait shorter.
 */
static void shorten_waits(struct check_bench *b, const struct rule_result *result)
{
	u64 jobs_ms = div_u64(HURRY_JOBS * result->job_ns, NSEC_PER_MSEC);

	if (result->nr_timed_out >= MAX_TIMED_OUT)
		b->p.timeout_ms = min(b->p.timeout_ms,
				      max3(b->p.timeout_ms / HURRY, jobs_ms, 1ull));
}

static void take_result(const struct check_bench *b, struct rule_result *result)
{
	size_t n;

	result->verdict = b->verdict;
	strscpy(result->text, b->text, sizeof(result->text));
	n = strlen(result->text);
	if (b->timed_out && check_failed(b) && b->p.timeout_ms < b->run->p.timeout_ms)
		scnprintf(result->text + n, sizeof(result->text) - n,
			  "; waited %llu ms only, as the rules before timed out", b->p.timeout_ms);
	if (b->timed_out)
		result->nr_timed_out++;
	else if (b->heard)
		result->nr_timed_out = 0;
}

/*
 * What its release and request have not freed is in @left; nothing, where that cannot be known. A
 * driver's other clients have memory, too.
 */
static int ask_round(struct run *run, const struct rule *rule, u64 salt, struct rule_result *result,
		     u64 *transfers, struct heap_left *left)
{
	struct check_bench *b = check_open(run, rule->kind, salt);
	struct held was;
	bool watching;

	if (IS_ERR(b))
		return PTR_ERR(b);
	shorten_waits(b, result);
	/* Who watches holds the driver's module. */
	watching = rule_heap_watch(b->chan->device->owner);
	was = rule_held_count(b);
	measure(b, result);
	rule_held_settle(b, &was);
	if (!check_failed(b))
		ask(b, rule);
	rule_balance(b, &was);
	take_result(b, result);
	*transfers += b->nr_submitted;
	was.shared |= b->rc && rule_held_count(b).shared;
	check_close(b);
	*left = watching ? rule_heap_end() : (struct heap_left){ };
	if (was.shared)
		left->nr = 0;
	return 0;
}

#define LEAK_ROUNDS	3

/*
 * Memory that a round leaves may be a cache that fills. Return: true if the rule is to be asked
 * again; a leak goes on, and fails it.
 */
static bool leaves_memory(const struct heap_left *left, u32 *rounds, struct rule_result *result)
{
	*rounds = left->nr ? *rounds + 1 : 0;
	if (result->verdict != VERDICT_PASS || !*rounds)
		return false;
	if (*rounds < LEAK_ROUNDS)
		return true;
	result->verdict = VERDICT_FAIL;
	scnprintf(result->text, sizeof(result->text),
		  "want what %ps allocates freed after the rule and a release, got %u blocks that are not, as in the %u rounds before: leaves %zu bytes raised",
		  (void *)left->by, left->nr, LEAK_ROUNDS - 1, left->bytes);
	return false;
}

int rule_ask(struct run *run, const char *id, struct rule_result *result)
{
	const struct rule *rule = rule_find(id);
	unsigned long end = jiffies + msecs_to_jiffies((u32)run->p.duration_ms);
	u64 transfers = 0, before, salt;
	struct heap_left left;
	u32 leaks = 0;
	bool again;
	int ret;

	if (!rule) {
		run_explain(run, "check=%s: there is no rule of that name, see rules", id);
		return -EINVAL;
	}
	salt = salt_of(id);
	do {
		before = transfers;
		ret = ask_round(run, rule, salt++, result, &transfers, &left);
		again = !ret && leaves_memory(&left, &leaks, result);
	} while (again || (!ret && result->verdict == VERDICT_PASS &&
			   goes_on(run, before, transfers, end)));
	return ret;
}

const char *rule_result_word(const struct rule_result *result)
{
	static const char *const words[] = {
		[VERDICT_PASS]		= "pass",
		[VERDICT_SKIP]		= "skip",
		[VERDICT_FAIL]		= "fail",
		[VERDICT_BROKEN]	= "broken",
	};

	return words[result->verdict];
}
