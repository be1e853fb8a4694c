// SPDX-License-Identifier: GPL-2.0-only
/*
 * Copyright (C) 2026 The dmarig authors
 *
 * Writes what Documentation/ABI has, in the form of the kernel's own, from the tables that the
 * modules make their files from. A file with no row in such a table has its entry here; abi.sh
 * compares these with the sources, so that none is forgotten.
 *
 *   abi dmarig | dmarig_sim	the entries of that subsystem
 *   abi names			files of the entries that are here, with what can be done with them
 */
#include <stdlib.h>
#include "common/params.h"
#include "sim/numbers.h"

#define U32_MAX	0xffffffffu
#define U64_MAX	(~0ULL)

/* Text is indented by two tabs, as in the kernel's Documentation/ABI. */
#define INDENT	16
#define WIDTH	80

/* struct entry - a file that no table has */
struct entry {
	const char *function;	/* the prefix of its functions in the module */
	const char *name;
	const char *mode;	/* RO, WO or RW */
	const char *help;
};

static const struct entry root_entries[] = {
	{ "root_", "version", "RO",
	  "\"dmarig N\": the number of the contract. A tool that was built with another\n"
	  "number refuses the module." },
	{ "root_", "knobs", "RO",
	  "The knobs, a line each: name, type, default, range or words, unit and help,\n"
	  "separated by tabs. The tool compares the lines with its own." },
	{ "root_", "words", "RO",
	  "What each knob takes that takes a word: knob, word and help, separated by tabs." },
	{ "root_", "channels", "RO",
	  "Channels that are free or held by a run, a line each: name, driver, device, free\n"
	  "or who holds it, capabilities, limits and the world around the device, separated\n"
	  "by tabs." },
	{ "root_", "ops", "RO", "The ops, a line each: name and help, separated by a tab." },
	{ "root_", "mappings", "RO",
	  "The mappings, a line each: name and help, separated by a tab." },
	{ "root_", "peers", "RO",
	  "The peers of a slave op, a line each: name and help, separated by a tab." },
	{ "root_", "completions", "RO",
	  "The completions, a line each: name and help, separated by a tab." },
	{ "root_", "worlds", "RO",
	  "The words of the knob world, a line each: name and help, separated by a tab." },
	{ "root_", "misuses", "RO",
	  "The misuses of the DMA API that a run's file misuse commits: name, what the kernel\n"
	  "must say, separated by |, and help, separated by tabs." },
	{ "root_", "rules", "RO",
	  "The rules that a run's file check asks: id, section of the kernel's documentation,\n"
	  "and the sentence, separated by tabs." },
	{ "root_", "races", "RO",
	  "The second actors of a run's file race: name, where the call is made (hardirq or\n"
	  "task), which call it is, and the rules it may break, by comma. Divided by tabs." },
	{ "root_", "calls", "RO",
	  "The calls that sequences of a run's file explore are made of: name, what it does in\n"
	  "words and in C, separated by tabs. $1, $2 and $3 are its numbers." },
	{ NULL }
};

static const struct entry run_entries[] = {
	{ "run_", "live", "RW",
	  "Write 1 to start the run, 0 to end it before its time and wait until it has ended.\n"
	  "Writing 1 returns set-up errors only, and error has the sentence: EBUSY when the\n"
	  "run is live or a channel is held, ENODEV when there is no such channel, EINVAL\n"
	  "when knobs contradict each other. While it reads 1, knobs cannot be written\n"
	  "(EBUSY) and the directory cannot be removed." },
	{ "run_", "status", "RO",
	  "idle, preparing, warming, measuring, draining, done or failed." },
	{ "run_", "error", "RO",
	  "One sentence: why the last value was refused, or the first thing that went wrong\n"
	  "in the run. Empty if nothing did." },
	{ "run_", "progress", "RO",
	  "\"run=N state=WORD elapsed_ms=N duration_ms=N done=N\": number of the run since\n"
	  "the module was loaded, time gone by in the measuring window and its length,\n"
	  "transfers that ended in it." },
	{ "run_", "meter", "RO",
	  "\"run=N state=WORD ns=N transfers=N bytes=N errors=N p99_ns=N\": what a live run\n"
	  "has done since the file was last read, in so many ns, and the 99th percentile of\n"
	  "the phase total; 0 where nothing ended. It is for one reader who watches the run:\n"
	  "counters go on while they are read, and results are not made of it." },
	{ "run_", "wait", "RO",
	  "Reading blocks until the run is not live, and then gives its status. A signal\n"
	  "interrupts it." },
	{ "run_", "user_memory", "WO",
	  "\"ADDRESS BYTES\" of the writing process, both multiples of a page: pinned, for\n"
	  "mapping=user. Held until the directory is removed or other memory is written." },
	{ "run_", "dmabuf", "WO",
	  "The number of a file descriptor of the writing process: its dma_buf is added to\n"
	  "those that mapping=dmabuf takes its buffers from. none: lets go of all. Held until\n"
	  "then, or until the directory is removed." },
	{ "run_", "check", "WO",
	  "The id of a rule: asks the channel of the knob channel. Returns when the answer is\n"
	  "there; verdict has it. EINVAL: there is no such rule; EBUSY: the run is live." },
	{ "run_", "verdict", "RO",
	  "pass, fail, skip or broken, a tab, and the sentence that says why." },
	{ "run_", "race", "WO",
	  "\"NAME NS\": on the channel of the knob channel some transfers are submitted and\n"
	  "issued, and the call of that race is made NS ns after their beginning; \"NAME NS+\":\n"
	  "behind all else that is due at that instant; \"NAME alone\": not at all. Returns when\n"
	  "it is over; raced has what came of it. EINVAL: the order is none; EBUSY: the run is\n"
	  "live." },
	{ "run_", "raced", "RO",
	  "pass, fail, skip or broken; the rule that is broken; the sentence; without the call,\n"
	  "the ns until the last callback was over; the step of the clock in ns; 1 if the clock\n"
	  "stands while code runs; and what tells this outcome from others. All separated by\n"
	  "tabs." },
	{ "run_", "explore", "WO",
	  "\"draw FIRST COUNT MOST\": draws sequences of at most MOST calls, from number FIRST on,\n"
	  "and makes them on the channel of the knob channel, until COUNT were made or one\n"
	  "fails. \"try CALL...\": makes that sequence. \"show FIRST COUNT MOST\": makes none, and\n"
	  "gives number FIRST. \"avoid CALL...\": none is drawn any more that has these calls.\n"
	  "Returns when it is over; explored has what came of it. EINVAL: the order is none, or\n"
	  "the sequence not legal; EBUSY: the run is live." },
	{ "run_", "explored", "RO",
	  "pass, fail or broken; the rule that is broken; the sentence; the number of the\n"
	  "sequence; how many sequences and calls were made; and the sequence that failed. All\n"
	  "separated by tabs." },
	{ "run_", "misuse", "WO",
	  "The name of a misuse: commits it on the device of the knob channel. For dmarig\n"
	  "doctor --prove-oracle, on a kernel with dma-debug." },
	{ NULL }
};

static const struct entry result_entries[] = {
	{ "result_", "summary", "RO",
	  "\"name value\" lines: what was observed, what was counted, and the quantiles of\n"
	  "every phase, in ns. The names are columns of sweep.csv, see dmarig-csv(5). EBUSY\n"
	  "while the run is live." },
	{ "result_", "hist", "RO",
	  "\"phase lower_ns upper_ns count\" lines: every bucket of the histograms that\n"
	  "counted a transfer. EBUSY while the run is live." },
	{ NULL }
};

static const struct entry sim_root_entries[] = {
	{ "sim_root_", "quirks", "RO",
	  "The quirks, a line each: name, what it does, the group of those that exclude each\n"
	  "other or -, and the drivers that have it. Divided by tabs." },
	{ "sim_root_", "faults", "RO",
	  "The faults, a line each: name, what it does, and the rule that is meant to catch\n"
	  "it or -, separated by tabs." },
	{ NULL }
};

static const struct entry sim_entries[] = {
	{ "sim_dir_", "live", "RW",
	  "Write 1 to register the controller with dmaengine, 0 to remove it. The channels\n"
	  "are there, or gone, when the write returns. What may not change meanwhile cannot\n"
	  "be written (EBUSY), and the directory cannot be removed." },
	{ "sim_dir_", "channel_names", "RO",
	  "What dmaengine calls the channels, a line each; empty while the controller is not\n"
	  "live." },
	{ "sim_dir_", "caps", "RW",
	  "What the channels can do, by comma; all there is at first. A word that is no\n"
	  "capability is refused (EINVAL). Not while live." },
	{ "sim_dir_", "engine", "RW",
	  "copy: moves the bytes, in the time that latency_ns and bandwidth_mbps say. null:\n"
	  "moves none and completes at once, which leaves the cost of the client alone. Not\n"
	  "while live." },
	{ "sim_dir_", "of_node", "RW",
	  "Path of the device tree's node that is to be the controller's, so that it stands\n"
	  "where the node does, such as behind an IOMMU. Empty: none. Not while live." },
	{ "sim_dir_", "quirks", "RW",
	  "The peculiarities that the contract allows: names of the file quirks by comma, or\n"
	  "none, as at first. EINVAL for another name, with the list in the kernel's log; EBUSY\n"
	  "while live." },
	{ "sim_dir_", "fault", "RW",
	  "The deliberate defect: one of those that the file faults lists, none at first.\n"
	  "Writing it starts its sequence over and sets fault_count and passed_over to 0. One\n"
	  "that breaks what is registered cannot be chosen while live (EBUSY)." },
	{ "sim_dir_", "fault_count", "RO", "How often the fault has really been committed." },
	{ "sim_dir_", "passed_over", "RO",
	  "How many transfers and calls were left out of the sequence, as fault_near asks." },
	{ "sim_dir_", "transfers", "RO",
	  "Descriptors that were prepared, and periods of cyclic ones, since the directory\n"
	  "was made." },
	{ NULL }
};

static const struct entry *const tables[] = {
	root_entries, run_entries, result_entries, sim_root_entries, sim_entries,
};

/* Writes text in indented lines of WIDTH; a line break of the text itself counts as a blank. */
static void print_text(const char *text)
{
	static const char blanks[] = { ' ', '\n', 0 };
	const char *word = text;
	int at = 0, len;

	for (; *word; word += strspn(word, blanks)) {
		len = (int)strcspn(word, blanks);
		if (!at || at + 1 + len > WIDTH)
			at = INDENT + printf("%s\t\t%.*s", at ? "\n" : "", len, word);
		else
			at += printf(" %.*s", len, word);
		word += len;
	}
	putchar('\n');
}

static void print_head(const char *dir, const char *name)
{
	printf("What:\t\t/sys/kernel/config/%s/%s\n"
	       "Date:\t\tNovember 2026\n"
	       "KernelVersion:\t6.1\n"
	       "Contact:\tThe dmarig authors\n"
	       "Description:\n", dir, name);
}

static void print_entries(const char *dir, const struct entry *entry)
{
	char text[1024];

	for (; entry->name; entry++) {
		print_head(dir, entry->name);
		snprintf(text, sizeof(text), "(%s) %s", entry->mode, entry->help);
		print_text(text);
		putchar('\n');
	}
}

static void print_directory(const char *dir, const char *name, const char *help)
{
	print_head(dir, name);
	print_text(help);
	putchar('\n');
}

static void print_words(const struct word *word)
{
	puts("\n\t\t===================  ======================================");
	for (; word->name; word++)
		printf("\t\t%-20s %s\n", word->name, word->help);
	puts("\t\t===================  ======================================");
}

static void print_knob(const struct knob *knob)
{
	char text[1024];

	print_head("dmarig/<run>", knob->name);
	snprintf(text, sizeof(text), "(RW) The knob %s: %s. Default: %s. EBUSY while the run\n"
		 "is live.",
		 knob->name, knob->help, knob->initial);
	print_text(text);
	if (knob->words) {
		print_words(knob->words);
	} else if (knob->type != KNOB_TEXT) {
		putchar('\n');
		snprintf(text, sizeof(text), "From %llu to %llu%s%s, else ERANGE.", knob->min,
			 knob->max, *knob->unit ? " " : "", knob->unit);
		print_text(text);
	}
	putchar('\n');
}

static void print_dmarig(void)
{
	int i;

	print_entries("dmarig", root_entries);
	print_directory("dmarig", "<run>",
			"mkdir makes a run, which is idle; rmdir removes one that is not\n"
			"live. A run executes one point: a setting of all knobs, each of\n"
			"which is a file here.");
	print_entries("dmarig/<run>", run_entries);
	print_entries("dmarig/<run>/result", result_entries);
	for (i = 0; i < dmarig_nr_knobs; i++)
		print_knob(&dmarig_knobs[i]);
}

static void print_number(const char *name, u64 initial, u64 min, u64 max, bool any_time,
			 const char *help)
{
	char text[1024];

	print_head("dmarig_sim/<controller>", name);
	snprintf(text, sizeof(text), "(RW) %s. Default: %llu. From %llu to %llu, else ERANGE. %s",
		 help, initial, min, max,
		 any_time ? "May be written at any time." : "Not while live (EBUSY).");
	print_text(text);
	putchar('\n');
}

static void print_sim(void)
{
	print_entries("dmarig_sim", sim_root_entries);
	print_directory("dmarig_sim", "<controller>",
			"mkdir makes a controller, which is not live; rmdir removes one that\n"
			"is not. It is a platform device of the driver dmarig_sim.");
	print_entries("dmarig_sim/<controller>", sim_entries);
#define NUMBER(name, type, dflt, min, max, when, help) \
	print_number(#name, dflt, min, max, when, help);
	SIM_NUMBERS(NUMBER)
#undef NUMBER
}

static void print_names(void)
{
	const struct entry *entry;
	size_t i;

	for (i = 0; i < ARRAY_SIZE(tables); i++)
		for (entry = tables[i]; entry->name; entry++)
			printf("%s%s %s\n", entry->function, entry->name, entry->mode);
}

int main(int argc, char **argv)
{
	if (argc == 2 && !strcmp(argv[1], "dmarig"))
		print_dmarig();
	else if (argc == 2 && !strcmp(argv[1], "dmarig_sim"))
		print_sim();
	else if (argc == 2 && !strcmp(argv[1], "names"))
		print_names();
	else
		return 2;
	return fflush(stdout) || ferror(stdout);
}
