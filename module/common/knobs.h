/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Copyright (C) 2026 The dmarig authors
 *
 * One row a knob, and nothing else knows a knob's name: from the row come the member of struct
 * params, the configfs file, the range check, the command line, --help, the CSV column and the
 * documentation.
 *
 *   NUM(name, default, min, max, unit, help)	a plain number
 *   SIZE(name, default, min, max, help)	bytes; k, M and G may follow (powers of 1024)
 *   FLAG(name, default, help)			0 or 1
 *   WORD(name, default, list, help)		a name from a list in words.h
 *   TEXT(name, default, help)			free text, checked where it is used
 */
#ifndef DMARIG_COMMON_KNOBS_H
#define DMARIG_COMMON_KNOBS_H

#define DMARIG_KNOBS(NUM, SIZE, FLAG, WORD, TEXT)						\
	TEXT(channel, "any",									\
	     "channels to load, by comma: channel, device or driver names, or any; each is one") \
	WORD(op, memcpy, ops, "what a descriptor does")						\
	NUM(sources, 0, 0, 254, "buffers",							\
	    "sources of an xor, xor_val, pq or pq_val; 0: the fewest the op has")		\
	NUM(value, 0, 0, 255, "", "the byte a memset writes")					\
	WORD(pq_disable, none, pq_disables, "what a pq or pq_val leaves out")			\
	FLAG(pq_continue, 0,									\
	     "a pq goes on from the P and Q that its destinations hold: DMA_PREP_CONTINUE")	\
	TEXT(peer, "none",									\
	     "what a slave op talks to: memory, device, a channel's name, a register's address") \
	WORD(flow, both, flows, "which way a slave op's data goes")				\
	NUM(src_width, 0, 0, 128, "bytes",							\
	    "width of the register a slave op reads; 0: 4, or the narrowest the channel has")	\
	NUM(dst_width, 0, 0, 128, "bytes",							\
	    "width of the register a slave op writes; 0: 4, or the narrowest the channel has")	\
	NUM(src_burst, 1, 1, 65535, "words", "words read from the register in one go")		\
	NUM(dst_burst, 1, 1, 65535, "words", "words written to the register in one go")		\
	NUM(src_window, 0, 0, 32, "words",							\
	    "registers side by side that are read in turn; 0: there is one")			\
	NUM(dst_window, 0, 0, 32, "words",							\
	    "registers side by side that are written in turn; 0: there is one")			\
	NUM(metadata, 0, 0, 4096, "bytes", "metadata that travels with each descriptor")	\
	WORD(metadata_mode, client, metadata_modes, "whose memory metadata is in")		\
	FLAG(reuse, 0,										\
	     "each slot's descriptors are prepared once and submitted for every transfer")	\
	FLAG(driver_unmap, 0,									\
	     "what is mapped is in tx->unmap, which the driver must let go of at the end")	\
	SIZE(period, 1024, 1, 4194304,								\
	     "bytes of a cyclic transfer after which it calls back; size is the whole buffer")	\
	FLAG(peer_flow_control, 0, "the peripheral says when a transfer is over: device_fc")	\
	TEXT(peripheral_config, "none",								\
	     "bytes in hex of peripheral_config in dma_slave_config, as the driver wants it")	\
	WORD(mapping, single, mappings, "how memory is obtained and handed to the device")	\
	TEXT(resource, "none",									\
	     "where mapping=resource has its memory: a physical address such as 0xfffc0000")	\
	SIZE(resource_bytes, 0, 0, 1073741824,							\
	     "how much of it there is; each buffer has a part of its own")			\
	NUM(sg_entries, 1, 1, 1024, "entries",							\
	    "entries of the list that a transfer is cut into, each in memory of its own")	\
	WORD(sg_cut, even, sg_cuts, "how long the entries of a list are")			\
	WORD(sg_place, start, sg_places, "where an entry starts in its first page")		\
	WORD(attrs, none, attrs, "the DMA attribute that memory is mapped or allocated with")	\
	FLAG(fresh, 0,										\
	     "every transfer gets other memory, after that of its slot's last one was freed") \
	TEXT(world, "any",									\
	     "what the world must be, by +, see the list of worlds; a run in another fails")	\
	WORD(direction, natural, directions, "direction the buffers are mapped with")		\
	WORD(completion, irq, completions, "how the end of a transfer is noticed")		\
	SIZE(size, 4096, 1, 1073741824, "bytes of a transfer; the largest with random=size")	\
	SIZE(src_offset, 0, 0, 65536,								\
	     "where the source starts in its page-aligned buffer")				\
	SIZE(dst_offset, 0, 0, 65536,								\
	     "where the destination starts in its page-aligned buffer")				\
	SIZE(chunk, 0, 0, 4194304,								\
	     "bytes of a chunk of an interleaved transfer; 0: all of it is one")		\
	NUM(frame, 1, 1, 1024, "chunks", "chunks of a frame of an interleaved transfer")	\
	SIZE(src_gap, 0, 0, 65536, "bytes between two chunks of the source")			\
	SIZE(dst_gap, 0, 0, 65536, "bytes between two chunks of the destination")		\
	WORD(random, none, randoms, "what is drawn anew for every transfer")			\
	SIZE(alignment, 1, 1, 4096, "power of two that sizes and offsets are multiples of")	\
	NUM(depth, 1, 1, 1024, "transfers", "transfers a worker keeps outstanding")		\
	NUM(batch, 1, 1, 1024, "transfers", "transfers submitted per dma_async_issue_pending()") \
	NUM(irq_every, 1, 1, 1024, "transfers",							\
	    "one descriptor in this many asks for an interrupt, which ends those before it, too") \
	NUM(rate, 0, 0, 100000000, "transfers/s",						\
	    "each worker submits on a clock, late where it must; 0: as soon as a slot is free")	\
	NUM(threads, 1, 1, 64, "workers", "workers a channel")					\
	TEXT(cpu, "any",									\
	     "CPUs to pin workers to, such as 0,2-3; irq: where their completions arrive; any")	\
	NUM(spin_us, 0, 0, 1000000, "us",							\
	    "how long a worker looks for a completion before it sleeps")			\
	WORD(cpu_touch, none, touches, "what the CPU does with the buffers at every transfer")	\
	NUM(verify, 1, 0, 1000000, "transfers",							\
	    "fill and verify one transfer in this many; 0: none")				\
	NUM(warmup_ms, 100, 0, 3600000, "ms", "load before the measuring window opens")		\
	NUM(duration_ms, 1000, 0, 86400000, "ms",						\
	    "length of the measuring window, see least; 0: transfers decide")			\
	NUM(least, 16, 0, 1000000, "transfers",							\
	    "the window waits until so many ended, timeout_ms more at most; 0: it does not")	\
	NUM(transfers, 0, 0, 1000000000000, "transfers",					\
	    "close the window once a worker has measured this many; 0: duration decides")	\
	NUM(timeout_ms, 2000, 1, 600000, "ms",							\
	    "a transfer not complete by then is a timeout")					\
	SIZE(expose, 0, 0, 1073741824,								\
	     "bytes behind /dev/dmarig/<run>, which others drive while it is live; 0: no device") \
	TEXT(noise, "none",									\
	     "job of configs/fio that the tool has fio do meanwhile; the module ignores it")	\
	NUM(seed, 1, 0, 18446744073709551615, "",						\
	    "what patterns and random choices start from")					\
	FLAG(histograms, 1, "time every phase of every transfer into histograms")		\
	NUM(trace_every, 1, 1, 1000000, "transfers",						\
	    "the tracepoint fires for one transfer in this many")				\
	WORD(access, read, accesses, "what the tool does with the buffer of op=mmap")		\
	WORD(cache, any, caches, "what the caches hold of the buffers before they are used")	\
	TEXT(heap, "any",									\
	     "where mapping=dmabuf has its dma_bufs: any, udmabuf, cma, or a heap such as system") \
	NUM(buffers, 0, 0, 65536, "transfers",							\
	    "a worker has the memory of so many, to have more than caches hold; 0: depth") \
	NUM(pause_ns, 0, 0, 10000000, "ns",							\
	    "how long the CPU waits at least between map and unmap of op=none")

#endif
