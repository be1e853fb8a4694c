/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Copyright (C) 2026 The dmarig authors
 *
 * The rows of the table of faults, the honest device first: row(name, rule meant to catch it, what
 * it does). One row stands for a block of the same name in a file of this folder.
 *
 * A fault without a rule ("-") breaks no sentence of the contract, or does it at an instant that no
 * rule can count on: those are found by going through all of them, see module/check/race. What
 * sleeps or holds a lock where it may not is caught by the kernel's own checks, which then print a
 * splat: the help says so.
 */
#ifndef DMARIG_SIM_FAULT_ROWS_H
#define DMARIG_SIM_FAULT_ROWS_H

#define SIM_FAULTS(row)										\
	row(none, "-", "does what it is told")							\
	/* how a transfer ends */								\
	row(lost_interrupt, "completes",							\
	    "the transfer completes, but its interrupt never comes")				\
	row(stuck, "completes", "the transfer never completes; terminating works")		\
	row(slow, "-", "latency times ten, and at least a millisecond")				\
	row(false_success, "status-complete-means-data",					\
	    "reports success for a transfer never done")					\
	row(error_result, "callback-result-good",						\
	    "reports a write error although all was copied")					\
	row(error_hidden, "error-is-told", "reports success after a bad address")		\
	row(error_wedges, "error-then-works", "after a bad address nothing starts any more")	\
	row(result_residue, "callback-result-good",						\
	    "the callback's result has a residue although all was copied")			\
	row(short_residue_lost, "short-transfer-residue",					\
	    "the result of a transfer that its peripheral ended early has no residue")		\
	row(interrupt_flag_needed, "interrupt-flag-optional",					\
	    "a transfer without DMA_PREP_INTERRUPT never completes")				\
	row(batch_only_last, "batch-last-interrupt",						\
	    "a transfer without DMA_PREP_INTERRUPT moves nothing if another follows")		\
	/* callbacks */										\
	row(double_callback, "callback-once", "the callback comes twice")			\
	row(callback_delayed, "completes", "the callback comes 3 s after completion")		\
	row(callbacks_swapped, "cookies-in-order",						\
	    "of two callbacks that are due the second comes first")				\
	row(callback_in_irq, "callback-in-tasklet", "the callback comes in hard irq")		\
	row(lock_over_callback, "callback-lock-free",						\
	    "calls back with a lock held that every operation takes (lockdep splats)")		\
	row(callback_plain_ignored, "callback-plain",						\
	    "of the two callbacks it knows callback_result alone")				\
	row(callback_no_result, "callback-with-result",						\
	    "callback_result gets NULL and no result")						\
	row(callback_issue_lost, "callback-may-submit",						\
	    "issue_pending in a callback does nothing")						\
	row(callback_terminate_ignored, "callback-may-terminate",				\
	    "terminate_all in a callback does nothing until synchronize")			\
	row(callback_status_wrong, "callback-may-ask-status",					\
	    "in a callback every completed transfer is said to be in progress")			\
	/* status and residue */								\
	row(status_early, "status-complete-means-data",						\
	    "status says complete before the data is there, which then never comes")		\
	row(status_never_complete, "complete-is-announced",					\
	    "status says in progress for ever, though the callback came")			\
	row(status_null_error, "status-null-state", "status asked without a state is an error")	\
	row(status_last_stale, "status-last-and-used",						\
	    "of a complete transfer, status says that the last complete one was before it")	\
	row(no_order_unsaid, "no-order-says-out-of-order",					\
	    "advertises DMA_COMPLETION_NO_ORDER, yet status never says DMA_OUT_OF_ORDER")	\
	row(batch_status_lost, "batch-last-interrupt",						\
	    "status says in progress for ever if the transfer asked for no interrupt")		\
	row(residue_constant, "residue-zero-at-end", "the residue is 64 bytes, also at the end") \
	row(residue_frozen, "residue-moves", "the residue is the length until the end")		\
	row(residue_grows, "residue-monotone", "the residue grows with each look")		\
	row(residue_too_long, "residue-within-length",						\
	    "the residue is longer than the transfer")						\
	row(residue_after_end, "residue-zero-at-end", "the residue of a complete transfer is 1") \
	row(residue_too_fine, "residue-granularity",						\
	    "advertises a residue by segments, but it moves by bursts")				\
	row(residue_ahead, "residue-means-data",						\
	    "while less than half has moved, the residue is only half of what is left")		\
	row(residue_other_cookie, "status-of-cookie-asked",					\
	    "the residue of a queued transfer is that of the active one, or 0")			\
	/* the queue */										\
	row(starts_at_submit, "submit-does-not-start", "starts when submitted, not when issued") \
	row(issue_ignored_idle, "completes",						\
	    "issue_pending does nothing on an idle channel")					\
	row(issue_ignored_busy, "issue-when-busy",						\
	    "issue_pending does nothing on a busy channel, or one that was until 2 ms ago")	\
	row(resume_forgotten, "completes",							\
	    "is runtime-suspended when it is idle for 2 ms, and not resumed by what touches it") \
	row(issue_forgets_last, "queued-all-complete",						\
	    "of several transfers issued at once the last is not")				\
	row(idle_issue_wedges, "idle-issue-harmless",						\
	    "after issue_pending with nothing to issue nothing starts any more")		\
	row(issue_in_front, "issued-one-by-one",						\
	    "what is issued goes before what was issued and still waits")			\
	row(order_swapped, "order-within-channel", "the transfer after it goes first")		\
	row(ring_off_by_one, "fills-and-wraps", "with 16 transfers queued the last is lost")	\
	row(starves_channel, "channels-fair",							\
	    "the first of several channels waits 20 ms before each transfer")			\
	row(align_in_bytes, "-",								\
	    "copy_align is 64, as if it were bytes and no shift")				\
	/* contexts */										\
	row(sleeps_in_prep, "prep-in-atomic", "sleeps in prep (splats in atomic context)")	\
	row(sleeps_in_issue, "issue-in-atomic",							\
	    "sleeps in issue_pending (splats in atomic context)")				\
	row(sleeps_in_status, "status-in-atomic",						\
	    "sleeps in tx_status (splats in atomic context)")					\
	row(sleeps_in_terminate, "terminate-in-atomic",						\
	    "sleeps in terminate_all (splats in atomic context)")				\
	/* terminate */										\
	row(stuck_unterminable, "terminate-then-works",						\
	    "the transfer never completes, and terminating it fails")				\
	row(no_terminate, "completes",						\
	    "the transfer never completes, and nothing can terminate it")			\
	row(late_callback, "terminate-no-late-callback",					\
	    "the callback comes for a transfer already terminated, before synchronize returns")	\
	row(callback_after_terminate, "terminate-no-late-callback",				\
	    "the callback comes 5 ms after the transfer was terminated, and after synchronize")	\
	row(terminate_idle_fails, "terminate-idle-harmless",					\
	    "terminating an idle channel is an error")						\
	row(writes_after_terminate, "terminate-memory-still",					\
	    "writes 5 ms after it was terminated, if the memory is still as it was")		\
	row(terminate_keeps_queue, "terminate-forgets-queue",					\
	    "what was queued when terminated calls back after the next issue_pending")		\
	row(stale_after_terminate, "terminate-then-works",					\
	    "the transfer after a terminated one copies what that should have")			\
	row(synchronize_early, "synchronize-waits",						\
	    "callbacks take 5 ms, and synchronize does not wait for those of what had ended")	\
	row(cyclic_continues, "cyclic-stops",							\
	    "a cyclic transfer that was terminated calls back twice more, after synchronize")	\
	row(mode_change_breaks, "mode-change",							\
	    "the transfer after a terminated cyclic one moves only half")			\
	/* pause */										\
	row(pause_unreported, "pause-status", "status does not say DMA_PAUSED")			\
	row(pause_calls_back, "pause-freezes-callbacks",					\
	    "the callback comes 5 ms after the end, paused or not")				\
	row(pause_residue_runs, "pause-freezes-residue", "the residue falls while paused")	\
	row(pause_keeps_moving, "pause-freezes-data", "data moves while paused")		\
	row(pause_residue_ahead, "pause-keeps-moved",						\
	    "the residue while paused counts bytes that are written after resume")		\
	row(resume_loses, "pause-loses-nothing", "resume loses the transfer that was paused")	\
	row(resume_always, "resume-only-when-paused", "resume succeeds although not paused")	\
	row(pause_outlives_terminate, "terminate-when-paused",					\
	    "terminated while paused, the channel starts nothing any more")			\
	/* capabilities, and what must be refused */						\
	row(prep_refused, "capability-works", "a prep that is advertised returns NULL")		\
	row(memset_unadvertised, "capability-only-advertised",					\
	    "memset works, but is not advertised")						\
	row(zero_length_accepted, "zero-length-refused", "a transfer of no bytes is accepted")	\
	row(zero_entries_accepted, "zero-entries-refused", "a list without entries is accepted") \
	row(long_period_accepted, "period-beyond-buffer-refused",				\
	    "a period longer than the buffer is accepted")					\
	row(zero_period_accepted, "zero-period-refused",					\
	    "a period of no bytes is accepted")							\
	row(direction_accepted, "direction-refused", "a direction it does not have is accepted") \
	row(odd_length_accepted, "misaligned-refused",						\
	    "a length that is no multiple of the register's width is accepted")			\
	row(width_accepted, "config-width-refused", "any register width is accepted")		\
	row(burst_accepted, "config-burst-refused", "any burst is accepted")			\
	row(width_refused, "config-caps-width-works",						\
	    "advertises registers of 16 bytes, and refuses them")				\
	/* lifetime */										\
	row(leak_on_terminate, "terminate-frees-descriptors",					\
	    "terminated descriptors are never freed, and after 32 there are none left")		\
	row(unmap_kept, "unmap-let-go-once",							\
	    "is for public clients, and keeps what they leave in tx->unmap")			\
	row(unmap_early, "unmap-let-go-once",							\
	    "lets go of tx->unmap before it moves anything")					\
	row(unmap_twice, "unmap-let-go-once", "lets go of tx->unmap twice")			\
	row(leak_per_transfer, "release-leaks-nothing",						\
	    "descriptors are never freed, and after 32 there are none left")			\
	row(submit_during_terminate, "terminate-against-prepare",				\
	    "what is submitted between terminate_all and synchronize wedges the channel")	\
	row(abort_frees_prepared, "terminate-spares-prepared",					\
	    "terminating gives back what was prepared and not submitted")			\
	row(abort_leaks, "terminate-leaks-nothing",						\
	    "terminated descriptors are never freed, though there are always more")		\
	row(reuse_forgotten, "reuse-again", "a reused descriptor moves nothing the second time") \
	row(reuse_not_freed, "reuse-freed-once", "a reused descriptor cannot be freed")		\
	row(request_once, "release-request-again", "a channel that was released is unusable")	\
	row(release_jams, "release-in-flight",							\
	    "a channel that was released with transfers in flight starts nothing any more")	\
	row(release_leaks_module, "release-leaks-nothing",					\
	    "releasing a channel leaves a reference to the module, until the controller goes")	\
	/* what is raised and lowered */							\
	row(abort_leaks_module, "terminate-then-works",						\
	    "a terminated transfer leaves a reference to the module, until the controller goes") \
	row(transfer_leaks_device, "completes",							\
	    "a transfer leaves a reference to the device, until the controller goes")		\
	row(pm_left_raised, "runtime-pm-balanced",						\
	    "a terminated transfer leaves the runtime-PM usage count raised")			\
	row(pm_lowered_twice, "runtime-pm-balanced",						\
	    "a terminated transfer lowers the runtime-PM usage count once too often")		\
	/* data */										\
	row(corrupt_byte, "data-exact", "one byte of the destination is wrong")			\
	row(short_copy, "data-lengths", "the last bytes are missing")				\
	row(tail_dropped, "data-lengths", "bytes beyond a multiple of 8 are missing")		\
	row(cut_at_64k, "segments-to-limit", "bytes beyond 64 KiB of a segment are missing")	\
	row(off_by_one, "data-exact", "everything lands one byte too far")			\
	row(alignment_ignored, "data-alignments",						\
	    "the low two bits of a source address are ignored")					\
	row(high_address_dropped, "data-high-address",						\
	    "what is addressed beyond 4 GiB is not moved")					\
	row(overrun, "data-neighbours", "writes a few bytes beyond the end")			\
	row(one_byte_too_many, "data-neighbours", "writes one byte beyond the end")		\
	row(neighbour_line, "data-neighbours", "writes the rest of the last cache line")	\
	row(underrun, "data-neighbours", "writes a few bytes before the start")			\
	row(stale_data, "data-exact", "writes what the transfer before copied")			\
	row(source_damage, "data-neighbours", "flips a byte of the source")			\
	row(queued_mixed_up, "data-queued",							\
	    "with three transfers queued behind it, it writes what the one before copied")	\
	row(unasked_end_missing, "data-when-polled",						\
	    "of a transfer without DMA_PREP_INTERRUPT the last 8 bytes are missing")		\
	row(memset_first_byte, "memset-value", "a memset writes only the first byte of a word")	\
	row(memset_sg_zero, "memset-sg-value", "a memset of a list writes zeroes")		\
	row(interleave_gap, "interleave-gaps", "writes into the gap behind a chunk")		\
	row(repeat_once, "repeat-repeats",							\
	    "a transfer with DMA_PREP_REPEAT ends after its first round")			\
	row(load_eot_ignored, "load-eot-replaces", "ignores DMA_PREP_LOAD_EOT")			\
	row(repeat_slave_once, "repeat-slave-repeats",						\
	    "a transfer with a peripheral and DMA_PREP_REPEAT ends after its first round")	\
	row(load_eot_slave_ignored, "load-eot-slave-replaces",					\
	    "ignores DMA_PREP_LOAD_EOT of a transfer with a peripheral")			\
	row(sg_swapped, "sg-every-entry", "the first two entries of a list change places")	\
	row(sg_sent_backwards, "sg-sent-in-order",						\
	    "of a list that is sent all entries but the first come in the opposite order")	\
	row(sg_last_dropped, "sg-every-entry", "the last entry of a list is not moved")		\
	row(sg_length_rounded, "sg-odd-lengths", "an entry's length is rounded down to 8")	\
	row(sg_merged, "sg-merged", "an entry that continues the one before is spoilt")		\
	row(sg_chain_cut, "sg-chained",								\
	    "entries of a list beyond the first 128 are not moved")				\
	row(sg_page_crossed, "sg-crossing-pages",						\
	    "of an entry that crosses a page, the first byte of the next page is wrong")	\
	row(sg_odd_end, "sg-odd-entries",							\
	    "the last byte of an entry of odd length is wrong")					\
	row(sg_inside_page, "sg-random-entries",						\
	    "the first byte of an entry that does not start a page is wrong")			\
	row(xor_source0, "xor-parity", "an xor copies the first source and forgets the others")	\
	row(pq_wrong_coefficient, "pq-parity",							\
	    "a pq multiplies its last source with the wrong coefficient")			\
	row(pq_writes_disabled, "pq-parity", "a pq writes P or Q although it is disabled")	\
	row(pq_starts_anew, "pq-continue",							\
	    "a pq with DMA_PREP_CONTINUE forgets the P and Q there are")			\
	row(xor_val_blind, "xor-val-verdict", "an xor_val finds nothing wrong")			\
	row(pq_val_blind, "pq-val-verdict", "a pq_val finds nothing wrong")			\
	/* system sleep */									\
	row(sleep_wedges, "sleep-then-works", "after a system sleep nothing starts any more")	\
	row(sleep_unpauses, "sleep-keeps-pause", "a system sleep ends a pause")			\
	/* slave channels */									\
	row(config_changes_queued, "config-leaves-queued",					\
	    "a new configuration changes what is queued")					\
	row(config_only_once, "config-applies-next",						\
	    "a channel keeps the first configuration it was given")				\
	row(peripheral_config_kept, "peripheral-config-copied",					\
	    "looks at the client's peripheral_config when a transfer is prepared")		\
	row(peripheral_size_ignored, "peripheral-size-counts",					\
	    "takes peripheral_config for 8 bytes where peripheral_size says less")		\
	row(dev_to_dev_to_memory, "dev-to-dev-moves",						\
	    "what goes from register to register goes to the memory of its list instead")	\
	row(dev_to_dev_reversed, "dev-to-dev-moves",						\
	    "of two registers the wrong one is written")					\
	row(dev_to_dev_ring_once, "dev-to-dev-ring",						\
	    "a ring between registers ends after its first round")				\
	row(register_runs_on, "slave-fixed-address", "writes behind the register as well")	\
	row(receives_nothing, "slave-directions", "what is received is not written")		\
	row(metadata_lost, "metadata-returns", "metadata gets lost")				\
	row(metadata_late, "metadata-after-completion",						\
	    "metadata is written 2 ms after status says complete")				\
	row(period_skipped, "cyclic-period-callbacks", "a period has no callback")		\
	row(period_doubled, "cyclic-period-callbacks", "a period has two callbacks")		\
	row(period_spoilt, "cyclic-data", "a byte of a period is wrong")			\
	row(lone_period_once, "cyclic-one-period",						\
	    "a ring of one period ends after its first round")					\
	row(ring_needs_interrupt, "cyclic-without-interrupt",					\
	    "a ring without DMA_PREP_INTERRUPT stops after its first round")			\
	row(sent_period_skipped, "cyclic-sent-callbacks",					\
	    "the last period of a ring that is sent has no callback")				\
	row(sent_ring_no_residue, "cyclic-sent-residue",					\
	    "the residue of a ring that is sent is 0")						\
	row(sent_ring_wedges, "cyclic-sent-stops",						\
	    "a ring that is sent, terminated, leaves the channel stuck")			\
	row(cyclic_callback_goes_on, "cyclic-callback-may-terminate",				\
	    "a ring that its callback has terminated calls back once more")			\
	row(list_residue_entry, "list-residue",							\
	    "the residue of a list is that of its current entry alone")				\
	row(list_residue_twice, "list-residue",							\
	    "the residue of a list counts the current entry twice")				\
	row(cyclic_residue_ahead, "cyclic-residue-means-data",					\
	    "the residue of a ring counts bytes that are not in memory yet")			\
	row(cyclic_resume_restarts, "cyclic-pause-position",					\
	    "a ring that was paused starts over at its beginning")				\
	row(cyclic_residue_total, "cyclic-residue-in-buffer",					\
	    "the residue does not start over with the buffer")					\
	/* what only an instant shows */							\
	row(terminate_completes_twice, "-",							\
	    "terminated within 512 ns before its interrupt, a transfer calls back twice")	\
	row(terminate_misses_tasklet, "-",							\
	    "terminated between its interrupt and its callback, a transfer calls back later")	\
	row(pause_loses_interrupt, "-",								\
	    "paused within 512 ns before its interrupt, a transfer never ends")			\
	row(issue_lost_at_end, "-",								\
	    "what is issued within 512 ns before the last interrupt does not start")		\
	row(unbind_misses_interrupt, "-",							\
	    "a transfer within 512 ns before its interrupt calls back though its driver is gone") \
	row(status_torn_at_end, "-",								\
	    "within 512 ns before its interrupt, a transfer has status error")

#endif
