#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-only
# Copyright (C) 2026 The dmarig authors
#
# Writes the modules as a series of patches on a kernel tree, where they are drivers/dma/dmarig, and has the
# tree's own checkpatch look at it. The tree itself stays as it is. Prints the patches.
#
#   patch.sh KERNEL    a version that Debian has as linux-source-VERSION, or a path to a tree

source "$(dirname "$0")/../vm/lib.sh"
source "$(dirname "$0")/checkpatch.sh"

place=drivers/dma/dmarig
out=$top/build/patch
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

# The folders of a module, as Kbuild has them
folders_of() { sed -n "s/^$1-folders := //p" "$top/Kbuild"; }

# sources_of MODULE: below module/
sources_of() {
	local folder

	for folder in $(folders_of "$1"); do
		(cd "$top/module" && ls "$folder"/*.c)
	done | sort
}

# headers_of MODULE: those of folders without sources, too
headers_of() {
	local folder

	for folder in $(folders_of "$1" | tr ' ' '\n' | cut -d / -f 1 | sort -u); do
		(cd "$top/module" && find "$folder" -name '*.h')
	done
}

# add_module MODULE OPTION: its sources and its lines of the Makefile
add_module() {
	local file

	for file in $(sources_of "$1") $(headers_of "$1"); do
		install -D -m 644 "$top/module/$file" "$place/$file"
	done
	{
		echo
		echo "obj-\$(CONFIG_$2) += $1.o"
		sources_of "$1" | sed "s/c$/o/; s/^/$1-y += /"
	} >>"$place/Makefile"
}

# What Kbuild finds in the headers when modules are built outside a tree is known inside one.
features() {
	local macro header pattern

	sed '/^#/d; /^$/d' "$top/module/core/base/features" | while read -r macro header pattern; do
		! grep -qs -e "$pattern" "$tree/include/$header" || echo "ccflags-y += -D$macro"
	done
}

# since VERSION: is the tree that, or newer?
since() {
	[[ $(printf '%s\n' "$1" "$(make -s -C "$tree" kernelversion)" | sort -V | head -n 1) == "$1" ]]
}

# begin: the files that there is one of in a tree
begin() {
	# shellcheck disable=SC2016 # make expands it
	local src='$(src)'

	# Until then it was a path below the sources.
	# shellcheck disable=SC2016 # make expands it
	since 6.10 || src='$(srctree)/$(src)'
	mkdir -p drivers/dma "$place"
	cp "$tree"/drivers/dma/{Kconfig,Makefile} drivers/dma/
	cp "$tree/MAINTAINERS" .
	git init -q .
	git add -A
	commit "the tree"
	cat >"$place/Makefile" <<-END
		# SPDX-License-Identifier: GPL-2.0-only

		ccflags-y := -I$src
		$(features)

		CFLAGS_core/observe/trace.o := -I$src/core/observe
	END
	echo "# SPDX-License-Identifier: GPL-2.0-only" >"$place/Kconfig"
	sed -i "s|^source \"drivers/dma/lgm/Kconfig\"|source \"$place/Kconfig\"\n\n&|" drivers/dma/Kconfig
	echo "obj-\$(CONFIG_DMARIG) += dmarig/" >>drivers/dma/Makefile
	awk -v place="$place" '
	/^DMA MAPPING BENCHMARK$/ {
		printf "DMA ENGINE BENCHMARK (DMARIG)\nM:\t%s\nL:\tdmaengine@vger.kernel.org\nS:\tMaintained\n", who
		printf "F:\tDocumentation/ABI/testing/configfs-dmarig*\nF:\t%s/\n\n", place
	}
	{ print }' who="$who" "$tree/MAINTAINERS" >MAINTAINERS
	for file in "$top"/Documentation/ABI/testing/configfs-dmarig*; do
		install -D -m 644 -t Documentation/ABI/testing "$file"
	done
}

# option NAME WHAT NEEDS: its entry, with the help on stdin
option() {
	{
		printf '\nconfig %s\n\ttristate "%s"\n\tdepends on %s\n\thelp\n' "$1" "$2" "$3"
		sed 's/^/\t  /; s/^[ \t]*$//'
	} >>"$place/Kconfig"
}

commit() { git -c user.name="$name" -c user.email="$email" commit -q -s -F - <<<"$1"; }

series() {
	begin
	option DMARIG "DMA engine benchmark and test client" "DMA_ENGINE && CONFIGFS_FS" <<-END
		Drives any channel of a DMA controller, for measuring and for testing
		its driver: every operation, mapping and direction. It is controlled
		through configfs, by the tool of the same name or by hand.

		Say N unless you develop or measure a DMA controller's driver.
	END
	add_module dmarig DMARIG
	git add -A
	commit "dmaengine: Add dmarig, a benchmark and test client

dmatest drives four of the operations that channels have, one transfer at
a time. dmarig drives all of them, slave and cyclic ones included, with
every way of mapping memory for a device, measures each phase of a
transfer, and holds a driver against the contract in
Documentation/driver-api/dmaengine rule by rule."
	option DMARIG_SIM "Simulated DMA controller" "DMARIG && HAS_IOMEM" <<-END
		A DMA controller in software, made and configured through configfs:
		with latency and bandwidth, with the peculiarities that drivers may
		have, and with faults made to order, which show that the rules of
		dmarig find them.

		Say N unless you want to try or test dmarig itself.
	END
	add_module dmarig_sim DMARIG_SIM
	git add -A
	commit "dmaengine: dmarig: Add a simulated controller

A rule that cannot fail proves nothing. The simulated controller has a
fault for each rule, and quirks of real drivers that no rule may fail. It
needs no hardware, so the client can be tested wherever a kernel runs."
	option DMARIG_EDU "DMA of QEMU's edu device" "DMARIG && PCI" <<-END
		A driver for the DMA of the PCI device edu, which QEMU has for
		education. It is a real bus master behind a real IOMMU, if only an
		emulated one.

		Say N unless you run the kernel in QEMU.
	END
	add_module dmarig_edu DMARIG_EDU
	git add -A
	commit "dmaengine: dmarig: Add a driver for QEMU's edu device

Its DMA goes through whatever IOMMU the emulated machine has, which makes
mapping, translation and faults testable without hardware."
	git format-patch -q -o "$out" HEAD~3
}

# Silent about what it cannot look up itself for want of a library
check() {
	local types

	types=$(IFS=,; echo "${ignored_in_tree[*]}")
	perl "$tree/scripts/checkpatch.pl" --root="$tree" --strict --terse --show-types --no-summary \
		--max-line-length=100 --ignore "$types" "$out"/*.patch 2>"$work/err" | grep . >&2 || return 0
	return 1
}

main() {
	[[ $# == 1 ]] || die 2 "patch.sh takes one KERNEL"
	tree=$("$vm/kernel.sh" source "$1")
	name=$(git -C "$top" config user.name || echo "The dmarig authors")
	email=$(git -C "$top" config user.email || echo "dmarig@example.org")
	who="$name <$email>"
	rm -rf "$out"
	(cd "$work" && series)
	check || die 1 "checkpatch complains, see above"
	ls "$out"/*.patch
}

main "$@"
