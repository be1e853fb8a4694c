#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-only
# Copyright (C) 2026 The dmarig authors
#
# Fetches the header packages of a distribution kernel into the cache, without installing them,
# for any architecture, and prints the tree to build modules against. What runs on this computer
# while building (linux-kbuild) is of this computer's architecture.
#
#   debheaders.sh MACHINE VERSION    the newest 6.1, say, or just the 6.1.0-50-arm64 of uname -r

source "$(dirname "$0")/../vm/lib.sh"
source "$(dirname "$0")/../vm/apt.sh"

# The newest ABI of VERSION: the packages' names carry it.
newest() {
	apt_for "$1" apt-cache pkgnames "linux-headers-$2." |
		grep -xE "linux-headers-$2\.[0-9][0-9a-z.+-]*-$1" |
		grep -vE -e '-(cloud|rt|16k)-' | sort -V | tail -n 1
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
	get "$DEBIAN_ARCH" "$name" "$(grep "common\$" <<<"$depends")"
	get "$host" "$(grep "^linux-kbuild" <<<"$depends")"
	for package in ./*.deb; do
		dpkg-deb -x "$package" .
	done
	rm ./*.deb
	# The packages say where they would be installed; the links between them are relative.
	sed -i "s|/usr/src/|$final/usr/src/|" "usr/src/$name/Makefile"
	ln -s "usr/src/$name" tree
}

fetch() {
	slowly "headers: fetching $1" "$2/log" 10 unpack "$1" "$2"
}

main() {
	local wanted=$2 host name version final

	load_machine "$1"
	host=$(dpkg --print-architecture)
	alone_in "$cache/apt"
	apt_refresh "$host" "$DEBIAN_ARCH"
	name=linux-headers-$wanted
	[[ $wanted == *-* ]] || name=$(newest "$DEBIAN_ARCH" "$wanted") || name=
	version=$(apt_field "$DEBIAN_ARCH" "$name" Version)
	[[ -n $version ]] ||
		die 3 "headers: the archive has no linux-headers-$wanted for $DEBIAN_ARCH"
	final=$cache/headers/${name}_$version
	readlink -f "$(cached headers "${name}_$version" fetch "$name")/tree"
}

main "$@"
