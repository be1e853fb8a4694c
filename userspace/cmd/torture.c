// SPDX-License-Identifier: GPL-2.0-only
/*
 * Copyright (C) 2026 The dmarig authors
 *
 * dmarig torture: a scenario, with its verdict.
 */
#include <getopt.h>
#include <stdlib.h>
#include <unistd.h>
#include "cmd/cmd.h"
#include "cmd/verdict.h"
#include "lib/base/stop.h"
#include "lib/base/xmalloc.h"
#include "lib/check/oracle.h"
#include "lib/conf/values.h"
#include "lib/result/outdir.h"
#include "lib/rig/simulator.h"
#include "torture/storm_run.h"

/* struct torture - what the command line says, and what is open */
struct torture {
	const char *output, *junit;
	bool services, json, ktap;
	struct scenario scenario;
	struct storm storm;
	struct oracle oracle;
	struct outdir out;
	bool blind;		/* something stopped watching the kernel in the middle */
	u64 errors;		/* dma-debug's errors before the storm */
	char *settings;		/* the simulator's settings, cut up */
	char command[1024];
};

/* Too large for the stack of some, and there is one. */
static struct torture torture;

static int list_services(void)
{
	const struct service *service;
	int i;

	for (i = 0; (service = service_each(i)); i++)
		printf("%-22s %s\n", service->name, service->help);
	return EXIT_GOOD;
}

#define MOST_SETTINGS 32

/* NAME:VALUE by comma becomes names and values in turn. */
static int make_simulator(struct err *err)
{
	const char *list[2 * MOST_SETTINGS + 3] = { NULL }, *text = torture.scenario.text[TEXT_sim];
	char *rest, *word, *value;
	static char channels[16];
	int n = 0;

	snprintf(channels, sizeof(channels), "%d",
		 torture.scenario.channels + torture.scenario.neighbours);
	list[n++] = "channels";
	list[n++] = channels;
	torture.settings = xstrdup(text);
	rest = torture.settings;
	while (rest && *rest && (word = strsep(&rest, ",")) && n < 2 * MOST_SETTINGS) {
		value = strchr(word, ':');
		if (!value)
			return err_say(err, -EINVAL, "sim=%s: want NAME:VALUE by comma", text);
		*value = '\0';
		list[n++] = word;
		list[n++] = value + 1;
	}
	return simulator_make(list, err);
}

/* Free channels of one driver; a simulated one is not any. */
static bool fits(const struct channel *chan, const char *controller, const char *driver)
{
	bool simulated = !strcmp(chan->driver, "dmarig_sim");

	if (*chan->holder || (*driver && strcmp(chan->driver, driver)))
		return false;
	if (!strcmp(controller, "any"))
		return !simulated;
	if (!strcmp(controller, "sim"))
		return simulated;
	return channel_is_called(chan, controller);
}

static void find_channels(struct storm *storm, const char *controller)
{
	const struct scenario *scenario = storm->scenario;
	struct channels all;
	const char *driver = "";
	int i;

	storm->nr_loads = 0;
	storm->nr_neighbours = 0;
	channels_read(&all);
	for (i = 0; i < all.nr; i++) {
		if (!fits(&all.at[i], controller, driver))
			continue;
		if (storm->nr_loads < scenario->channels && storm->nr_loads < STORM_CHANNELS) {
			storm->loads[storm->nr_loads++].channel = all.at[i];
			driver = storm->loads[0].channel.driver;
		} else if (storm->nr_neighbours < scenario->neighbours &&
			   storm->nr_neighbours < STORM_CHANNELS) {
			storm->neighbours[storm->nr_neighbours++] = all.at[i];
		}
	}
	channels_free(&all);
}

static int get_channels(struct storm *storm, struct err *err)
{
	const char *controller = storm->scenario->text[TEXT_controller];
	int ret;

	if (strcmp(controller, "sim"))
		find_channels(storm, controller);
	if (!storm->nr_loads && (!strcmp(controller, "any") || !strcmp(controller, "sim"))) {
		ret = make_simulator(err);
		if (ret)
			return ret;
		find_channels(storm, "sim");
	}
	if (storm->nr_loads == storm->scenario->channels)
		return 0;
	return err_say(err, -ENODEV, "channels=%d controller=%s: %d are free",
		       storm->scenario->channels, controller, storm->nr_loads);
}

static int get_services(struct storm *storm, struct err *err)
{
	const struct names *names = &storm->scenario->services;
	struct stress *stress;
	int i, next = 0;

	for (i = 0; i < names->nr; i++) {
		if (storm->nr_stresses == STORM_SERVICES)
			return err_say(err, -EINVAL, "services: at most %d", STORM_SERVICES);
		stress = &storm->stresses[storm->nr_stresses++];
		stress->service = service_find(names->name[i]);
		if (!stress->service)
			return err_say(err, -EINVAL,
				       "services: there is no %s, see dmarig torture --services",
				       names->name[i]);
		if (!stress->service->neighbour)
			continue;
		if (next == storm->nr_neighbours)
			return err_say(err, -ENODEV,
				       "service %s: no channel is left for it, of neighbours=%d",
				       names->name[i], storm->nr_neighbours);
		stress->channel = storm->neighbours[next++];
	}
	return 0;
}

static void print_progress(const struct storm *storm, int seconds)
{
	u64 errors = dma_debug_errors() - torture.errors;

	if (!isatty(STDERR_FILENO) && seconds % 10)
		return;
	fprintf(stderr, "%s%d s: %llu transfers, %llu MB, %d failures, dma-debug errors %llu%s",
		isatty(STDERR_FILENO) ? "\r" : "", seconds, STORM_SUM(storm, transfers),
		STORM_SUM(storm, bytes) >> 20, storm->failures, errors,
		isatty(STDERR_FILENO) ? "" : "\n");
}

/* Nothing moved at all is no pass. */
static void judge(struct storm *storm, const struct row *oracle)
{
	if (!strcmp(row_get(oracle, "status"), "failed"))
		storm_fail(storm, "%s", row_get(oracle, "error"));
	if (!STORM_SUM(storm, transfers) && !storm->failures)
		storm_fail(storm, "nothing was transferred");
}

static int report(const struct storm *storm, const struct row *oracle, struct err *err)
{
	const struct verdict verdict = {
		.storm = storm, .oracle = oracle, .blind = torture.blind,
	};
	FILE *file = outdir_file(&torture.out, "torture.csv");

	if (file) {
		verdict_csv(&verdict, file);
		fclose(file);
	}
	if (torture.json)
		verdict_json(&verdict, stdout);
	else if (torture.ktap)
		verdict_ktap(&verdict, stdout);
	else
		verdict_print(&verdict, stdout);
	return torture.junit ? verdict_junit(&verdict, torture.junit, err) : 0;
}

static int run_storm(struct storm *storm, struct err *err)
{
	struct row row;
	struct err log;
	int ret;

	ret = outdir_new(&torture.out, torture.output, storm->scenario->conf.name, err);
	if (ret)
		return ret;
	outdir_about(&torture.out, torture.command);
	stop_watch();
	if (oracle_open(&torture.oracle, &log))
		fprintf(stderr, "dmarig: the kernel log is not watched: %s\n", log.text);
	row_init(&row);
	row_set(&row, "device", "%s", storm->loads[0].channel.device);
	oracle_before(&torture.oracle, NULL);
	torture.errors = dma_debug_errors();
	storm->print_progress = print_progress;
	ret = storm_run(storm, err);
	oracle_after(&torture.oracle, torture.out.dmesg, &row);
	torture.blind = torture.oracle.blind;
	if (!ret && storm->missing)
		ret = err_say(err, -EOPNOTSUPP, "%s", storm->sentence);
	if (!ret) {
		judge(storm, &row);
		ret = report(storm, &row, err);
	}
	row_free(&row);
	oracle_close(&torture.oracle);
	outdir_close(&torture.out, !ret && !stop_asked());
	return ret;
}

static int prepare(int argc, char **argv, struct err *err)
{
	struct storm *storm = &torture.storm;
	int i, ret;

	snprintf(torture.command, sizeof(torture.command), "dmarig torture %s", argv[optind]);
	ret = scenario_read(&torture.scenario, argv[optind], err);
	for (i = optind + 1; i < argc && !ret; i++)
		ret = scenario_override(&torture.scenario, argv[i], err);
	if (!ret)
		ret = scenario_settle(&torture.scenario, err);
	if (!ret)
		ret = rig_open(err);
	if (!ret)
		ret = rig_clean(err);
	storm->scenario = &torture.scenario;
	if (!ret)
		ret = get_channels(storm, err);
	if (!ret)
		ret = get_services(storm, err);
	return ret;
}

static int torture_main(int argc, char **argv)
{
	struct err err = { "" };
	int ret, gone, status = options_read(&cmd_torture, &torture, argc, argv);

	if (status != OPTIONS_TAKEN)
		return status;
	if (torture.services)
		return list_services();
	if (optind == argc)
		return bad_usage(&cmd_torture, "which scenario?");
	if (torture.json && torture.ktap)
		return bad_usage(&cmd_torture, "--ktap or --json, not both");
	ret = prepare(argc, argv, &err);
	if (!ret)
		ret = run_storm(&torture.storm, &err);
	gone = simulator_remove();
	if (!ret && gone)
		ret = err_say(&err, gone, "the simulated controller stays: %s", strerror(-gone));
	free(torture.settings);
	if (ret) {
		scenario_free(&torture.scenario);
		return complain(ret, &err);
	}
	stop_die();
	status = !verdict_is_as_expected(&torture.storm) ? EXIT_FAILED :
		 torture.blind ? EXIT_SYSTEM : EXIT_GOOD;
	scenario_free(&torture.scenario);
	return status;
}

static const struct option_row options[] = {
	OPT_TEXT('o', "output", struct torture, output, "DIR", WORDS_DIRECTORIES,
		 "write torture.csv there; else to a dated result directory"),
	OPT_NUMBER(0, "seed", struct torture, storm.seed, "1", 0, ~0ull, "",
		   "what all random choices start from"),
	OPT_FLAG(0, "keep-going", struct torture, storm.keep_going,
		 "count failures instead of stopping at the first"),
	OPT_FLAG(0, "ktap", struct torture, ktap, "the verdict as KTAP, with a plan"),
	OPT_FLAG(0, "json", struct torture, json, "the verdict as JSON"),
	OPT_TEXT(0, "junit", struct torture, junit, "FILE", WORDS_FILES, "JUnit XML as well"),
	OPT_FLAG(0, "services", struct torture, services, "list all services"),
	{ 0 }
};

static const struct argument arguments[] = {
	{ "FILE", WORDS_FILES, "a scenario, see configs/torture" },
	{ "KEY=VALUE", WORDS_KNOBS,
	  "duration=SECONDS, services=, controller=, channels= ... or a knob's values" },
	{ 0 }
};

const struct command cmd_torture = {
	.name		= "torture",
	.summary	= "a scenario: load with everything going on beside it",
	.fn		= torture_main,
	.synopsis	= "FILE [KEY=VALUE]...",
	.arguments	= arguments,
	.options	= options,
};
