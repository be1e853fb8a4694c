// SPDX-License-Identifier: GPL-2.0-only
/*
 * Copyright (C) 2026 The dmarig authors
 *
 * A sequence as a module of C, with calls of dmaengine alone: what a maintainer of a driver wants
 * to see. What a sequence does not need is left out of it.
 */
#include <stdbool.h>
#include "explore/words.h"

#define CODE_LEN	512
#define CROWD		32	/* transfers that no call names */

static const char head[] =
	"#include <linux/delay.h>\n"
	"#include <linux/dma-mapping.h>\n"
	"#include <linux/dmaengine.h>\n";

static const char globals[] =
	"#define AT(nr, i)\t(((nr) * 5 + (i)) * 2048 + 256)\n"
	"#define SRC(nr)\t\t(dma + AT(nr, 0))\n"
	"#define DST(nr)\t\t(dma + AT(nr, 3))\n"
	"static struct dma_chan *chan;\n"
	"static dma_addr_t dma;\n"
	"static void *memory;\n";

/* struct helper - what a module has if a call has a word in it: before its callback, or behind */
struct helper {
	const char *word;
	bool behind;
	const char *code;
};

static const struct helper helpers[] = {
	{ "SRCS(", false,
	  "#define SRCS(nr, off)\t((dma_addr_t[]){ SRC(nr) + (off), SRC(nr) + 2048 + (off), \\\n"
	  "\t\t\t SRC(nr) + 4096 + (off) })\n" },
	{ "PQ(", false,
	  "#define PQ(nr, off)\t((dma_addr_t[]){ DST(nr) + (off), \\\n"
	  "\t\t\t DST(nr) + 2048 + (off) })\n" },
	{ "BAD", false,
	  "#define BAD\t((dma_get_mask(chan->device->dev) & PAGE_MASK) - PAGE_SIZE)\n" },
	{ "&flags", false, "static enum sum_check_flags flags;\n" },
	{ "&state", false, "static struct dma_tx_state state;\n" },
	{ "reuse", false, "static struct dma_async_tx_descriptor *reused;\n" },
	{ "reusable(", true,
	  "static struct dma_async_tx_descriptor *\n"
	  "reusable(struct dma_async_tx_descriptor *tx)\n{\n"
	  "\tdmaengine_desc_set_reuse(tx);\n\treused = tx;\n\treturn tx;\n}\n\n" },
	{ "list(", true,
	  "static struct scatterlist *list(int nr, int len, int off)\n{\n"
	  "\tstatic struct scatterlist sg[3];\n"
	  "\tint i, n[] = { len / 4, len / 2 - len / 4, len - len / 2 };\n\n"
	  "\tsg_init_table(sg, 3);\n\tfor (i = 0; i < 3; i++) {\n"
	  "\t\tsg_dma_address(&sg[i]) = DST(nr) + off + i * (len / 4) + (i == 2 ? 64 : 0);\n"
	  "\t\tsg_dma_len(&sg[i]) = n[i];\n\t}\n\treturn sg;\n}\n\n" },
	{ "chunks(", true,
	  "static struct dma_interleaved_template *chunks(int nr, int len, int off)\n{\n"
	  "\tstatic u8 room[sizeof(struct dma_interleaved_template) +\n"
	  "\t\t       2 * sizeof(struct data_chunk)] __aligned(8);\n"
	  "\tstruct dma_interleaved_template *t = (void *)room;\n\n"
	  "\tt->src_start = SRC(nr) + off;\n\tt->dst_start = DST(nr) + off;\n"
	  "\tt->src_inc = t->dst_inc = t->dst_sgl = true;\n"
	  "\tt->dir = DMA_MEM_TO_MEM;\n"
	  "\tt->numf = 1;\n\tt->frame_size = 2;\n\tt->sgl[0].size = t->sgl[1].size = len / 2;\n"
	  "\tt->sgl[0].dst_icg = 64;\n\treturn t;\n}\n\n" },
	{ "more(", true,
	  "static void more(int i)\n{\n"
	  "\tsubmit(ARRAY_SIZE(cookie) - 1 - i,\n"
	  "\t       dmaengine_prep_dma_memcpy(chan, DST(0), SRC(0), 64,\n"
	  "\t\t\t\t\t DMA_PREP_INTERRUPT | DMA_CTRL_ACK));\n}\n\n" },
	{ "configure(", true,
	  "static void configure(int nr)\n{\n"
	  "\tdmaengine_slave_config(chan, &(struct dma_slave_config){\n"
	  "\t\t.direction = DMA_DEV_TO_MEM, .src_addr = dma + 64 * nr, .src_addr_width = 4,\n"
	  "\t\t.src_maxburst = 1 });\n}\n\n" },
	{ "with_width(", true,
	  "static void *with_width(struct dma_chan *chan)\n{\n"
	  "\tdmaengine_slave_config(chan, &(struct dma_slave_config){\n"
	  "\t\t.direction = DMA_DEV_TO_MEM, .src_addr = dma, .src_addr_width = 3,\n"
	  "\t\t.src_maxburst = 1 });\n"
	  "\treturn dmaengine_prep_slave_single(chan, DST(0), 192, DMA_DEV_TO_MEM, 0);\n}\n\n" },
	{ "with_burst(", true,
	  "static void *with_burst(struct dma_chan *chan)\n{\n\tstruct dma_slave_caps caps;\n\n"
	  "\tdma_get_slave_caps(chan, &caps);\n"
	  "\tdmaengine_slave_config(chan, &(struct dma_slave_config){\n"
	  "\t\t.direction = DMA_DEV_TO_MEM, .src_addr = dma, .src_addr_width = 4,\n"
	  "\t\t.src_maxburst = caps.max_burst + 1 });\n"
	  "\treturn dmaengine_prep_slave_single(chan, DST(0), 256, DMA_DEV_TO_MEM, 0);\n}\n\n" },
};

/* The register is memory, before all transfers. */
static const char config[] =
	"\tdmaengine_slave_config(chan, &(struct dma_slave_config){ .direction = %s,\n"
	"\t\t.src_addr = dma, .src_addr_width = 4, .src_maxburst = 1,\n"
	"\t\t.dst_addr = dma, .dst_addr_width = 4, .dst_maxburst = 1 });\n";

static const char prototype[] =
	"static void submit(long nr, struct dma_async_tx_descriptor *tx)";

static const char submit[] =
	"\n{\n"
	"\tif (WARN_ON(!tx))\n\t\treturn;\n"
	"\tmemset(memory + AT(nr, 0), 0x5a, 3 * 2048);\n"
	"\ttx->callback = tx->flags & DMA_PREP_INTERRUPT ? called : NULL;\n"
	"\ttx->callback_param = (void *)nr;\n"
	"\tcookie[nr] = dmaengine_submit(tx);\n}\n\n";

static const char wait[] =
	"static void wait(int nr)\n{\n\tint ms = 1000;\n\n"
	"\twhile (ms-- && dmaengine_tx_status(chan, cookie[nr], NULL) != DMA_COMPLETE)\n"
	"\t\tmsleep(1);\n"
	"\tmsleep(1);\n"
	"\tpr_info(\"transfer %d: %s\\n\", nr, ms < 0 ? \"timeout\" : \"complete\");\n}\n\n";

static const char find[] =
	"static bool is_it(struct dma_chan *c, void *name)\n{\n"
	"\treturn !strcmp(dma_chan_name(c), name);\n}\n\n";

static const char begin[] =
	"\tdma_cap_zero(any);\n"
	"\tchan = dma_request_channel(any, is_it, NAME);\n"
	"\tif (!chan)\n\t\treturn -ENODEV;\n"
	"\tmemory = dma_alloc_coherent(chan->device->dev, AT(%u, 0), &dma, GFP_KERNEL);\n";

/* Sources are full of 0x5a, destinations were 0. */
static const char end[] =
	"\tmsleep(20);\n"
	"\tdmaengine_terminate_sync(chan);\n"
	"\tfor (i = 0; i < %u; i++)\n"
	"\t\tpr_info(\"destination %%d: %%*ph\\n\", i, 16, memory + AT(i, 3));\n"
	"\tdma_free_coherent(chan->device->dev, AT(%u, 0), memory, dma);\n"
	"\tdma_release_channel(chan);\n\treturn -EAGAIN;\t/* no need to unload it */\n}\n"
	"module_init(shown);\nMODULE_LICENSE(\"GPL\");\n";

static bool has_trait(const struct sequence *s, u32 trait)
{
	u32 i;

	for (i = 0; i < s->nr; i++)
		if (call_row(&s->at[i])->traits & trait)
			return true;
	return false;
}

static bool has_word(const struct sequence *s, const char *word)
{
	u32 i;

	for (i = 0; i < s->nr; i++)
		if (strstr(call_row(&s->at[i])->code, word))
			return true;
	return false;
}

static void write_helpers(const struct sequence *s, bool behind, FILE *file)
{
	size_t i;

	for (i = 0; i < ARRAY_SIZE(helpers); i++)
		if (helpers[i].behind == behind && has_word(s, helpers[i].word))
			fputs(helpers[i].code, file);
}

static bool submits(const struct sequence *s)
{
	return has_trait(s, CALL_MAKES) || sequence_has(s, DMARIG_CALL_many) ||
	       sequence_has(s, DMARIG_CALL_again);
}

/* A callback may submit, and submit() names the callback. */
static bool callback_submits(const struct sequence *s)
{
	u32 i;

	for (i = 0; i < s->nr; i++)
		if (s->at[i].place == DMARIG_PLACE_callback && call_makes(&s->at[i]))
			return true;
	return false;
}

static u32 count_transfers(const struct sequence *s)
{
	u32 i, nr = 1;

	for (i = 0; i < s->nr; i++)
		if (call_makes(&s->at[i]) && s->at[i].n[0] >= nr)
			nr = s->at[i].n[0] + 1;
	return nr;
}

static void write_call(const struct call *call, const char *indent, FILE *file)
{
	char text[CODE_LEN];

	call_expand(call, call_row(call)->code, text, sizeof(text));
	fprintf(file, "%s%s\n", indent, text);
}

/* A callback makes the calls that are left to it. */
static void write_callback(const struct sequence *s, FILE *file)
{
	u32 i;

	fputs("static void called(void *nr)\n{\n"
	      "\tpr_info(\"transfer %ld calls back\\n\", (long)nr);\n", file);
	for (i = 0; i < s->nr; i++) {
		if (s->at[i].place != DMARIG_PLACE_callback)
			continue;
		fprintf(file, "\tif ((long)nr == %u)\n", s->at[i].of);
		write_call(&s->at[i], "\t\t", file);
	}
	fputs("}\n\n", file);
}

/* What is made in a hard interrupt, or in another thread meanwhile, has a function of its own. */
static void write_interrupts(const struct sequence *s, FILE *file)
{
	bool beside;
	u32 i;

	for (i = 0; i < s->nr; i++) {
		beside = s->at[i].place == DMARIG_PLACE_beside;
		if (!beside && s->at[i].place != DMARIG_PLACE_hardirq)
			continue;
		fprintf(file, "static void call%u(struct %s *work)\n{\n", i + 1,
			beside ? "work_struct" : "irq_work");
		write_call(&s->at[i], "\t", file);
		fprintf(file, "}\nstatic %s(work%u, call%u);\n\n",
			beside ? "DECLARE_WORK" : "DEFINE_IRQ_WORK", i + 1, i + 1);
	}
}

static void write_place(const struct call *call, u32 nr, FILE *file)
{
	switch (call->place) {
	case DMARIG_PLACE_callback:
		break;
	case DMARIG_PLACE_beside:
		fprintf(file, "\tschedule_work(&work%u);\n", nr);
		break;
	case DMARIG_PLACE_hardirq:
		fprintf(file, "\tirq_work_queue(&work%u);\n\tirq_work_sync(&work%u);\n", nr, nr);
		break;
	case DMARIG_PLACE_locked:
		fputs("\tlocal_irq_disable();\n", file);
		write_call(call, "\t", file);
		fputs("\tlocal_irq_enable();\n", file);
		break;
	case DMARIG_PLACE_softirq:
		fputs("\tlocal_bh_disable();\n", file);
		write_call(call, "\t", file);
		fputs("\tlocal_bh_enable();\n", file);
		break;
	default:
		write_call(call, "\t", file);
	}
}

static bool has_place(const struct sequence *s, u32 place)
{
	u32 i;

	for (i = 0; i < s->nr; i++)
		if (s->at[i].place == place)
			return true;
	return false;
}

static void write_head(const struct code *code, FILE *file)
{
	u32 nr = count_transfers(code->sequence);

	if (sequence_has(code->sequence, DMARIG_CALL_many))
		nr += CROWD;
	fprintf(file, "// %s: GPL-2.0-only\n", "SPDX-License-Identifier");
	fprintf(file, "// %s, kernel %s: %s\n// Seen: %s\n", code->driver, code->kernel,
		code->says, code->text);
	fputs(head, file);
	if (has_place(code->sequence, DMARIG_PLACE_hardirq))
		fputs("#include <linux/irq_work.h>\n", file);
	fputs("#include <linux/module.h>\n", file);
	if (has_place(code->sequence, DMARIG_PLACE_beside))
		fputs("#include <linux/workqueue.h>\n", file);
	putc('\n', file);
	fprintf(file, "#define NAME\t\"%s\"\n", code->channel);
	fputs(globals, file);
	if (submits(code->sequence))
		fprintf(file, "static dma_cookie_t cookie[%u];\n", nr);
	write_helpers(code->sequence, false, file);
	putc('\n', file);
}

static void write_functions(const struct sequence *s, FILE *file)
{
	if (callback_submits(s))
		fprintf(file, "%s;\n\n", prototype);
	if (submits(s))
		write_callback(s, file);
	if (submits(s))
		fprintf(file, "%s%s", prototype, submit);
	write_helpers(s, true, file);
	if (sequence_has(s, DMARIG_CALL_wait))
		fputs(wait, file);
	write_interrupts(s, file);
	fputs(find, file);
}

static void write_body(const struct code *code, FILE *file)
{
	const struct sequence *s = code->sequence;
	u32 i, nr = count_transfers(s);

	fputs("static int __init shown(void)\n{\n\tdma_cap_mask_t any;\n\tint i;\n", file);
	if (sequence_has(s, DMARIG_CALL_repeat))
		fputs("\tint round = 0;\n", file);
	putc('\n', file);
	fprintf(file, begin, nr);
	if (has_trait(s, CALL_SLAVE))
		fprintf(file, config, sequence_has(s, DMARIG_CALL_send) ? "DMA_MEM_TO_DEV" :
								     "DMA_DEV_TO_MEM");
	if (sequence_has(s, DMARIG_CALL_repeat))
		fputs("again:\n", file);
	for (i = 0; i < s->nr; i++) {
		write_place(&s->at[i], i + 1, file);
		if (i && s->at[i - 1].place == DMARIG_PLACE_beside)
			fprintf(file, "\tflush_work(&work%u);\n", i);
	}
	if (s->at[s->nr - 1].place == DMARIG_PLACE_beside)
		fprintf(file, "\tflush_work(&work%u);\n", s->nr);
	fprintf(file, end, nr, nr);
}

void code_write(const struct code *code, FILE *file)
{
	write_head(code, file);
	write_functions(code->sequence, file);
	write_body(code, file);
}
