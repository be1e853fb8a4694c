// SPDX-License-Identifier: GPL-2.0-only
/*
 * Copyright (C) 2026 The dmarig authors
 *
 * Knobs that name physical addresses, or something else.
 */
#include "common/params.h"

/* Hexadecimal only: a channel could be called 5. */
static bool parse_address(const char *text, u64 *address)
{
	u64 n = 0;
	int digits;

	if (text[0] != '0' || text[1] != 'x')
		return false;
	text += 2;
	for (digits = 0; *text; digits++, text++) {
		char c = *text >= 'A' && *text <= 'F' ? *text - 'A' + 'a' : *text;

		if (c >= '0' && c <= '9')
			n = n << 4 | (u64)(c - '0');
		else if (c >= 'a' && c <= 'f')
			n = n << 4 | (u64)(c - 'a' + 10);
		else
			return false;
	}
	*address = n;
	return digits > 0 && digits <= 16;
}

enum dmarig_peer params_peer(const struct params *p)
{
	int word = word_find(dmarig_peers, p->peer);
	u64 address;

	if (parse_address(p->peer, &address))
		return DMARIG_PEER_address;
	if (word == DMARIG_PEER_address || word < 0)
		return DMARIG_PEER_channel;
	return word;
}

u64 params_peer_address(const struct params *p)
{
	u64 address = 0;

	parse_address(p->peer, &address);
	return address;
}

bool params_resource(const struct params *p, u64 *address)
{
	return parse_address(p->resource, address);
}
