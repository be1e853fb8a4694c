// SPDX-License-Identifier: GPL-2.0-only
/*
 * Copyright (C) 2026 The dmarig authors
 *
 * dmarig list: channels, drivers, capabilities, limits, and who holds them.
 */
#include <getopt.h>
#include "cmd/cmd.h"
#include "lib/base/csv.h"
#include "lib/rig/channels.h"
#include "lib/rig/rig.h"

static void print_csv(const struct channels *channels)
{
	struct names columns = { 0 };
	const struct channel *chan;
	int i;

	names_split(&columns, "channel,driver,device,holder,capabilities,limits", ',');
	csv_header(stdout, &columns);
	names_free(&columns);
	for (i = 0; i < channels->nr; i++) {
		chan = &channels->at[i];
		csv_line(stdout, (char *const[]){ (char *)chan->name, (char *)chan->driver,
			 (char *)chan->device, (char *)chan->holder, (char *)chan->capabilities,
			 (char *)chan->limits }, 6);
	}
}

static int wider(int width, const char *text)
{
	int len = strlen(text);

	return len > width ? len : width;
}

static void print_table(const struct channels *channels)
{
	const struct channel *chan, *end = channels->at + channels->nr;
	int name = 7, driver = 6, device = 6, holder = 7, caps = 12;

	for (chan = channels->at; chan < end; chan++) {
		name = wider(name, chan->name);
		driver = wider(driver, chan->driver);
		device = wider(device, chan->device);
		holder = wider(holder, chan->holder);
		caps = wider(caps, chan->capabilities);
	}
	printf("%-*s  %-*s  %-*s  %-*s  %-*s  %s\n", name, "channel", driver, "driver", device,
	       "device", holder, "held by", caps, "capabilities", "limits");
	for (chan = channels->at; chan < end; chan++)
		printf("%-*s  %-*s  %-*s  %-*s  %-*s  %s\n", name, chan->name, driver, chan->driver,
		       device, chan->device, holder, *chan->holder ? chan->holder : "-", caps,
		       *chan->capabilities ? chan->capabilities : "?",
		       *chan->limits ? chan->limits : "?");
}

static void print_json(const struct channels *channels)
{
	struct json json;
	int i;

	json_begin(&json, stdout, "list");
	json_array(&json, "channels");
	for (i = 0; i < channels->nr; i++) {
		json_object(&json, NULL);
		channel_members(&channels->at[i], &json);
		json_close(&json);
	}
	json_end(&json);
}

/* struct list - what the command line says */
struct list {
	bool csv, json;
};

static int list(int argc, char **argv)
{
	struct list list = { 0 };
	struct channels channels;
	struct err err = { "" };
	int ret, status = options_read(&cmd_list, &list, argc, argv);

	if (status != OPTIONS_TAKEN)
		return status;
	if (optind < argc)
		return bad_usage(&cmd_list, "'%s' means nothing here", argv[optind]);
	if (list.csv && list.json)
		return bad_usage(&cmd_list, "--csv or --json, not both");
	ret = rig_open(&err);
	if (ret)
		return complain(ret, &err);
	channels_read(&channels);
	if (list.json)
		print_json(&channels);
	else if (list.csv)
		print_csv(&channels);
	else if (channels.nr)
		print_table(&channels);
	else
		fputs("dmarig: this kernel has no DMA channel, see 'dmarig doctor'\n", stderr);
	channels_free(&channels);
	return EXIT_GOOD;
}

static const struct option_row options[] = {
	OPT_FLAG(0, "csv", struct list, csv, "rows for programs instead of a table"),
	OPT_FLAG(0, "json", struct list, json, "JSON instead of a table"),
	{ 0 }
};

const struct command cmd_list = {
	.name		= "list",
	.summary	= "channels, drivers, capabilities, limits, who holds them",
	.fn		= list,
	.synopsis	= "",
	.options	= options,
};
