/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Copyright (C) 2026 The dmarig authors
 *
 * struct params: one complete setting of all knobs, which is what a point is. Pure code, compiled
 * into the module and into the tool, so that both refuse the same things in the same words.
 */
#ifndef DMARIG_COMMON_PARAMS_H
#define DMARIG_COMMON_PARAMS_H

#include "common/knobs.h"
#include "common/words.h"

/* Goes up when the meaning of an existing knob or result changes; additions are seen by name. */
#define DMARIG_CONTRACT	1

#define KNOB_TEXT_LEN	256	/* of a TEXT knob, with its NUL */
#define SENTENCE_LEN	256	/* of an error, with its NUL */

#define PARAM_NUM(name, def, min, max, unit, help)	u64 name;
#define PARAM_SIZE(name, def, min, max, help)		u64 name;
#define PARAM_FLAG(name, def, help)			u64 name;
#define PARAM_WORD(name, def, list, help)		u64 name;
#define PARAM_TEXT(name, def, help)			char name[KNOB_TEXT_LEN];

/* struct params - a value for every knob */
struct params {
	DMARIG_KNOBS(PARAM_NUM, PARAM_SIZE, PARAM_FLAG, PARAM_WORD, PARAM_TEXT)
};

#undef PARAM_NUM
#undef PARAM_SIZE
#undef PARAM_FLAG
#undef PARAM_WORD
#undef PARAM_TEXT

enum knob_type { KNOB_NUM, KNOB_SIZE, KNOB_FLAG, KNOB_WORD, KNOB_TEXT };

/* struct knob - a row of DMARIG_KNOBS as data */
struct knob {
	const char *name;
	enum knob_type type;
	const char *initial;		/* the default, as one would write it */
	u64 min, max;			/* NUM, SIZE and FLAG: what is accepted, both included */
	const struct word *words;	/* WORD: what is accepted */
	const char *unit;
	const char *help;
	size_t offset;			/* of the value within struct params */
};

/* All knobs, in the order of the CSV's columns. */
extern const struct knob dmarig_knobs[];
extern const int dmarig_nr_knobs;

/**
 * knob_find() - look a knob up by its name
 * @name: the name
 *
 * Return: the row, or NULL.
 */
const struct knob *knob_find(const char *name);

/**
 * knob_set() - give a knob a value
 * @p: the setting to change
 * @knob: which one
 * @text: the value as written by a person; surrounding white space is ignored
 * @err: gets one sentence when the value is refused
 * @len: room for that sentence, in bytes
 *
 * Values are never clamped. Return: 0; -ERANGE when a number is out of range; -EINVAL otherwise.
 */
int knob_set(struct params *p, const struct knob *knob, const char *text, char *err, size_t len);

/**
 * knob_get() - write a knob's value as knob_set() would read it
 * @p: the setting
 * @knob: which one
 * @text: where to
 * @len: the room there, in bytes
 *
 * Return: the length of the value, as snprintf() would.
 */
int knob_get(const struct params *p, const struct knob *knob, char *text, size_t len);

/* knob_same() - is the knob's value the same in both settings? */
bool knob_same(const struct params *p, const struct params *q, const struct knob *knob);

/**
 * knob_describe() - the knob's line in the `knobs` file
 * @knob: which one
 * @text: where to
 * @len: the room there, in bytes
 *
 * Tab-separated: name, type, default, range or names, unit, help. The tool compares it, line by
 * line, with what it was built with. Return: the length, as snprintf() would.
 */
int knob_describe(const struct knob *knob, char *text, size_t len);

/**
 * params_init() - set every knob to its default
 * @p: the setting
 */
void params_init(struct params *p);

/**
 * params_check() - do the values fit each other?
 * @p: the setting; each value alone is known to be good
 * @err: gets one sentence that names the two knobs when they do not
 * @len: room for that sentence, in bytes
 *
 * Return: 0 or -EINVAL.
 */
int params_check(const struct params *p, char *err, size_t len);

/**
 * params_sources() - how many sources a transfer has
 * @p: the setting, which params_check() accepts
 *
 * Parities not counted.
 */
u32 params_sources(const struct params *p);

/**
 * params_destinations() - how many destinations a transfer has
 * @p: the setting, which params_check() accepts
 */
u32 params_destinations(const struct params *p);

/**
 * params_peer() - what kind of peer the knob names
 * @p: the setting
 *
 * Return: a number is an address, and what is no other word is the name of a channel.
 */
enum dmarig_peer params_peer(const struct params *p);

/**
 * params_peer_address() - the address the knob peer gives
 * @p: the setting; params_peer() says it is one
 */
u64 params_peer_address(const struct params *p);

/**
 * params_resource() - the address that the knob resource gives
 * @p: the setting
 * @address: gets it
 *
 * Return: false if it gives none.
 */
bool params_resource(const struct params *p, u64 *address);

#define PERIPHERAL_BYTES	64	/* of the knob peripheral_config, at most */

/**
 * params_peripheral() - the bytes that the knob peripheral_config gives
 * @p: the setting
 * @bytes: gets them; room for PERIPHERAL_BYTES
 *
 * Return: how many; 0 of none; -EINVAL when they are no bytes in hex, or too many.
 */
int params_peripheral(const struct params *p, u8 *bytes);

/**
 * params_enough() - how many transfers have to end before the window may close
 * @p: the setting
 * @workers: of the run, whose transfers count together
 *
 * The knob least; but no more than begin in duration_ms where the knob rate is their clock, and at
 * least one.
 * Return: 0 when time alone decides.
 */
u64 params_enough(const struct params *p, u32 workers);

/* params_slots() - of how many transfers a worker has the memory: at least of those outstanding */
static inline u32 params_slots(const struct params *p)
{
	return p->buffers ? p->buffers : p->depth;
}

/* params_is_served() - is the load another process's, through the run's character device? */
static inline bool params_is_served(const struct params *p)
{
	return p->expose || dmarig_ops[p->op].traits & OP_SERVED;
}

/* params_disabled() - which parities are left out: BIT(i) stands for parity i; P, then Q */
static inline u32 params_disabled(const struct params *p)
{
	return p->pq_disable == DMARIG_PQ_DISABLE_none ? 0 : 1u << (p->pq_disable - 1);
}

/**
 * parse_u64() - read a decimal number, with k, M or G behind it where sizes are meant
 * @text: the number and nothing else
 * @size: accept a suffix (powers of 1024)
 * @value: gets the number
 *
 * Return: 0; -EINVAL when it is no number; -ERANGE when it does not fit 64 bits.
 */
int parse_u64(const char *text, bool size, u64 *value);

#endif
