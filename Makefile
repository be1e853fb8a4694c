# SPDX-License-Identifier: GPL-2.0-only
# Copyright (C) 2026 The dmarig authors
#
# What a person types. Every target that needs packages gets them through deps; the work itself
# is in the scripts of userspace/{vm,suites,scripts} and tests. Kbuild has what the modules are made of.

# A world brings its machine.
ifeq ($(WORLD),)
MACHINE ?= virt
endif
KERNEL  ?= 6.12
FLAVOUR ?= debug
TIMEOUT ?= 600
CMD     ?=
PREFIX  ?= /usr/local
KDIR    ?= /lib/modules/$(shell uname -r)/build

export MACHINE WORLD KERNEL FLAVOUR TIMEOUT CMD

vm      := userspace/vm
suites  := userspace/suites
scripts := userspace/scripts

# What has a kernel that fits better than this file's is told only what the user asked for.
usual_kernel = $(if $(filter file,$(origin KERNEL)),KERNEL=)

.PHONY: help deps vm kernel root module tool man install install-tool deb patch clean distclean headers-check test test-all coverage bench worlds perf combinations torture mutation quirks explore instants explore-faults card cards mutate-driver soak ci prove-compare bisect lava abi lint

help: ## print this
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "%-14s %s\n", $$1, $$2 }' Makefile
	@echo
	@echo "MACHINE=$(MACHINE), of: $(filter-out dt,$(notdir $(wildcard configs/machine/*)))"
	@echo "WORLD=$(WORLD), of: $(notdir $(wildcard configs/world/*))"
	@echo "FLAVOUR=$(FLAVOUR) KERNEL=$(KERNEL), a version Debian has as linux-source-VERSION, debian, or a tree's path"

deps: ## install the Debian packages of configs/packages that are missing; FOR=browser: one for a test, too
	@$(scripts)/deps.sh $(FOR)

vm: deps ## run CMD in a guest of MACHINE, KERNEL, FLAVOUR; also DRIVER, CLOCK, WORLD, DT, APPEND, TIMEOUT, QEMU_EXTRA
	@$(usual_kernel) $(vm)/run.sh

kernel: deps ## build the guest kernel of MACHINE, KERNEL, FLAVOUR, and print where it is
	@$(vm)/kernel.sh image $(MACHINE) $(KERNEL) $(FLAVOUR)

root: deps ## build the guest's user space and sysroot, and print where they are
	@$(vm)/root.sh $(MACHINE)

module: ## build the modules for the running kernel, or for that of KDIR, with CROSS_COMPILE or LLVM
	@$(scripts)/module.sh native $(KDIR)

tool: deps ## build the tool: build/tool-native/dmarig, or for CROSS_COMPILE with SYSROOT; STATIC, WITHOUT
	@$(MAKE) -s -f $(scripts)/tool.mk CROSS=$(CROSS_COMPILE) \
		OUT=build/tool-$(if $(CROSS_COMPILE),$(CROSS_COMPILE:%-=%),native)

man: tool ## write the manual pages: build/man
	@$(scripts)/man.sh build/tool-native/dmarig build/man

install: install-tool module ## install the tool, its pages and configurations, and the modules (PREFIX, DESTDIR)
	$(MAKE) -C $(KDIR) M=$(CURDIR)/build/module-native modules_install \
		$(if $(DESTDIR),INSTALL_MOD_PATH=$(DESTDIR))

install-tool: tool man ## the same without the modules
	install -D -m 755 build/tool-native/dmarig $(DESTDIR)$(PREFIX)/bin/dmarig
	install -D -m 644 -t $(DESTDIR)$(PREFIX)/share/man/man1 build/man/*.1
	install -D -m 644 -t $(DESTDIR)$(PREFIX)/share/man/man5 build/man/*.5
	install -D -m 644 $(scripts)/completion.bash \
		$(DESTDIR)$(PREFIX)/share/bash-completion/completions/dmarig
	mkdir -p $(DESTDIR)$(PREFIX)/share/dmarig
	cp -r configs userspace/plots $(DESTDIR)$(PREFIX)/share/dmarig/

deb: ## build Debian packages of the tool and of the modules' sources, and check them: build/deb
	@$(scripts)/deps.sh deb
	@$(scripts)/deb.sh

patch: deps ## the modules as patches on KERNEL, a version or a tree: build/patch
	@$(scripts)/patch.sh $(KERNEL)

headers-check: deps ## build the modules, warnings being errors, against 5.10 to 7.3, arm64, x86_64 and arm
	@$(scripts)/headers.sh

test: deps ## what a change must pass: unit tests, the tool, guests; a few minutes
	@tests/run.sh test

test-all: deps ## every test there is
	@tests/run.sh all

coverage: deps ## which lines of the tool and the modules the tests run, and which they do not: SUITES, OUTPUT
	@$(scripts)/deps.sh coverage
	@$(suites)/coverage.sh

bench: deps ## measure in guests and draw the plots; REPS, SWEEP, CLOCK, KERNEL (debian)
	@$(usual_kernel) $(suites)/bench.sh

worlds: deps ## compare memory, and what mapping it costs, with an IOMMU off, strict and lazy; CLOCK=host
	@$(suites)/worlds.sh

combinations: deps ## every op with every mapping, direction and completion, in guests; FLAVOUR=kasan checks more
	@$(suites)/combinations.sh

torture: deps ## every scenario on virt and versal; DURATION (10) seconds each, also MACHINES, SCENARIOS, SEED
	@$(suites)/torture.sh

mutation: deps ## which faults the rules find, at which rate: MACHINE (uml), RATES, SECONDS_EACH, SOUND
	@$(if $(filter file,$(origin MACHINE)),MACHINE=) $(suites)/mutation.sh

quirks: deps ## no rule fails on sound controllers with quirks of real drivers: COMBINATIONS, SEED, SECONDS_EACH, GUESTS
	@$(if $(filter file,$(origin MACHINE)),MACHINE=) $(suites)/quirks.sh

explore: deps ## explore a channel, in fresh guests where a sequence kills one: CHANNEL, KNOBS, DRIVER, SEQUENCES, SEED
	@$(suites)/explore.sh

instants: deps ## every instant of races on one channel, on a clock that obeys: MACHINE (versal), CHANNEL, RACES, INSTANT
	@$(if $(filter file,$(origin MACHINE)),MACHINE=) $(suites)/instants.sh

explore-faults: deps ## how soon explore finds each fault, and that it finds nothing else: SEQUENCES, SOUND, COMBINATIONS
	@$(if $(filter file,$(origin MACHINE)),MACHINE=) $(suites)/explore-faults.sh

card: deps ## the card of one channel, in fresh guests where a rule crashes: CHANNEL, KNOBS, RULES, DRIVER, SHARDS, KNOWN, COVERAGE
	@$(if $(COVERAGE),$(scripts)/deps.sh coverage)
	@$(usual_kernel) $(suites)/card.sh

mutate-driver: deps ## a driver with one line changed, again and again, and who notices: DRIVER, WHERE, MUTANTS, SEED, ONLY, OUTPUT
	@$(scripts)/deps.sh coverage
	@$(suites)/mutate-driver.sh

cards: deps ## the report cards of all controllers that guests have, to results/cards
	@$(usual_kernel) $(suites)/cards.sh

soak: deps ## hours of what must find nothing: SOUND transfers, CYCLES, OPERATIONS
	@$(suites)/soak.sh

perf: deps ## measure beside the kernel's own dmatest and dma_map_benchmark, and print ratios
	@$(suites)/perf.sh

ci: deps ## sweep, check, torture in guests, compare with BASELINE=DIR: one exit status, artifacts in results/ci
	@$(suites)/ci.sh

prove-compare: deps ## does compare see a 5 % slower engine, and equal ones as equal? SWEEPS, REPS
	@$(suites)/compare.sh

bisect: deps ## which commit made it slower: GOOD, BAD, and DRIVER=, or KERNEL=, in a git repository; CONF, MEASURE
	@$(suites)/bisect.sh

lava: deps ## the report card of a simulated controller as a job of LAVA, by lava-run: RULES, LAVA_RUN
	@$(suites)/lava.sh

abi: ## write what Documentation has from tables: ABI, and the floors of architecture.rst
	@$(scripts)/abi.sh

lint: deps ## checkpatch, sparse, cppcheck, shellcheck
	@$(scripts)/lint.sh

clean: ## remove what was built in the checkout
	rm -rf build

distclean: clean ## the same, and say what stays in the cache
	@$(vm)/cache.sh
