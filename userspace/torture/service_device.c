// SPDX-License-Identifier: GPL-2.0-only
/*
 * Copyright (C) 2026 The dmarig authors
 *
 * Services on the controller as a whole: its driver is unbound and bound, the device and the
 * system are suspended and resumed.
 */
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>
#include "lib/base/files.h"
#include "lib/base/owner.h"
#include "torture/draw.h"
#include "torture/storm.h"

static const struct channel *loaded(const struct stress *stress)
{
	return &stress->storm->loads[0].channel;
}

/* A driver of hardware may wait for its clients for ever, or worse: only ours is known to drain. */
static int need_unbind(struct stress *stress, struct err *err)
{
	if (!strcmp(loaded(stress)->driver, "dmarig_sim"))
		return 0;
	return err_say(err, -EPERM,
		       "%s: %s is driven by %s, which is not known to survive it under load",
		       stress->service->name,
		       loaded(stress)->name, loaded(stress)->driver);
}

static void bind_anew(struct stress *stress)
{
	const char *device = loaded(stress)->device;
	char path[PATH_LEN];

	storm_sleep(stress->storm, 200 + draw(&stress->state, 500));
	file_write(path_in(path, ROOT_SYSFS, "bus/platform/drivers/dmarig_sim/unbind"), device);
	storm_sleep(stress->storm, draw(&stress->state, 100));
	file_write(path_in(path, ROOT_SYSFS, "bus/platform/drivers/dmarig_sim/bind"), device);
}

static char *power_path(char path[PATH_LEN], const struct stress *stress, const char *name)
{
	return path_in(path, ROOT_SYSFS, "class/dma/%s/device/power/%s", loaded(stress)->name,
		       name);
}

static int need_power(struct stress *stress, struct err *err)
{
	char path[PATH_LEN];

	if (!access(power_path(path, stress, "control"), W_OK))
		return 0;
	return err_say(err, -ENODEV, "runtime_pm: %s has no runtime power management",
		       loaded(stress)->device);
}

/* The edges are where it falls asleep between two transfers. */
static void doze(struct stress *stress)
{
	char path[PATH_LEN], delay[16];

	snprintf(delay, sizeof(delay), "%u", draw(&stress->state, 20));
	file_write(power_path(path, stress, "autosuspend_delay_ms"), delay);
	file_write(power_path(path, stress, "control"), draw(&stress->state, 2) ? "auto" : "on");
	storm_sleep(stress->storm, 10 + draw(&stress->state, 50));
}

static void wake(struct stress *stress)
{
	char path[PATH_LEN];

	file_write(power_path(path, stress, "control"), "auto");
}

/*
 * Without CONFIG_PM_DEBUG the way to sleep goes on after the freezer. It ends at the first device,
 * which is the youngest: a simulated controller that is there to refuse.
 */
static char *brake_path(char path[PATH_LEN], const char *file)
{
	return path_in(path, ROOT_CONFIGFS, "dmarig_sim/%s-brake%s", owner_prefix(), file);
}

static void release_brake(void)
{
	char path[PATH_LEN];

	file_write(brake_path(path, "/live"), "0");
	rmdir(brake_path(path, ""));
}

static int put_brake(struct err *err)
{
	char path[PATH_LEN];
	int ret;

	if (mkdir(brake_path(path, ""), 0755))
		return err_say(err, -ENOSYS,
			       "freezer: want CONFIG_PM_DEBUG, or dmarig_sim to end the suspend (%s)",
			       strerror(errno));
	ret = file_write(brake_path(path, "/suspends"), "0");
	if (!ret)
		ret = file_write(brake_path(path, "/live"), "1");
	if (!ret)
		return 0;
	release_brake();
	return err_say(err, ret, "freezer: no simulated controller that refuses to suspend: %s",
		       strerror(-ret));
}

static bool can_stop_there(void)
{
	char path[PATH_LEN];

	return !access(path_in(path, ROOT_SYSFS, "power/pm_test"), W_OK);
}

static int need_freezer(struct stress *stress, struct err *err)
{
	(void)stress;
	return can_stop_there() ? 0 : put_brake(err);
}

/* All user threads stop and go on, those of this tool too; devices are left alone. */
static void freeze(struct stress *stress)
{
	char path[PATH_LEN];

	if (can_stop_there())
		file_write(path_in(path, ROOT_SYSFS, "power/pm_test"), "freezer");
	file_write(path_in(path, ROOT_SYSFS, "power/state"), "freeze");
	storm_sleep(stress->storm, 200 + draw(&stress->state, 500));
}

static void thaw(struct stress *stress)
{
	char path[PATH_LEN];

	(void)stress;
	if (can_stop_there())
		file_write(path_in(path, ROOT_SYSFS, "power/pm_test"), "none");
	else
		release_brake();
}

const struct service services_device[] = {
	{
		.name	= "unbind",
		.help	= "the controller's driver is unbound under load, and bound again",
		.begin	= need_unbind,
		.step	= bind_anew,
	},
	{
		.name	= "runtime_pm",
		.help	= "the controller falls asleep between transfers, or may not",
		.begin	= need_power,
		.step	= doze,
		.end	= wake,
	},
	{
		.name	= "freezer",
		.help	= "all processes are frozen and thawed",
		.begin	= need_freezer,
		.step	= freeze,
		.end	= thaw,
	},
	{ 0 }
};
