# SPDX-License-Identifier: GPL-2.0-only
# Copyright (C) 2026 The dmarig authors
#
# Builds the tool and the tests' helper programs into OUT, for this computer or, with CROSS and
# SYSROOT, for a guest. A new subcommand is a new file in userspace/cmd and needs no line here.

OUT     ?= build/tool-native
CROSS   ?=
SYSROOT ?=

CC         := $(CROSS)gcc
# Cross compilers of Debian look for their own libraries; with a sysroot, its packages count.
PKG_CONFIG := $(if $(SYSROOT),PKG_CONFIG_SYSROOT_DIR=$(SYSROOT) \
	PKG_CONFIG_LIBDIR=$(SYSROOT)/usr/lib/$(TRIPLET)/pkgconfig:$(SYSROOT)/usr/share/pkgconfig )pkg-config
LIBRARIES  := libtracecmd libtracefs libtraceevent inih

CFLAGS   ?= -O2 -g
CFLAGS   += -Wall -Wextra $(if $(SYSROOT),--sysroot=$(SYSROOT))
CPPFLAGS += -Iuserspace -Imodule -I$(OUT)/made \
	$(shell $(PKG_CONFIG) --cflags $(LIBRARIES))
LDLIBS   += $(shell $(PKG_CONFIG) --libs $(LIBRARIES)) -lm

commands := $(wildcard userspace/cmd/*.c)
folders  := userspace/lib/* $(addprefix userspace/,measure report torture trace) module/common
sources  := $(commands) $(wildcard $(addsuffix /*.c,$(folders)))
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
