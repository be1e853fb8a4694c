#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-only
# Copyright (C) 2026 The dmarig authors
#
# Fetches the header packages of a distribution kernel into the cache, without installing them,
# for any architecture, and prints the tree to build modules against. What runs on this computer
# while building (linux-kbuild) is of this computer's architecture.
#
#   debheaders.sh MACHINE VERSION [SUITE [VARIANT]]    the newest 6.1, say, or just the 6.1.0-50-arm64 of uname -r
#
# SUITE is one of Debian's, and without it the one that this host uses or, if that has not got VERSION, the
# one of configs/kernel/debian.suites. VARIANT is rt, 16k or lpae.

source "$(dirname "$0")/../vm/lib.sh"
source "$(dirname "$0")/../vm/apt.sh"

# newest VERSION KIND: the newest ABI; the packages' names carry it
newest() {
	apt_for "$DEBIAN_ARCH" apt-cache pkgnames "linux-headers-$1." |
		grep -xE "linux-headers-$1\.[0-9][0-9a-z.+]*(-[0-9][0-9a-z.]*)?-$2" | sort -V | tail -n 1
}

# The compiler that a distribution used may not be here. Another one makes the same modules, where it is not
# asked for what it does not know. Without that it leaves functions marked cold unaligned, and the kernel, told
# that functions are aligned as ftrace of arm64 wants them, would patch beside them; so it is told.
settle_compiler() {
	local theirs

	theirs=$(grep -o 'gcc-[0-9]*' "$1/.kernelvariables")
	! command -v "$CROSS$theirs" >/dev/null || return 0
	sed -i "s/$theirs/gcc/" "$1/.kernelvariables"
	"${CROSS}gcc" -fmin-function-alignment=8 -x c -c -o /dev/null /dev/null 2>/dev/null ||
		sed -i "/CC_HAS_\(MIN\|SANE\)_FUNCTION_ALIGNMENT/d" "$1"/include/{config/auto.conf,generated/autoconf.h}
}

is_program() { [[ $(head -c 4 "$1" | tr -d '\177') == ELF ]]; }

runs_here() { ! ldd "$1" 2>&1 | grep 'version .* not found' >/dev/null; }

# Programs of a newer release than this one run with its C library.
settle_programs() {
	local file loader

	while read -r file; do
		if ! is_program "$file" || runs_here "$file"; then continue; fi
		[[ -d libc ]] || get_libc
		loader=$(find libc -type f -name 'ld-linux*' -print -quit)
		mv "$file" "$file.program"
		# shellcheck disable=SC2016 # the script that is written expands them
		printf '#!/bin/sh\nexec %q --argv0 "$0" --library-path %q "$0.program" "$@"\n' \
			"$final/$loader" "$final/${loader%/*}" >"$file"
		chmod +x "$file"
	done < <(find usr/lib/linux-kbuild* -type f -perm /111)
}

get_libc() {
	local package

	mkdir libc
	get "$host" libc6 libelf1t64 zlib1g libzstd1
	for package in ./*.deb; do
		dpkg-deb -x "$package" libc
	done
	rm ./*.deb
}

# get ARCH NAME...
get() {
	local arch=$1 name
	shift

	for name; do
		has_package "$name" apt_for "$arch" apt-cache ||
			die 3 "headers: the archive has no $name for $arch"
	done
	apt_for "$arch" apt-get download "$@"
}

unpack() {
	local name=$1 dir=$2 package depends

	cd "$dir"
	depends=$(apt_depends "$DEBIAN_ARCH" "$name")
	get "$DEBIAN_ARCH" "$name" "$(grep -E 'common(-rt)?$' <<<"$depends")"
	get "$host" "$(grep "^linux-kbuild" <<<"$depends")"
	for package in ./*.deb; do
		dpkg-deb -x "$package" .
	done
	rm ./*.deb
	# The packages say where they would be installed; the links between them are relative.
	sed -i "s|/usr/src/|$final/usr/src/|" "usr/src/$name/Makefile"
	settle_compiler "usr/src/$name"
	settle_programs
	ln -s "usr/src/$name" tree
}

fetch() {
	slowly "headers: fetching $1" "$2/log" 10 unpack "$1" "$2"
}

# look VERSION VARIANT: sets name and version of the package; none if the suite has not got it
look() {
	apt_refresh "$host" "$DEBIAN_ARCH"
	name=linux-headers-$1
	[[ $1 == *-* ]] || name=$(newest "$1" "$(kernel_kind "$DEBIAN_ARCH" "$2")") || name=
	version=$(apt_field "$DEBIAN_ARCH" "$name" Version)
}

main() {
	local wanted=$2 variant=${4:-} host name version final dir

	load_machine "$1"
	host=$(dpkg --print-architecture)
	alone_in "$cache/apt"
	# shellcheck disable=SC2034 # apt.sh looks at it
	debian_suite=${3:-}
	look "$wanted" "$variant"
	if [[ -z $version && -z $debian_suite ]]; then
		debian_suite=$(kernel_suite "$wanted")
		[[ -z $debian_suite ]] || look "$wanted" "$variant"
	fi
	[[ -n $version ]] ||
		die 3 "headers: the archive has no linux-headers-$wanted${variant:+ ($variant)} for $DEBIAN_ARCH"
	final=$cache/headers/${name}_$version
	dir=$(cached headers "${name}_$version" fetch "$name")
	readlink -f "$dir/tree"
}

main "$@"
