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
#include "lib/base/csv.h"
#include "lib/base/quote.h"
#include "lib/base/stop.h"
#include "lib/base/xmalloc.h"
#include "lib/check/oracle.h"
#include "lib/conf/values.h"
#include "lib/kernel/machine.h"
#include "lib/result/outdir.h"
#include "lib/rig/simulator.h"
#include "torture/storm_run.h"

/* struct torture - what the command line says, and what is open */
struct torture {
	const char *output;
	bool services;
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

static bool is_as_expected(const struct storm *storm)
{
	const char *expect = storm->scenario->text[TEXT_expect];

	if (!strcmp(expect, "pass"))
		return !storm->failures;
	return storm->failures && strstr(storm->sentence, expect + strlen("fail:"));
}

static void list_acts(const struct storm *storm, char *text, size_t len)
{
	size_t at = 0;
	int i;

	*text = '\0';
	for (i = 0; i < storm->nr_stresses && at < len; i++)
		at += snprintf(text + at, len - at, "%s%s %d", i ? ", " : "",
			       storm->stresses[i].service->name, storm->stresses[i].acts);
}

static void write_row(const struct storm *storm, const struct row *oracle)
{
	FILE *file = outdir_file(&torture.out, "torture.csv");
	const struct scenario *scenario = storm->scenario;
	char number[12][32], acts[512];
	struct names columns = { 0 };

	if (!file)
		return;
	names_split(&columns,
		    "scenario,expect,verdict,kernel,machine,driver,seconds,transfers,bytes,verified,points,refused,tolerated,failures,sentence,fairness,gap_ms,services,seed,dma_debug,dma_debug_errors,kernel_log",
		    ',');
	csv_header(file, &columns);
	snprintf(number[0], 32, "%.1f", storm->ms / 1000.0);
	snprintf(number[1], 32, "%llu", STORM_SUM(storm, transfers));
	snprintf(number[2], 32, "%llu", STORM_SUM(storm, bytes));
	snprintf(number[3], 32, "%llu", STORM_SUM(storm, verified));
	snprintf(number[4], 32, "%d", STORM_COUNT(storm, points));
	snprintf(number[5], 32, "%d", STORM_COUNT(storm, refused));
	snprintf(number[6], 32, "%d", STORM_COUNT(storm, tolerated));
	snprintf(number[7], 32, "%d", storm->failures);
	snprintf(number[8], 32, "%.3f", storm_fairness(storm));
	snprintf(number[9], 32, "%d", storm_gap_ms(storm));
	snprintf(number[10], 32, "%llu", storm->seed);
	list_acts(storm, acts, sizeof(acts));
	csv_line(file, (char *const[]){ (char *)scenario->conf.name, scenario->text[TEXT_expect],
		 is_as_expected(storm) ? "as expected" : "not as expected",
		 (char *)machine_kernel(),
		 (char *)machine_name(), (char *)storm->loads[0].channel.driver, number[0],
		 number[1], number[2], number[3], number[4], number[5], number[6], number[7],
		 (char *)storm->sentence, number[8], number[9], acts, number[10],
		 (char *)row_get(oracle, "dma_debug"), (char *)row_get(oracle, "dma_debug_errors"),
		 (char *)row_get(oracle, "kernel_log") }, columns.nr);
	names_free(&columns);
	fclose(file);
}

static void print_verdict(const struct storm *storm)
{
	char acts[512];

	list_acts(storm, acts, sizeof(acts));
	printf("%s %s on %d of %s: %.0f s, %llu transfers, %llu MB, %llu verified, %d points, ",
	       is_as_expected(storm) ? "ok" : "not ok", storm->scenario->conf.name, storm->nr_loads,
	       storm->loads[0].channel.driver, storm->ms / 1000.0, STORM_SUM(storm, transfers),
	       STORM_SUM(storm, bytes) >> 20, STORM_SUM(storm, verified),
	       STORM_COUNT(storm, points));
	printf("%d refused, %d tolerated, %d failures; fairness %.2f, longest gap %d ms%s%s\n",
	       STORM_COUNT(storm, refused), STORM_COUNT(storm, tolerated), storm->failures,
	       storm_fairness(storm), storm_gap_ms(storm), *acts ? "; " : "", acts);
	if (storm->failures) {
		fputs("# ", stdout);
		quote_line(stdout, storm->sentence);
		putchar('\n');
	}
	if (!is_as_expected(storm))
		printf("# expected: %s; again: dmarig torture FILE --seed %llu\n",
		       storm->scenario->text[TEXT_expect], storm->seed);
}

/* Even a good verdict is printed with a warning if the oracle could not watch to the end. */
static void print_blind(const struct row *oracle)
{
	if (!torture.blind)
		return;
	fputs("# ", stdout);
	quote_line(stdout, row_get(oracle, "error"));
	putchar('\n');
}

/* Nothing moved at all is no pass. */
static void judge(struct storm *storm, const struct row *oracle)
{
	if (!strcmp(row_get(oracle, "status"), "failed"))
		storm_fail(storm, "%s", row_get(oracle, "error"));
	if (!STORM_SUM(storm, transfers) && !storm->failures)
		storm_fail(storm, "nothing was transferred");
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
		write_row(storm, &row);
		print_verdict(storm);
		print_blind(&row);
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
	status = !is_as_expected(&torture.storm) ? EXIT_FAILED :
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
