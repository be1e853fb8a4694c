// SPDX-License-Identifier: GPL-2.0-only
/*
 * Copyright (C) 2026 The dmarig authors
 *
 * dmarig doctor --prove-oracle: every misuse of the DMA API is committed on a simulated device, one
 * at a time, and must be seen. Only then is a clean run believed.
 */
#include "cmd/cmd.h"
#include "cmd/prove.h"
#include "lib/base/names.h"
#include "lib/base/quote.h"
#include "lib/base/stop.h"
#include "lib/base/verdicts.h"
#include "lib/check/oracle_proof.h"
#include "lib/rig/rig.h"
#include "lib/rig/simulator.h"

/* struct proof_count - how the proof goes */
struct proof_count {
	int tried, seen, unseen, impossible;
};

static int check_names(int nr, char **names, struct err *err)
{
	struct names known = { 0 };
	const char *nearest;
	int i, ret = 0;

	for (i = 0; dmarig_misuses[i].name; i++)
		names_add(&known, dmarig_misuses[i].name);
	for (i = 0; i < nr && !ret; i++) {
		if (misuse_find(names[i]) >= 0)
			continue;
		nearest = names_nearest(&known, names[i]);
		ret = err_say(err, -EINVAL, "there is no misuse '%s'%s%s", names[i],
			      nearest ? ", did you mean " : ", see dmarig/misuses in configfs",
			      nearest ? nearest : "");
	}
	names_free(&known);
	return ret;
}

static int check_system(struct err *err)
{
	int ret = rig_open(err);

	if (!ret)
		ret = rig_clean(err);
	if (!ret)
		ret = dma_debug_check(err);
	if (!ret && rig_others())
		ret = err_say(err, -EBUSY, "other runs are there, whose mistakes would count");
	return ret;
}

static int get_channel(struct channel *chan, struct err *err)
{
	int ret;

	if (channels_find_free("dmarig_sim", chan))
		return 0;
	ret = simulator_make((const char *const[]){ NULL }, err);
	if (ret || channels_find_free("dmarig_sim", chan))
		return ret;
	return err_say(err, -ENODEV, "the simulated controller has no channel to be seen");
}

static void print_test(const char *result, int nr, const struct misuse *misuse,
		       const char *between, const struct err *err)
{
	printf("%s %d - %s%s", result, nr, misuse->name, between);
	quote_ktap(stdout, err->text);
	putchar('\n');
}

/* Each line is written at once: if the kernel does not survive, the last one says when. */
static int try(struct proof_count *count, struct oracle *oracle, const struct channel *chan,
	       const struct misuse *misuse, struct err *err)
{
	int ret, nr = ++count->tried;

	fflush(stdout);
	err->text[0] = '\0';
	ret = oracle_prove(oracle, chan, misuse, err);
	switch (ret) {
	case 0:
		print_test("ok", nr, misuse, ": ", err);
		count->seen++;
		return 0;
	case -EIO:
		print_test("not ok", nr, misuse, ": ", err);
		count->unseen++;
		return 0;
	case -EOPNOTSUPP:
		print_test("ok", nr, misuse, " # SKIP not detectable: ", err);
		count->impossible++;
		return 0;
	default:
		return ret;
	}
}

static int count_all(void)
{
	const struct misuse *misuse;
	int nr = 0;

	for (misuse = dmarig_misuses; misuse->name; misuse++)
		nr += !(misuse->traits & MISUSE_NONE);
	return nr;
}

static int try_all(struct proof_count *count, struct oracle *oracle, const struct channel *chan,
		   struct err *err)
{
	const struct misuse *misuse;
	int ret = 0;

	for (misuse = dmarig_misuses; misuse->name && !ret && !stop_asked(); misuse++)
		if (!(misuse->traits & MISUSE_NONE))
			ret = try(count, oracle, chan, misuse, err);
	return ret;
}

static int try_named(struct proof_count *count, struct oracle *oracle, const struct channel *chan,
		     int nr, char **names, struct err *err)
{
	int i, ret = 0;

	for (i = 0; i < nr && !ret && !stop_asked(); i++)
		ret = try(count, oracle, chan, &dmarig_misuses[misuse_find(names[i])], err);
	return ret;
}

static int prove(struct proof_count *count, int nr, char **names, struct err *err)
{
	struct oracle oracle;
	struct channel chan;
	int ret;

	ret = get_channel(&chan, err);
	if (ret)
		return ret;
	ret = oracle_open(&oracle, err);
	if (!ret)
		ktap_begin(stdout, nr ? nr : count_all());
	if (!ret && nr)
		ret = try_named(count, &oracle, &chan, nr, names, err);
	else if (!ret)
		ret = try_all(count, &oracle, &chan, err);
	oracle_close(&oracle);
	return ret;
}

int prove_oracle(int nr, char **names)
{
	struct err err = { "" }, mess = { "" };
	struct proof_count count = { 0 };
	int ret, gone;

	ret = check_names(nr, names, &err);
	if (!ret)
		ret = check_system(&err);
	if (ret)
		return complain(ret, &err);
	stop_watch();
	ret = prove(&count, nr, names, &err);
	gone = simulator_remove();
	if (gone)
		complain(gone, (err_say(&mess, gone, "the simulated controller stays: %s",
					strerror(-gone)), &mess));
	if (ret)
		return complain(ret, &err);
	stop_die();
	printf("# %d of %d detected, %d not detectable on this kernel\n", count.seen,
	       count.seen + count.unseen, count.impossible);
	return count.unseen || gone ? EXIT_FAILED : EXIT_GOOD;
}
