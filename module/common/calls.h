/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Copyright (C) 2026 The dmarig authors
 *
 * The calls of a dmaengine client, as explore draws sequences of them. The module makes them, the
 * tool tells them in words and writes them as C; both are made from this list. A call is a word,
 * its numbers divided by colons, and where it is made: memcpy:0:256@softirq.
 */
#ifndef DMARIG_COMMON_CALLS_H
#define DMARIG_COMMON_CALLS_H

#include "common/port.h"

/* What numbers a call has, and what may be done with it. */
#define CALL_MAKES	0x01	/* it submits a transfer: its number, length and offset */
#define CALL_ABOUT	0x02	/* it is about a transfer that was submitted: its number */
#define CALL_NUMBER	0x04	/* it has a number of its own */
#define CALL_ATOMIC	0x08	/* it may be made where nobody may sleep */
#define CALL_CALLBACK	0x10	/* a callback may make it */
#define CALL_SLAVE	0x20	/* the transfer is one between memory and a peripheral */

#define CALL_TRANSFER	(CALL_MAKES | CALL_ATOMIC)

/*
 * C(name, traits, in words, in C): $1, $2 and $3 are its numbers, $F the flags of a descriptor.
 * Transfers first, in the order in which a channel is asked for what it has.
 */
#define DMARIG_CALLS(C)										\
	C(memcpy, CALL_TRANSFER | CALL_CALLBACK,						\
	  "prepare and submit transfer $1, a memcpy of $2 bytes",				\
	  "submit($1, dmaengine_prep_dma_memcpy(chan, DST($1) + $3, SRC($1) + $3, $2, $F));")	\
	C(receive, CALL_TRANSFER | CALL_SLAVE | CALL_CALLBACK,					\
	  "prepare and submit transfer $1, $2 bytes from the register",				\
	  "submit($1, dmaengine_prep_slave_single(chan, DST($1) + $3, $2, DMA_DEV_TO_MEM, "	\
	  "$F));")										\
	C(send, CALL_TRANSFER | CALL_SLAVE,							\
	  "prepare and submit transfer $1, $2 bytes to the register",				\
	  "submit($1, dmaengine_prep_slave_single(chan, SRC($1) + $3, $2, DMA_MEM_TO_DEV, "	\
	  "$F));")										\
	C(receive_list, CALL_TRANSFER | CALL_SLAVE,						\
	  "prepare and submit transfer $1, $2 bytes from the register to a list of three",	\
	  "submit($1, dmaengine_prep_slave_sg(chan, list($1, $2, $3), 3, DMA_DEV_TO_MEM, $F));") \
	C(ring, CALL_TRANSFER | CALL_SLAVE,							\
	  "prepare and submit transfer $1, a ring of $2 bytes from the register in four periods", \
	  "submit($1, dmaengine_prep_dma_cyclic(chan, DST($1) + $3, $2, $2 / 4, DMA_DEV_TO_MEM, " \
	  "$F));")										\
	C(memset, CALL_TRANSFER, "prepare and submit transfer $1, a memset of $2 bytes",	\
	  "submit($1, dmaengine_prep_dma_memset(chan, DST($1) + $3, 0xa5, $2, $F));")		\
	C(memset_list, CALL_TRANSFER,								\
	  "prepare and submit transfer $1, a memset of $2 bytes in a list of three",		\
	  "submit($1, chan->device->device_prep_dma_memset_sg(chan, list($1, $2, $3), 3, 0xa5, " \
	  "$F));")										\
	C(interleaved, CALL_TRANSFER,								\
	  "prepare and submit transfer $1, $2 bytes interleaved: two chunks, 64 bytes apart",	\
	  "submit($1, dmaengine_prep_interleaved_dma(chan, chunks($1, $2, $3), $F));")		\
	C(xor, CALL_TRANSFER, "prepare and submit transfer $1, a xor of three times $2 bytes",	\
	  "submit($1, chan->device->device_prep_dma_xor(chan, DST($1) + $3, SRCS($1, $3), 3, "	\
	  "$2, $F));")										\
	C(xor_val, CALL_TRANSFER,								\
	  "prepare and submit transfer $1, an xor_val of two sources of $2 bytes and their sum", \
	  "submit($1, chan->device->device_prep_dma_xor_val(chan, SRCS($1, $3), 3, $2, "	\
	  "&flags, $F));")									\
	C(pq, CALL_TRANSFER, "prepare and submit transfer $1, a pq of three times $2 bytes",	\
	  "submit($1, chan->device->device_prep_dma_pq(chan, PQ($1, $3), SRCS($1, $3), 3, "	\
	  "(u8[]){ 1, 2, 4 }, $2, $F));")							\
	C(pq_val, CALL_TRANSFER,								\
	  "prepare and submit transfer $1, a pq_val of two sources of $2 bytes, P and Q",	\
	  "submit($1, chan->device->device_prep_dma_pq_val(chan, PQ($1, $3), SRCS($1, $3), 2, "	\
	  "(u8[]){ 1, 2 }, $2, &flags, $F));")							\
	C(interrupt, CALL_TRANSFER, "prepare and submit transfer $1, an interrupt",		\
	  "submit($1, chan->device->device_prep_dma_interrupt(chan, $F));")			\
	C(reusable, CALL_TRANSFER,								\
	  "prepare and submit transfer $1, a memcpy of $2 bytes that can be used again",	\
	  "submit($1, reusable(dmaengine_prep_dma_memcpy(chan, DST($1) + $3, SRC($1) + $3, $2, " \
	  "$F)));")										\
	C(bad, CALL_TRANSFER,									\
	  "prepare and submit transfer $1, a memcpy of $2 bytes to an address without memory",	\
	  "submit($1, dmaengine_prep_dma_memcpy(chan, BAD, SRC($1) + $3, $2, $F));")		\
	C(again, CALL_ABOUT | CALL_ATOMIC, "submit transfer $1 once more",			\
	  "submit($1, reused);")								\
	C(many, CALL_NUMBER, "prepare and submit $1 more transfers of 64 bytes",		\
	  "for (i = 0; i < $1; i++)\n\t\tmore(i);")						\
	C(issue, CALL_ATOMIC | CALL_CALLBACK, "issue", "dma_async_issue_pending(chan);")	\
	C(status, CALL_ABOUT | CALL_ATOMIC | CALL_CALLBACK,					\
	  "ask for the status of transfer $1",							\
	  "pr_info(\"$1: %d\\n\", dmaengine_tx_status(chan, cookie[$1], &state));")		\
	C(ask, CALL_ABOUT | CALL_ATOMIC | CALL_CALLBACK,					\
	  "ask for the status of transfer $1, without a dma_tx_state",				\
	  "pr_info(\"$1: %d\\n\", dmaengine_tx_status(chan, cookie[$1], NULL));")		\
	C(poll, CALL_ABOUT, "ask for the status of transfer $1 until it is complete",		\
	  "while (dmaengine_tx_status(chan, cookie[$1], &state) == DMA_IN_PROGRESS)\n"		\
	  "\t\tudelay(5);")									\
	C(wait, CALL_ABOUT, "wait for transfer $1", "wait($1);")				\
	C(sleep, CALL_NUMBER, "sleep for $1 us", "usleep_range($1, $1 + 50);")			\
	C(pause, 0, "pause", "pr_info(\"%d\\n\", dmaengine_pause(chan));")			\
	C(resume, 0, "resume", "pr_info(\"%d\\n\", dmaengine_resume(chan));")			\
	C(terminate, 0, "terminate and wait until that is done",				\
	  "pr_info(\"%d\\n\", dmaengine_terminate_sync(chan));")				\
	C(terminate_async, CALL_ATOMIC | CALL_CALLBACK, "terminate without waiting",		\
	  "pr_info(\"%d\\n\", dmaengine_terminate_async(chan));")				\
	C(synchronize, 0, "synchronize", "dmaengine_synchronize(chan);")			\
	C(config, CALL_NUMBER, "configure the channel for register $1",			\
	  "configure($1);")									\
	C(no_bytes, 0, "prepare a memcpy of 0 bytes, which must be refused",			\
	  "pr_info(\"%p\\n\", dmaengine_prep_dma_memcpy(chan, DST(0), SRC(0), 0, 0));")	\
	C(no_entries, 0, "prepare a list without entries, which must be refused",		\
	  "pr_info(\"%p\\n\", dmaengine_prep_slave_sg(chan, list(0, 64, 0), 0, "		\
	  "DMA_DEV_TO_MEM, 0));")								\
	C(no_direction, 0,									\
	  "prepare a slave transfer with DMA_MEM_TO_MEM, which must be refused",		\
	  "pr_info(\"%p\\n\", dmaengine_prep_slave_single(chan, DST(0), 64, "			\
	  "DMA_MEM_TO_MEM, 0));")								\
	C(long_period, 0,									\
	  "prepare a cyclic with a period beyond its buffer, which must be refused",		\
	  "pr_info(\"%p\\n\", dmaengine_prep_dma_cyclic(chan, DST(0), 64, 128, "		\
	  "DMA_DEV_TO_MEM, 0));")								\
	C(unoffered, 0, "prepare a memset, which is not advertised",				\
	  "pr_info(\"%p\\n\", dmaengine_prep_dma_memset(chan, DST(0), 0, 64, 0));")		\
	C(odd_width, 0, "configure a register's width that is not advertised, and prepare",	\
	  "pr_info(\"%p\\n\", with_width(chan));")						\
	C(long_burst, 0, "configure a burst beyond max_burst, and prepare",			\
	  "pr_info(\"%p\\n\", with_burst(chan));")						\
	C(release, 0, "release the channel and request it again",				\
	  "dma_release_channel(chan);\n\tchan = dma_request_channel(any, is_it, NAME);")	\
	C(repeat, CALL_NUMBER, "all of this $1 times more", "if (round++ < $1)\n\t\tgoto again;")

/* W(name, help): where a call is made. @callback is that of a transfer: issue@callback0 */
#define DMARIG_PLACES(W)									\
	W(task, "in the task")									\
	W(thread, "in another thread")								\
	W(locked, "with a spinlock held and interrupts off")					\
	W(softirq, "in a softirq")								\
	W(hardirq, "in a hard interrupt")							\
	W(beside, "in another thread, while the next one is made")				\
	W(callback, "in the callback of transfer")

/* struct call_row - a row of the list as data */
struct call_row {
	const char *name;
	u32 traits;
	const char *words;
	const char *code;
};

#define DMARIG_ENUM_CALL(name, traits, words, code)	DMARIG_CALL_##name,
#define DMARIG_ENUM_PLACE(name, help)			DMARIG_PLACE_##name,
enum dmarig_call { DMARIG_CALLS(DMARIG_ENUM_CALL) DMARIG_NR_CALLS };
enum dmarig_place { DMARIG_PLACES(DMARIG_ENUM_PLACE) DMARIG_NR_PLACES };
#undef DMARIG_ENUM_CALL
#undef DMARIG_ENUM_PLACE

extern const struct call_row dmarig_calls[DMARIG_NR_CALLS];
extern const char *const dmarig_places[DMARIG_NR_PLACES];
extern const char *const dmarig_place_words[DMARIG_NR_PLACES];

#define CALL_NUMBERS	3
#define SEQUENCE_MOST	64	/* calls of a sequence */
#define SEQUENCE_TEXT	3072	/* of its text, with the NUL */
#define SEQUENCE_XFERS	16	/* transfers that calls can name */

/* struct call - one call of a sequence */
struct call {
	u8 row;				/* enum dmarig_call */
	u8 place;			/* enum dmarig_place */
	u8 of;				/* with DMARIG_PLACE_callback: of which transfer */
	bool quiet;			/* the transfer asks for no interrupt and has no callback */
	u32 n[CALL_NUMBERS];
};

/* struct sequence - calls, one after the other */
struct sequence {
	u32 nr;
	struct call at[SEQUENCE_MOST];
};

/* call_row() - the row of a call */
static inline const struct call_row *call_row(const struct call *call)
{
	return &dmarig_calls[call->row];
}

/* call_makes() - does it submit a transfer, and which kind? */
static inline bool call_makes(const struct call *call)
{
	return call_row(call)->traits & CALL_MAKES;
}

/**
 * sequence_parse() - read a sequence as text
 * @s: gets it
 * @text: calls divided by blanks
 * @err: gets one sentence when it is refused
 * @len: room for that sentence, in bytes
 *
 * Looks at words and numbers alone, not whether calls fit each other. Return: 0 or -EINVAL.
 */
int sequence_parse(struct sequence *s, const char *text, char *err, size_t len);

/**
 * call_print() - write a call as sequence_parse() reads it
 * @call: the call
 * @text: where to
 * @len: the room there, in bytes
 *
 * Return: the length of the text, as snprintf() would.
 */
size_t call_print(const struct call *call, char *text, size_t len);

/* sequence_print() - the same for a sequence */
size_t sequence_print(const struct sequence *s, char *text, size_t len);

/* sequence_has() - is one of its calls of that row? */
bool sequence_has(const struct sequence *s, u32 row);

#endif
