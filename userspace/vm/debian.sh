#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-only
# Copyright (C) 2026 The dmarig authors
#
# Fetches the kernel that Debian itself runs on, and prints where it is. Nothing of it is built but
# the drivers it leaves out, against its own headers and from its own source. Nothing is installed.
#
#   debian.sh image MACHINE [VERSION][-VARIANT]    a directory: image, config, modules/, build/, boot/
#   debian.sh tree  MACHINE [VERSION][-VARIANT]    its headers, a tree modules can be built against
#
# VERSION is one like 6.12, of those this host's release of Debian or configs/kernel/debian.suites has, or newest,
# the last one there; without it, the release's own. VARIANT is rt, 16k or lpae.
# modules/early.list names the modules that a guest loads first, in order.

source "$(dirname "$0")/lib.sh"
source "$(dirname "$0")/apt.sh"

list=$top/configs/kernel/debian.modules

# The versions there are, as KERNEL is given.
offered() {
	{
		apt_for "$DEBIAN_ARCH" apt-cache pkgnames linux-image- |
			sed -nE "s/^linux-image-([0-9]+\.[0-9]+)-$kind\$/debian-\1/p"
		sed -nE 's/^([0-9.]+)[[:space:]].*/debian-\1/p' "$top/configs/kernel/debian.suites"
	} | sort -uV | xargs echo debian
}

# look [VERSION]: package and version of the kernel, and the suite; a release's own has no version in its name
look() {
	local meta found

	apt_refresh "$DEBIAN_ARCH"

	for meta in ${1:+"linux-image-$1-$kind"} "linux-image-$kind"; do
		found=$(apt_field "$DEBIAN_ARCH" "$meta" Version)
		[[ -n $found && $found == "${1:-}"* ]] || continue
		echo "$(apt_depends "$DEBIAN_ARCH" "$meta" | grep '^linux-image-' | head -n 1) $found $debian_suite"
		return
	done
	return 1
}

# choose [VERSION]: in this host's suite, or else in the one that the list names
choose() {
	look "$@" && return
	debian_suite=$(kernel_suite "${1:-}")
	[[ -n $debian_suite ]] && look "$@" && return
	debian_suite=
	die 3 "KERNEL=debian${1:+-$1}${variant:+-$variant}: Debian has no such kernel for $DEBIAN_ARCH here;" \
		"it has: $(offered)"
}

# select_kernel [VERSION]: sets package, version, release, and the suite they are from
select_kernel() {
	local chosen

	chosen=$(
		alone_in "$cache/apt"
		choose "$@"
	)
	read -r package version debian_suite <<<"$chosen"
	release=${package#linux-image-}
}

# wanted: the rows of the list for this architecture and machine: state in the configuration, symbol, module,
# when, source; the state is y, m or n, a hyphen is nothing
wanted() {
	# shellcheck disable=SC2153 # the machine file sets it
	awk -v arch="$ARCH" -v machine="$machine" '
	FNR == NR { split($0, part, "="); state[part[1]] = part[2]; next }
	/^CONFIG_/ {
		only = source = "-"
		for (i = 4; i < NF; i += 2) {
			if ($i == "only") only = $(i + 1)
			if ($i == "from") source = $(i + 1)
		}
		if (only == "-" || only == arch || only == machine)
			print ($1 in state ? state[$1] : "n"), $1, $2, $3, source
	}' "$tree/.config" "$list"
}

# Nothing is fetched for a machine this kernel cannot drive.
assert_usable() {
	local state symbol module _when source

	while read -r state symbol module _when source; do
		[[ $state == y || $source != - || ($state == m && $module != -) ]] ||
			die 3 "$package has no $symbol, which machine $machine needs: use a kernel built here, KERNEL=6.12"
	done < <(wanted)
}

# fetch_deb NAME VERSION: into this directory, as package.deb
fetch_deb() {
	(
		alone_in "$cache/apt"
		apt_for "$DEBIAN_ARCH" apt-get download "$1=$2"
	)
	mv ./"$1"_*.deb package.deb
}

# The package of a newer kernel is divided: image, modules and configuration are in one each.
image_packages() {
	local depends part

	depends=$(
		alone_in "$cache/apt"
		apt_depends "$DEBIAN_ARCH" "$package"
	)
	for part in binary modules base; do
		grep -xF "linux-$part-$release" <<<"$depends" || true
	done
	echo "$package"
}

# take_one TARGET FILE...: the one that is there
take_one() {
	local target=$1 file
	shift

	for file; do
		[[ ! -f $file ]] || mv "$file" "$target"
	done
	[[ -f $target ]] || die 3 "$package has none of $*"
}

unpack_image() {
	local name

	cd "$dir"
	for name in $(image_packages); do
		fetch_deb "$name" "$version"
		dpkg-deb -x package.deb package
		rm package.deb
	done
	mkdir boot modules
	take_one image package/boot/vmlinu[xz]-"$release" "package/usr/lib/modules/$release/vmlinuz"
	take_one "boot/config-$release" "package/boot/config-$release" "package/usr/lib/modules/$release/config"
	ln -s "boot/config-$release" config
	[[ -z $DTB ]] || take_one dtb "package/usr/lib/linux-image-$release/"{"${DTB#*/dts/}","${DTB##*/}"}
}

# The source of the same version: this system's where it is installed, else fetched.
source_tarball() {
	local name=linux-source-$1 have

	have=$(dpkg-query -W -f '${Version}' "$name" 2>/dev/null) || have=
	# What Debian changes in between is not in these drivers.
	if [[ ${have%-*} == "${version%-*}" && -f /usr/src/$name.tar.xz ]]; then
		cat "/usr/src/$name.tar.xz"
	else
		fetch_deb "$name" "$version" >&2
		dpkg-deb --fsys-tarfile package.deb | tar -xO "./usr/src/$name.tar.xz"
		rm package.deb
	fi
}

# The files of the kernel's source that the drivers in question need, where they are there.
unpack_sources() {
	mkdir "$dir/drivers"
	cd "$dir"
	source_tarball "$(cut -d. -f1,2 <<<"$version")" |
		tar -xJ -C drivers --strip-components=1 --wildcards '*/drivers/dma/*.h' "${sources[@]/#/*/}"
}

build_sources() {
	printf 'obj-m += %s\n' "${sources[@]/%.c/.o}" >"$dir/drivers/Kbuild"
	make -C "$tree" M="$dir/drivers" ARCH="$ARCH" CROSS_COMPILE="$CROSS" -j"$(nproc)" \
		CONFIG_DEBUG_INFO_BTF_MODULES= modules
}

# take MODULE: put it into modules/, and what it depends on; the names in the order to load them
take() {
	local name=$1 file dependency

	file=$(find "$dir/package" "$dir/drivers" -name "${name//_/[-_]}.ko*" -print -quit)
	[[ -n $file ]] || die 3 "$package has no module $name"
	case $file in
	*.xz) xz -dc "$file" ;;
	*.zst) zstd -dcq "$file" ;;
	*) cat "$file" ;;
	esac >"$dir/modules/$name.ko"
	for dependency in $(modinfo -F depends "$dir/modules/$name.ko" | tr , ' '); do
		take "$dependency"
	done
	echo "$name"
}

take_modules() {
	local state _symbol module when _source

	while read -r state _symbol module when _source; do
		case $state-$when in
		y-*) ;;
		*-early) take "$module" ;;
		*-later) take "$module" | sed '$d' ;;
		esac
	done < <(wanted) | awk '!seen[$0]++' >"$dir/modules/early.list"
}

build_image() {
	local dir=$1 sources

	slowly "kernel: fetching $package $version" "$dir/fetch.log" 1 unpack_image
	mapfile -t sources < <(wanted | awk '$1 == "n" && $5 != "-" { print $5 }')
	if ((${#sources[@]})); then
		slowly "kernel: unpacking sources of $version" "$dir/fetch.log" 1 unpack_sources
		slowly "kernel: building what Debian leaves out" "$dir/build.log" 1 build_sources
	fi
	take_modules
	ln -s "$tree" "$dir/build"
	rm -rf "$dir"/{package,drivers}
}

image() {
	assert_usable
	cached debian "$release-$({
		echo "$version"
		wanted
		"${CROSS}gcc" --version
		cat "$0"
	} | digest)" build_image
}

main() {
	local what=$1 wanted=${3:-} kind variant package version release tree
	machine=$2

	load_machine "$machine"
	variant=$(grep -oxE 'rt|16k|lpae' <<<"${wanted##*-}") || variant=
	wanted=${wanted%"$variant"}
	wanted=${wanted%-}
	[[ $wanted != newest ]] || wanted=$(sed -nE '$s/^([0-9.]+).*/\1/p' "$top/configs/kernel/debian.suites")
	kind=$(kernel_kind "$DEBIAN_ARCH" "$variant")
	select_kernel ${wanted:+"$wanted"}
	tree=$("$scripts/debheaders.sh" "$machine" "$release" "$debian_suite")
	case $what in
	image) image ;;
	tree) echo "$tree" ;;
	*) die 2 "debian.sh: image or tree, not '$what'" ;;
	esac
}

main "$@"
