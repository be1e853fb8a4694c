// SPDX-License-Identifier: GPL-2.0-only
/*
 * Copyright (C) 2026 The dmarig authors
 *
 * The segment that owns the time of many transfers.
 */
#include "trace/shares.h"
#include "unit.h"

static void shares_of_many(void **state)
{
	static struct shares shares;
	struct segments *s;
	struct breakdown b;
	struct share share;
	int i;

	(void)state;
	shares_reset(&shares);
	share = shares_get(&shares, SHARE_p50);
	assert_true(share.total == 0);
	for (i = 0; i < 200; i++) {
		memset(&b, 0, sizeof(b));
		s = &b.segments;
		s->has[INSTANT_issue] = true;
		s->has[INSTANT_running] = true;
		s->ns[INSTANT_issue] = 70;
		s->ns[INSTANT_running] = i < 190 ? 30 : 900 + (i == 199) * 50;
		s->total = s->ns[INSTANT_issue] + s->ns[INSTANT_running];
		b.missed = i == 3;
		b.calls[SYSTEM_iommu] = i % 3;
		shares_add(&shares, &b);
	}
	share = shares_get(&shares, SHARE_p50);
	assert_true(share.total == 100);
	assert_int_equal(share.owner, INSTANT_issue);
	assert_true(share_percent(&share, INSTANT_issue) == 70);
	assert_false(share.has[INSTANT_wake]);
	share = shares_get(&shares, SHARE_p99);
	assert_true(share.total == 970);
	assert_int_equal(share.owner, INSTANT_running);
	share = shares_get(&shares, SHARE_worst);
	assert_true(share.total == 1020);
	assert_int_equal(shares.missed, 1);
	assert_int_equal(shares.calls[SYSTEM_iommu], 199);
	assert_int_equal(shares.calls[SYSTEM_dma], 0);
}

int main(void)
{
	const struct CMUnitTest shares[] = {
		cmocka_unit_test(shares_of_many),
	};

	return cmocka_run_group_tests(shares, NULL, NULL);
}
