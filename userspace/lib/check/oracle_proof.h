/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Copyright (C) 2026 The dmarig authors
 *
 * Proves the oracle: a misuse of the DMA API is committed, and the oracle must report that and
 * nothing else.
 */
#ifndef DMARIG_ORACLE_PROOF_H
#define DMARIG_ORACLE_PROOF_H

#include "common/misuses.h"
#include "lib/check/oracle.h"
#include "lib/rig/channels.h"

/**
 * oracle_prove() - commit a misuse and compare what the oracle says with what it must say
 * @oracle: open
 * @chan: a free channel of a simulated controller
 * @misuse: the misuse
 * @err: what was seen when all is well; else what is wrong
 *
 * Return: 0 when the oracle saw exactly that; -EIO when it did not; -EOPNOTSUPP when this kernel
 * cannot see it; another -errno when the misuse could not be committed.
 */
int oracle_prove(struct oracle *oracle, const struct channel *chan, const struct misuse *misuse,
		 struct err *err);

#endif
