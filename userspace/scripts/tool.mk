# SPDX-License-Identifier: GPL-2.0-only
# Copyright (C) 2026 The dmarig authors
#
# Builds the tool and the tests' helper programs into OUT, for this computer or, with CROSS and
# SYSROOT, for a guest. A new subcommand is a new file in userspace/cmd and needs no line here.
#
#   WITHOUT    of tracefs and tracecmd, what to leave out; what pkg-config does not find is left out
#   STATIC     not empty: one file that needs no library

OUT     ?= build/tool-native
CROSS   ?=
SYSROOT ?=
TRIPLET ?= $(CROSS:%-=%)

CC         := $(CROSS)gcc
# Cross compilers of Debian look for their own libraries; with a sysroot, its packages count.
PKG_CONFIG := $(if $(SYSROOT),PKG_CONFIG_SYSROOT_DIR=$(SYSROOT) \
	PKG_CONFIG_LIBDIR=$(SYSROOT)/usr/lib/$(TRIPLET)/pkgconfig:$(SYSROOT)/usr/share/pkgconfig )pkg-config
found      = $(shell $(PKG_CONFIG) --exists $(1) && echo y)

# What reads traces, and what reads those of trace-cmd; in their place stands who says that it is not there.
WITHOUT ?= $(if $(call found,libtracefs libtraceevent),,tracefs) $(if $(call found,libtracecmd),,tracecmd)
without := $(sort $(WITHOUT) $(if $(filter tracefs,$(WITHOUT)),tracecmd))
needs_tracefs  := userspace/lib/kernel/samples.c userspace/lib/kernel/instances.c \
	$(addprefix userspace/trace/,tracer.c live.c decode.c datfile.c)
needs_tracecmd := userspace/trace/dat.c

LIBRARIES := inih $(if $(filter tracefs,$(without)),,libtracefs libtraceevent) \
	$(if $(filter tracecmd,$(without)),,libtracecmd)
LDFLAGS   += $(if $(STATIC),-static)

CFLAGS   ?= -O2 -g
CFLAGS   += -Wall -Wextra $(if $(SYSROOT),--sysroot=$(SYSROOT))
CPPFLAGS += -Iuserspace -Imodule -I$(OUT)/made \
	$(shell $(PKG_CONFIG) --cflags $(LIBRARIES))
LDLIBS   += $(shell $(PKG_CONFIG) $(if $(STATIC),--static) --libs $(LIBRARIES)) -lm

commands := $(wildcard userspace/cmd/*.c)
folders  := userspace/lib/* $(addprefix userspace/,explore measure report torture trace) module/common
sources  := $(commands) $(wildcard $(addsuffix /*.c,$(folders)))
sources  := $(filter-out $(foreach one,$(without),$(needs_$(one))),$(sources)) $(without:%=userspace/without/%.c)
objects  := $(sources:%.c=$(OUT)/obj/%.o)
helpers  := $(wildcard tests/guest/*.c)
programs := $(if $(commands),$(OUT)/dmarig) $(helpers:tests/guest/%.c=$(OUT)/guest/%)

.PHONY: all
all: $(programs)

$(OUT)/dmarig: $(objects)
	$(CC) $(CFLAGS) $(LDFLAGS) -o $@ $(objects) $(LDLIBS)

$(OUT)/guest/%: $(OUT)/obj/tests/guest/%.o
	@mkdir -p $(@D)
	$(CC) $(CFLAGS) $(LDFLAGS) -o $@ $< $(LDLIBS)

# What a bad kernel log is, for the tool
$(OUT)/made/kernel_log.inc: userspace/scripts/kernel-log.awk configs/kernel-log
	@mkdir -p $(@D)
	awk -f $^ >$@.new
	@mv $@.new $@

$(OUT)/obj/userspace/lib/kernel/kernel_log.o: $(OUT)/made/kernel_log.inc

# The flags are an input too: another sysroot is another library.
$(OUT)/obj/%.o: %.c $(OUT)/flags
	@mkdir -p $(@D)
	$(CC) $(CPPFLAGS) $(CFLAGS) -MMD -MP -c -o $@ $<

$(OUT)/flags: force
	@mkdir -p $(@D)
	@echo '$(CC) $(CPPFLAGS) $(CFLAGS) $(LDLIBS) $(sort $(sources))' | cmp -s - $@ || \
		echo '$(CC) $(CPPFLAGS) $(CFLAGS) $(LDLIBS) $(sort $(sources))' >$@

.PHONY: force
force:

-include $(objects:.o=.d) $(helpers:%.c=$(OUT)/obj/%.d)
