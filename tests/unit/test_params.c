// SPDX-License-Identifier: GPL-2.0-only
/*
 * Copyright (C) 2026 The dmarig authors
 *
 * Constraints between knobs: each refuses the settings it must and no others, and names both
 * knobs.
 */
#include "common/memory.h"
#include "common/params.h"
#include "common/world.h"
#include "unit.h"

/* One more than a peripheral_config may have */
#define BYTES_5		"0000000000"
#define BYTES_65	BYTES_5 BYTES_5 BYTES_5 BYTES_5 BYTES_5 BYTES_5 BYTES_5 BYTES_5 BYTES_5 \
			BYTES_5 BYTES_5 BYTES_5 BYTES_5

/* Settings by space, then the parts the sentence must have; none: it is legal. */
static const struct { const char *knobs, *first, *second; } cases[] = {
	{ "batch=4 depth=3", "batch=4", "depth=4" },
	{ "batch=4 depth=4", NULL, NULL },
	{ "irq_every=4 depth=3", "irq_every=4", "depth=4" },
	{ "irq_every=4 depth=4", NULL, NULL },
	{ "irq_every=2 depth=2 completion=fence", "irq_every=2", "completion=irq" },
	{ "irq_every=2 depth=2 reuse=1 mapping=coherent", "irq_every=2", "reuse=1" },
	{ "irq_every=2 depth=2 op=none verify=0", "irq_every=2", "no descriptors" },
	{ "irq_every=2 depth=2 op=interrupt verify=0", "irq_every=2", "op=interrupt" },
	{ "rate=5 op=cyclic peer=memory flow=mem_to_dev size=4k period=1k", "rate=5", "op=cyclic" },
	{ "rate=5 op=cpu", NULL, NULL },
	{ "duration_ms=0", "duration_ms=0", "transfers=0" },
	{ "duration_ms=0 transfers=1", NULL, NULL },
	{ "alignment=3 size=3", "alignment=3", "power of two" },
	{ "alignment=64 size=100", "size=100", "alignment=64" },
	{ "alignment=64 size=128 src_offset=1", "src_offset=1", "alignment=64" },
	{ "alignment=64 size=128 dst_offset=65", "dst_offset=65", "alignment=64" },
	{ "alignment=64 size=128 src_offset=64 dst_offset=128", NULL, NULL },
	{ "op=none", "verify=1", "op=none" },
	{ "op=none verify=0", NULL, NULL },
	{ "op=none verify=0 flow=mem_to_dev", NULL, NULL },
	{ "op=none verify=0 flow=dev_to_mem cpu_touch=read", NULL, NULL },
	{ "op=none verify=0 flow=dev_to_mem cpu_touch=write", "cpu_touch=write", "no source" },
	{ "flow=mem_to_dev", "flow=mem_to_dev", "op=memcpy" },
	{ "op=none verify=0 fresh=1", NULL, NULL },
	{ "expose=4096", NULL, NULL },
	{ "expose=4096 depth=16 timeout_ms=500 world=direct channel=dma0chan0", NULL, NULL },
	{ "expose=4096 op=xor", "expose=4096", "op=xor" },
	{ "expose=4096 channel=dma0chan0,dma0chan1", "expose=4096", "dma0chan0,dma0chan1" },
	{ "expose=4096 size=64", "size=64", "expose=4096" },
	{ "expose=4096 mapping=coherent", "mapping=coherent", "expose=4096" },
	{ "expose=4096 cpu=2", "cpu=2", "expose=4096" },
	{ "op=mmap", "verify=1", "op=mmap" },
	{ "op=mmap verify=0", "op=mmap", "want one of coherent" },
	{ "op=mmap verify=0 mapping=coherent", NULL, NULL },
	{ "op=mmap verify=0 mapping=user access=in_place cache=cold size=64", NULL, NULL },
	{ "op=mmap verify=0 mapping=dmabuf heap=cma noise=memory", NULL, NULL },
	{ "op=mmap verify=0 mapping=pool", "mapping=pool", "want one of coherent" },
	{ "op=mmap verify=0 mapping=wc depth=2", "depth=2", "op=mmap" },
	{ "op=mmap verify=0 mapping=wc threads=2", "threads=2", "op=mmap" },
	{ "op=mmap verify=0 mapping=wc cpu_touch=read", "cpu_touch=read", "op=mmap" },
	{ "op=mmap verify=0 mapping=wc channel=dma0chan0,dma0chan1", "op=mmap", "one channel" },
	{ "op=mmap verify=0 mapping=wc cache=dirty", "cache=dirty", "op=mmap" },
	{ "op=mmap verify=0 mapping=coherent attrs=no_kernel_mapping", NULL, NULL },
	{ "expose=4096 op=mmap verify=0 mapping=wc", "expose=4096", "op=mmap" },
	{ "access=write", "access=write", "op=mmap" },
	{ "cache=cold", NULL, NULL },
	{ "cache=dirty op=memset_sg mapping=sg sg_entries=4", NULL, NULL },
	{ "cache=warm op=interrupt verify=0", "cache=warm", "op=interrupt" },
	{ "cache=cold op=cyclic peer=memory flow=dev_to_mem", "cache=cold", "op=cyclic" },
	{ "cache=cold mapping=resource resource=0x1000 resource_bytes=64k", "cache=cold",
	  "mapping=resource" },
	{ "cache=cold op=none verify=0 mapping=coherent attrs=no_kernel_mapping", "cache=cold",
	  "attrs=no_kernel_mapping" },
	{ "buffers=3 depth=4", "buffers=3", "depth=4" },
	{ "buffers=4 depth=4", NULL, NULL },
	{ "buffers=64 op=cyclic peer=memory flow=dev_to_mem", "buffers", "op=cyclic" },
	{ "op=mmap verify=0 mapping=wc buffers=2", "buffers=2", "op=mmap" },
	{ "pause_ns=5", "pause_ns=5", "op=none" },
	{ "pause_ns=5 op=none verify=0", NULL, NULL },
	{ "size=1G op=none verify=0 mapping=user", NULL, NULL },
	{ "heap=cma", "heap=cma", "mapping=dmabuf" },
	{ "heap=cma mapping=dmabuf", NULL, NULL },
	{ "driver_unmap=1", NULL, NULL },
	{ "driver_unmap=1 mapping=page op=memset value=3", NULL, NULL },
	{ "driver_unmap=1 op=xor", "op=xor", "one of memcpy, memset" },
	{ "driver_unmap=1 mapping=coherent", "mapping=coherent", "one of single, page" },
	{ "driver_unmap=1 attrs=skip_cpu_sync", "attrs=skip_cpu_sync", "want none" },
	{ "fresh=1", NULL, NULL },
	{ "fresh=1 mapping=user", "fresh=1", "mapping=user" },
	{ "fresh=1 mapping=dmabuf", "fresh=1", "mapping=dmabuf" },
	{ "op=slave_sg peer=memory flow=dev_to_mem mapping=coherent reuse=1 fresh=1",
	  "fresh=1", "reuse=1" },
	{ "op=cyclic peer=memory flow=dev_to_mem fresh=1", "fresh", "op=cyclic" },
	{ "op=cpu", NULL, NULL },
	{ "op=cpu completion=poll", "completion=poll", "op=cpu" },
	{ "op=none verify=0 completion=poll", "completion=poll", "op=none" },
	{ "completion=poll", NULL, NULL },
	{ "completion=poll spin_us=5", "spin_us=5", "completion=poll" },
	{ "completion=irq spin_us=5", NULL, NULL },
	{ "completion=fence spin_us=5", NULL, NULL },
	{ "completion=fence cpu=irq", NULL, NULL },
	{ "op=cpu completion=fence", "completion=fence", "op=cpu" },
	{ "sources=1", NULL, NULL },
	{ "sources=2", "sources=2", "op=memcpy: it has exactly 1" },
	{ "op=memset", NULL, NULL },
	{ "op=memset sources=1", "sources=1", "op=memset: it has exactly 0" },
	{ "op=xor", NULL, NULL },
	{ "op=xor sources=1", "sources=1", "op=xor: it has at least 2" },
	{ "op=xor sources=254", NULL, NULL },
	{ "op=pq_val sources=2", NULL, NULL },
	{ "op=memset value=255", NULL, NULL },
	{ "value=1", "value=1", "op=memcpy" },
	{ "op=pq pq_disable=q", NULL, NULL },
	{ "op=pq_val pq_disable=p", NULL, NULL },
	{ "op=xor pq_disable=p", "pq_disable=p", "op=xor" },
	{ "op=interrupt", "verify=1", "op=interrupt" },
	{ "op=interrupt verify=0 completion=poll", NULL, NULL },
	{ "op=interrupt verify=0 cpu_touch=read", "cpu_touch=read", "op=interrupt" },
	{ "op=memset cpu_touch=both", "cpu_touch=both", "op=memset: it has no source" },
	{ "op=memset cpu_touch=read", NULL, NULL },
	{ "op=xor_val cpu_touch=both", "cpu_touch=both", "op=xor_val: it has no destination" },
	{ "op=xor_val cpu_touch=write", NULL, NULL },
	{ "op=slave_sg", "peer=none", "op=slave_sg" },
	{ "peer=memory", "peer=memory", "op=memcpy" },
	{ "src_width=4", "src_width", "op=memcpy" },
	{ "op=slave_sg peer=dma1chan1", NULL, NULL },
	{ "op=slave_sg peer=dma1chan1 threads=2", "threads=2", "flow=both" },
	{ "op=slave_sg peer=dma1chan1 flow=dev_to_mem", "flow=dev_to_mem", "peer=dma1chan1" },
	{ "op=slave_sg peer=memory", "flow=both", "peer=memory" },
	{ "op=slave_sg peer=memory flow=mem_to_dev", NULL, NULL },
	{ "op=slave_sg peer=memory flow=mem_to_dev depth=2", "depth=2", "verify=1" },
	{ "op=slave_sg peer=memory flow=mem_to_dev depth=2 verify=0", NULL, NULL },
	{ "op=slave_sg peer=memory flow=dev_to_mem depth=2", NULL, NULL },
	{ "op=slave_sg peer=memory flow=dev_to_mem cpu_touch=write", "cpu_touch=write", "source" },
	{ "op=slave_sg peer=memory flow=dev_to_mem peripheral_config=00ffA5", NULL, NULL },
	{ "op=slave_sg peer=memory flow=dev_to_mem peripheral_config=0", "peripheral_config=0",
	  "hex" },
	{ "op=slave_sg peer=memory flow=dev_to_mem peripheral_config=0g", "peripheral_config=0g",
	  "hex" },
	{ "op=slave_sg peer=memory flow=dev_to_mem peripheral_config=" BYTES_65,
	  "peripheral_config=000", "1 to 64 bytes" },
	{ "peripheral_config=00", "peripheral_config", "op=memcpy" },
	{ "op=slave_sg peer=memory flow=dev_to_dev", NULL, NULL },
	{ "op=slave_sg peer=memory flow=dev_to_dev depth=2", "flow=dev_to_dev", "depth=2" },
	{ "op=slave_sg peer=memory flow=dev_to_dev depth=2 verify=0", NULL, NULL },
	{ "op=slave_sg peer=memory flow=dev_to_dev cpu_touch=write", "cpu_touch=write", "source" },
	{ "op=slave_sg peer=device flow=dev_to_dev", "flow=dev_to_dev", "two registers" },
	{ "op=slave_sg peer=dma1chan1 flow=dev_to_dev", "flow=dev_to_dev", "want both" },
	{ "op=none verify=0 flow=dev_to_dev", "flow=dev_to_dev", "op=none" },
	{ "op=cyclic peer=memory flow=dev_to_dev", "flow=dev_to_dev verify=1", "op=cyclic" },
	{ "op=cyclic peer=memory flow=dev_to_dev verify=0", NULL, NULL },
	{ "op=slave_single peer=0xfffc0000 flow=dev_to_mem", NULL, NULL },
	{ "op=slave_single peer=device", NULL, NULL },
	{ "op=cyclic peer=memory flow=dev_to_mem", NULL, NULL },
	{ "op=cyclic peer=memory flow=dev_to_mem period=1000", "period=1000", "size=4096" },
	{ "op=cyclic peer=memory flow=dev_to_mem period=4096", NULL, NULL },
	{ "op=cyclic peer=memory flow=dev_to_mem period=8192", "period=8192", "size=4096" },
	{ "op=cyclic peer=memory flow=dev_to_mem completion=poll", NULL, NULL },
	{ "op=cyclic peer=memory flow=dev_to_mem completion=fence", "completion", "op=cyclic" },
	{ "op=cyclic peer=memory flow=dev_to_mem depth=2", "depth", "op=cyclic" },
	{ "op=cyclic peer=memory flow=dev_to_mem mapping=dmabuf", "verify=1", "mapping=dmabuf" },
	{ "op=cyclic peer=dma1chan1 mapping=noncontiguous", "verify=1", "noncontiguous" },
	{ "op=cyclic peer=memory flow=dev_to_mem mapping=dmabuf verify=0", NULL, NULL },
	{ "op=cyclic peer=memory flow=mem_to_dev mapping=dmabuf", NULL, NULL },
	{ "op=cyclic peer=memory flow=dev_to_mem mapping=user", NULL, NULL },
	{ "op=cyclic peer=device", "flow=both", "peer=device" },
	{ "op=slave_single peer=device flow=mem_to_dev", "verify=1", "peer=device" },
	{ "op=slave_single peer=device flow=mem_to_dev verify=0", NULL, NULL },
	{ "op=cpu mapping=sg sg_entries=8", NULL, NULL },
	{ "op=cpu mapping=sg_chained sg_entries=200", NULL, NULL },
	{ "op=cpu mapping=sg_chained", "sg_entries=1", "mapping=sg_chained" },
	{ "op=cpu sg_entries=8", "sg_entries=8", "mapping=single: only sg, sg_chained" },
	{ "op=cpu sg_cut=random", "sg_cut=random", "mapping=single" },
	{ "mapping=sg sg_entries=8", "sg_entries=8", "op=memcpy: only memset_sg, " },
	{ "mapping=sg sg_place=random", "sg_place=random", "op=memcpy" },
	{ "op=memset_sg mapping=sg sg_place=crossing sg_cut=odd", NULL, NULL },
	{ "op=cpu mapping=sg size=8 sg_entries=8", NULL, NULL },
	{ "op=cpu mapping=sg size=7 sg_entries=8", "sg_entries=8", "size=7" },
	{ "op=cpu mapping=sg size=15 sg_entries=8 sg_place=crossing", "size=15", "2 bytes" },
	{ "op=cpu mapping=sg size=16 sg_entries=8 sg_place=crossing sg_cut=odd", "16", "3 bytes" },
	{ "op=cpu mapping=sg alignment=64 sg_entries=65", "sg_entries=65", "alignment=64" },
	{ "op=cpu mapping=sg alignment=2 sg_cut=odd", "sg_cut=odd", "alignment=2" },
	{ "op=cpu mapping=sg alignment=4096 size=64k sg_place=crossing", "crossing", "2048" },
	{ "op=cpu mapping=sg sg_entries=2 dst_offset=1", "dst_offset=1", "sg_place" },
	{ "mapping=sg dst_offset=1", NULL, NULL },
	{ "op=memset_sg value=3", NULL, NULL },
	{ "attrs=skip_cpu_sync", NULL, NULL },
	{ "attrs=skip_cpu_sync mapping=coherent", "skip_cpu_sync", "coherent: want one of" },
	{ "attrs=no_kernel_mapping mapping=coherent", "no_kernel_mapping", "op=memcpy" },
	{ "attrs=no_kernel_mapping mapping=coherent op=none verify=0", NULL, NULL },
	{ "attrs=no_kernel_mapping mapping=coherent op=none verify=0 cpu_touch=read",
	  "attrs", "cpu_touch=read" },
	{ "attrs=no_warn mapping=wc", "attrs=no_warn", "mapping=wc" },
	{ "attrs=no_warn mapping=contiguous", NULL, NULL },
	{ "attrs=no_warn mapping=dmabuf", "attrs=no_warn", "mapping=dmabuf" },
	{ "mapping=resource", "resource=none", "want an address" },
	{ "mapping=resource resource=0xfffc0000", "resource_bytes=0", "how many bytes" },
	{ "mapping=resource resource=5 resource_bytes=64k", "resource=5", "an address" },
	{ "mapping=resource resource=0xfffc0000 resource_bytes=64k", NULL, NULL },
	{ "mapping=resource resource=0xfffc0000 resource_bytes=64k attrs=no_warn",
	  "no_warn", "resource" },
	{ "resource=0xfffc0000", "resource=0xfffc0000", "mapping=single" },
	{ "resource_bytes=1", "resource_bytes=1", "mapping=single" },
	{ "op=interleaved", NULL, NULL },
	{ "op=interleaved chunk=64 frame=8 src_gap=3 dst_gap=5", NULL, NULL },
	{ "op=interleaved src_gap=3", "src_gap=3", "chunk=0" },
	{ "op=interleaved chunk=100", "size=4096", "chunk=100" },
	{ "op=interleaved chunk=4096 frame=2", "size=4096", "frame=2" },
	{ "chunk=64", "chunk=64", "op=memcpy" },
	{ "frame=2", "frame=2", "op=memcpy" },
	{ "op=interleaved chunk=64 alignment=4 dst_gap=6", "dst_gap=6", "alignment=4" },
	{ "op=interleaved size=1M chunk=1 dst_gap=63", NULL, NULL },
	{ "op=interleaved size=1M chunk=1 dst_gap=64", "dst_gap=64", "at most 63" },
	{ "world=direct+offset+bounced+noncoherent+above4g", NULL, NULL },
	{ "world=iommu+lazy+bounced", NULL, NULL },
	{ "world=identity+direct", NULL, NULL },
	{ "world=direct,coherent", NULL, NULL },
	{ "world=strict+lazy", "world=strict+lazy", "lazy contradicts strict" },
	{ "world=strict+direct", "world=strict+direct", "direct contradicts strict" },
	{ "world=identity+iommu", "world=identity+iommu", "iommu contradicts identity" },
	{ "world=reserved+ops+offset", "world=reserved+ops+offset", "offset contradicts ops" },
	{ "world=coherent+noncoherent", "noncoherent", "contradicts coherent" },
	{ "world=exhausted+unbounced", "unbounced", "contradicts exhausted" },
	{ "world=moon", "world=moon: 'moon' is none", "direct, offset, bounced" },
	{ "world=direct+", "'' is none", "above4g" },
	{ "world=any+direct", "'any' is none", "direct" },
	{ "world=directly", "'directly' is none", "direct" },
};

static void set_all(struct params *p, const char *knobs)
{
	char copy[256], *at = copy, *part, *equals, err[SENTENCE_LEN];

	snprintf(copy, sizeof(copy), "%s", knobs);
	params_init(p);
	while ((part = strsep(&at, " "))) {
		equals = strchr(part, '=');
		*equals = '\0';
		assert_int_equal(knob_set(p, knob_find(part), equals + 1, err, sizeof(err)), 0);
	}
}

static void rules_refuse_what_they_must(void **state)
{
	char err[SENTENCE_LEN];
	struct params p;
	size_t i;
	int ret;

	(void)state;
	for (i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		set_all(&p, cases[i].knobs);
		*err = '\0';
		ret = params_check(&p, err, sizeof(err));
		if (!cases[i].first) {
			if (ret)
				fail_msg("%s: refused: %s", cases[i].knobs, err);
			continue;
		}
		if (ret != -EINVAL)
			fail_msg("%s: not refused", cases[i].knobs);
		assert_contains(err, cases[i].first);
		assert_contains(err, cases[i].second);
	}
}

static void says_how_much_is_imported(void **state)
{
	struct params p;

	(void)state;
	set_all(&p, "mapping=user depth=3 threads=2");
	assert_int_equal(memory_imported(&p, 4096).buffers, 12);
	/* A page of room, the data, and the guard behind it. */
	assert_int_equal(memory_imported(&p, 4096).bytes, 3 * 4096);
	set_all(&p, "mapping=user op=xor sources=4 channel=a,b dst_offset=4033");
	assert_int_equal(memory_imported(&p, 4096).buffers, 10);
	assert_int_equal(memory_imported(&p, 4096).bytes, 4 * 4096);
	set_all(&p, "mapping=user op=interleaved chunk=64 size=4096 src_gap=65");
	assert_int_equal(memory_imported(&p, 4096).bytes, 4 * 4096);
	set_all(&p, "mapping=user op=slave_sg peer=memory flow=mem_to_dev");
	assert_int_equal(memory_imported(&p, 4096).buffers, 1);
}

static void says_how_many_sources(void **state)
{
	struct params p;

	(void)state;
	set_all(&p, "op=memcpy");
	assert_int_equal(params_sources(&p), 1);
	set_all(&p, "op=memset");
	assert_int_equal(params_sources(&p), 0);
	set_all(&p, "op=xor");
	assert_int_equal(params_sources(&p), 2);
	set_all(&p, "op=pq sources=5");
	assert_int_equal(params_sources(&p), 5);
	assert_int_equal(params_disabled(&p), 0);
	set_all(&p, "op=pq pq_disable=p");
	assert_int_equal(params_disabled(&p), 1);
	set_all(&p, "op=pq pq_disable=q");
	assert_int_equal(params_disabled(&p), 2);
}

static void worlds_are_read(void **state)
{
	char err[SENTENCE_LEN];
	u32 world;

	(void)state;
	assert_int_equal(world_parse("any", &world, err, sizeof(err)), 0);
	assert_int_equal(world, 0);
	assert_int_equal(world_parse("lazy+bounced+lazy", &world, err, sizeof(err)), 0);
	assert_int_equal(world, 1 << DMARIG_WORLD_lazy | 1 << DMARIG_WORLD_bounced);
	assert_true(world_has("lazy+exhausted", DMARIG_WORLD_exhausted));
	assert_false(world_has("lazy+bounced", DMARIG_WORLD_exhausted));
	assert_false(world_has("any", DMARIG_WORLD_direct));
}

static void a_window_waits_for_enough(void **state)
{
	static const struct { const char *knobs; u32 workers; u64 enough; } windows[] = {
		{ "depth=8", 1, 16 },
		{ "depth=8", 4, 16 },
		{ "least=0", 1, 0 },
		{ "least=0 rate=1", 1, 0 },
		{ "least=40 rate=100 duration_ms=200", 1, 20 },
		{ "least=40 rate=100 duration_ms=200", 3, 40 },
		{ "rate=1 duration_ms=500", 1, 1 },
		{ "rate=100000000 duration_ms=86400000", 4096, 16 },
	};
	struct params p;
	size_t i;

	(void)state;
	for (i = 0; i < ARRAY_SIZE(windows); i++) {
		set_all(&p, windows[i].knobs);
		assert_int_equal(params_enough(&p, windows[i].workers), windows[i].enough);
	}
}

static void sets_are_joined(void **state)
{
	char text[32];

	(void)state;
	word_join(dmarig_zones, 0, text, sizeof(text));
	assert_string_equal(text, "none");
	word_join(dmarig_zones, 1 << DMARIG_ZONE_dma32 | 1 << DMARIG_ZONE_normal, text,
		  sizeof(text));
	assert_string_equal(text, "dma32+normal");
	word_join(dmarig_zones, ~0u, text, 8);
	assert_string_equal(text, "dma+dma");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(rules_refuse_what_they_must),
		cmocka_unit_test(says_how_many_sources),
		cmocka_unit_test(says_how_much_is_imported),
		cmocka_unit_test(a_window_waits_for_enough),
		cmocka_unit_test(worlds_are_read),
		cmocka_unit_test(sets_are_joined),
	};

	return cmocka_run_group_tests_name("params", tests, NULL, NULL);
}
