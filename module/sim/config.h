/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Copyright (C) 2026 The dmarig authors
 *
 * The settings of a simulated controller: a plain model, which the configfs directory fills and the
 * controller obeys. It knows neither configfs nor dmaengine.
 */
#ifndef DMARIG_SIM_CONFIG_H
#define DMARIG_SIM_CONFIG_H

struct sim_config;

/**
 * sim_config_new() - settings with every default
 *
 * Return: the settings with one reference, or NULL. Context: may sleep.
 */
struct sim_config *sim_config_new(void);

/**
 * sim_config_get() - one more user of the settings
 * @cfg: the settings
 *
 * Return: @cfg.
 */
struct sim_config *sim_config_get(struct sim_config *cfg);

/**
 * sim_config_put() - one user less; the last one frees
 * @cfg: the settings
 */
void sim_config_put(struct sim_config *cfg);

#endif
