/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Copyright (C) 2026 The dmarig authors
 *
 * dmarig doctor --prove-oracle.
 */
#ifndef DMARIG_PROVE_H
#define DMARIG_PROVE_H

/**
 * prove_oracle() - prove that the oracle sees misuses of the DMA API, and print TAP
 * @nr: how many are named; 0: all of them
 * @names: the names
 *
 * Return: the exit status.
 */
int prove_oracle(int nr, char **names);

#endif
