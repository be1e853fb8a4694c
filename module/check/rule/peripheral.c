// SPDX-License-Identifier: GPL-2.0-only
/*
 * Copyright (C) 2026 The dmarig authors
 *
 * Rules of peripheral_config and peripheral_size of dma_slave_config. Clients have what these point
 * at on their stack (spi-geni-qcom, msm_serial), so that a driver copies it, as qcom/gpi and
 * imx-sdma do. What it means is the driver's own business: the bytes are those of the knob, or of
 * the simulated controller, which takes any whose sum (exclusive or) is 0.
 */
#include <linux/string.h>
#include "check/bench/job.h"
#include "check/bench/kind.h"
#include "check/rule/needs.h"
#include "check/rule/rule.h"
#include "core/base/compat_dma.h"
#include "core/chan/chan.h"

#define SECTION	"dmaengine/client.rst: Set slave and controller specific parameters"

static const u8 simulated[] = { 0x5a, 0x01, 0x20, 0x7b, 0x33, 0x0f, 0x80, 0xbc };

/* Return: how many bytes; behind them are zeroes, as a driver may read on. */
static u32 tell(struct check_bench *b)
{
	const struct rchan *rc = b->rc;
	u32 nr = rc->nr_peripheral ?: sizeof(simulated);

	memset(b->peripheral, 0, sizeof(b->peripheral));
	memcpy(b->peripheral, rc->nr_peripheral ? rc->peripheral : simulated, nr);
	return nr;
}

static int configure(struct check_bench *b, u32 nr)
{
	struct dma_slave_config cfg = check_kind_config(b);

	ct_set_peripheral(&cfg, b->peripheral, nr);
	return dmaengine_slave_config(b->chan, &cfg);
}

/* Return: how many bytes were told; 0 when they were not taken. */
static u32 begin(struct check_bench *b)
{
	const struct check_kind *kind = rule_sends_only(b) ? &check_kind_send : &check_kind_receive;
	u32 nr;
	int ret;

	if (!check_kind_change(b, kind))
		return 0;
	nr = tell(b);
	ret = configure(b, nr);
	if (ret)
		check_skip(b, "it refuses this peripheral_config of %u bytes (%d)", nr, ret);
	return ret ? 0 : nr;
}

/* Every byte becomes another, and so does whatever sum a driver may keep of them. */
static void scribble(struct check_bench *b, u32 nr)
{
	u32 i;

	for (i = 0; i < nr; i++)
		b->peripheral[i] = (u8)~b->peripheral[i];
	b->peripheral[0] ^= 0x55;
}

static void is_copied(struct check_bench *b)
{
	u32 nr = begin(b);
	size_t len;

	if (!nr || !check_works(b))
		return;
	scribble(b, nr);
	if (check_works(b) || b->verdict != VERDICT_FAIL)
		return;
	len = strlen(b->text);
	scnprintf(b->text + len, sizeof(b->text) - len,
		  ", after what peripheral_config points at was overwritten");
}

/* Nothing of this is started, as nobody knows what a peripheral makes of it. */
static int outcome(struct check_bench *b, u32 nr)
{
	struct dma_async_tx_descriptor *tx;
	int ret = configure(b, nr);
	struct check_job *job;

	if (ret)
		return ret;
	job = check_job_new(b, b->len);
	tx = job ? b->kind->prep(job, DMA_PREP_INTERRUPT | DMA_CTRL_ACK) : NULL;
	if (tx)
		check_drop(b, tx);
	check_clear(b);
	return !!tx;
}

/* What is behind the size is once as it should be, and once not. */
static void is_measured(struct check_bench *b)
{
	u32 nr = begin(b) / 2;
	int first, second;

	if (!nr)
		return;
	first = outcome(b, nr);
	b->peripheral[nr] ^= 0x55;
	second = outcome(b, nr);
	if (first != second)
		check_fail(b, NULL,
			   "want byte %u not looked at with peripheral_size=%u, got %d with one value of it and %d with another",
			   nr, nr, first, second);
	else if (begin(b))
		check_works(b);
}

static const char *need_two_bytes(struct check_bench *b)
{
	return rule_need_peripheral(b) ?: b->rc->nr_peripheral == 1 ?
	       "one byte has no shorter size" : NULL;
}

const struct rule rules_peripheral[] = {
	{
		.id		= "peripheral-config-copied",
		.section	= SECTION,
		.says		=
			"what peripheral_config points at is the client's after dmaengine_slave_config()",
		.needs		= { rule_need_config, rule_need_end, rule_need_peripheral },
		.rings		= true,
		.check		= is_copied,
	},
	{
		.id		= "peripheral-size-counts",
		.section	= SECTION,
		.says		=
			"nothing of peripheral_config is looked at beyond peripheral_size",
		.needs		= { rule_need_config, need_two_bytes, rule_need_terminate },
		.rings		= true,
		.check		= is_measured,
	},
	{ }
};
