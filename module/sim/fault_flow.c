// SPDX-License-Identifier: GPL-2.0-only
/*
 * Copyright (C) 2026 The dmarig authors
 *
 * Faults in how a transfer ends: late, twice, never, or with the wrong result.
 */
#include <linux/dmaengine.h>
#include <linux/errno.h>
#include <linux/minmax.h>
#include <linux/time64.h>
#include "sim/chan.h"
#include "sim/fault.h"

const struct sim_fault sim_fault_lost_interrupt = {
	.extra_callbacks	= -1,
};

const struct sim_fault sim_fault_stuck = {
	.hangs			= true,
};

const struct sim_fault sim_fault_stuck_unterminable = {
	.hangs			= true,
	.terminate_error	= -EIO,
};

static void forget_terminate(struct dma_device *dd)
{
	dd->device_terminate_all = NULL;
}

const struct sim_fault sim_fault_no_terminate = {
	.hangs			= true,
	.setup			= forget_terminate,
};

static u64 ten_times(u64 ns)
{
	return max_t(u64, 10 * ns, NSEC_PER_MSEC);
}

const struct sim_fault sim_fault_slow = {
	.latency		= ten_times,
};

const struct sim_fault sim_fault_double_callback = {
	.extra_callbacks	= 1,
};

/*
 * The callback comes after device_terminate_all and before device_synchronize has returned: wrong,
 * yet its parameter is still alive.
 */
const struct sim_fault sim_fault_late_callback = {
	.calls_aborted		= true,
};

static void report_write_failed(struct sim_desc *d)
{
	d->result = DMA_TRANS_WRITE_FAILED;
}

const struct sim_fault sim_fault_error_result = {
	.verdict		= report_write_failed,
};

static void move_nothing(struct sim_chan *c, struct sim_desc *d)
{
	sim_desc_withhold(d, d->todo);
}

const struct sim_fault sim_fault_false_success = {
	.begin			= move_nothing,
};
