// SPDX-License-Identifier: GPL-2.0-only
/*
 * Copyright (C) 2026 The dmarig authors
 *
 * dmarig doctor: what this kernel offers, and what to switch on.
 */
#include <getopt.h>
#include "cmd/cmd.h"
#include "cmd/examinations.h"
#include "cmd/prove.h"
#include "lib/base/json.h"
#include "lib/kernel/machine.h"

static void add_finding(struct json *json, const struct examination *one,
			const struct finding *finding)
{
	json_object(json, NULL);
	json_text(json, "name", one->name);
	json_bool(json, "needed", one->needed);
	json_bool(json, "ok", finding->good);
	json_text(json, "text", finding->text);
	json_close(json);
}

static int examine(struct json *json)
{
	const struct examination *one;
	struct finding finding;
	bool able = true;

	for (one = examinations; one->name; one++) {
		memset(&finding, 0, sizeof(finding));
		one->look(&finding);
		able = able && (finding.good || !one->needed);
		if (json)
			add_finding(json, one, &finding);
		else
			printf("%-10s %-8s %s\n", one->name, finding.good ? "ok" : "missing",
			       finding.text);
	}
	return able ? EXIT_GOOD : EXIT_SYSTEM;
}

static int print_text(void)
{
	int status;

	printf("%s, Linux %s\n", machine_name(), machine_kernel());
	status = examine(NULL);
	puts(status == EXIT_GOOD ? "a run can be made" : "no run can be made");
	return status;
}

static int print_json(void)
{
	struct json json;
	int status;

	json_begin(&json, stdout, "doctor");
	json_text(&json, "machine", machine_name());
	json_text(&json, "kernel", machine_kernel());
	json_array(&json, "findings");
	status = examine(&json);
	json_close(&json);
	json_bool(&json, "able", status == EXIT_GOOD);
	json_end(&json);
	return status;
}

/* struct visit - what the command line says */
struct visit {
	bool prove, json;
};

static int doctor(int argc, char **argv)
{
	struct visit visit = { 0 };
	int status = options_read(&cmd_doctor, &visit, argc, argv);

	if (status != OPTIONS_TAKEN)
		return status;
	if (visit.prove && visit.json)
		return bad_usage(&cmd_doctor, "--prove-oracle prints KTAP, not JSON");
	if (visit.prove)
		return prove_oracle(argc - optind, argv + optind);
	if (optind < argc)
		return bad_usage(&cmd_doctor, "'%s' means nothing here", argv[optind]);
	return visit.json ? print_json() : print_text();
}

static const struct option_row options[] = {
	OPT_FLAG(0, "prove-oracle", struct visit, prove,
		 "misuse the DMA API on a simulated device, in all ways that dma-debug can see,\n"
		 "and show that each is seen; taints the kernel"),
	OPT_FLAG(0, "json", struct visit, json, "JSON instead of lines"),
	{ 0 }
};

static const struct argument arguments[] = {
	{ "MISUSE", WORDS_MISUSES, "with --prove-oracle: only these" },
	{ 0 }
};

const struct command cmd_doctor = {
	.name		= "doctor",
	.summary	= "what this kernel offers, and what to switch on",
	.fn		= doctor,
	.synopsis	= "[MISUSE]...",
	.arguments	= arguments,
	.options	= options,
};
