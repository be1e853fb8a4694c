#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-only
# Copyright (C) 2026 The dmarig authors
#
# Fetches the header packages of a distribution kernel into the cache, without installing them,
# for any architecture, and prints the tree to build modules against. What runs on this computer
# while building (linux-kbuild) is of this computer's architecture.
#
#   debheaders.sh MACHINE VERSION

source "$(dirname "$0")/lib.sh"

# apt with a state of its own, so that another architecture leaves no trace on this system.
apt_for() {
	local arch=$1 tool=$2 state=$cache/apt/$1
	shift 2

	mkdir -p "$state"/{lists/partial,archives/partial}
	: >"$state/status"
	"$tool" -q -o APT::Architecture="$arch" -o APT::Architectures="$arch" \
		-o Dir::State::lists="$state/lists" -o Dir::State::status="$state/status" \
		-o Dir::Cache="$state" -o APT::Sandbox::User=root "$@"
}

# The newest ABI of VERSION: the packages' names carry it.
newest() {
	apt_for "$1" apt-cache pkgnames "linux-headers-$2." |
		grep -xE "linux-headers-$2\.[0-9][0-9a-z.+-]*-$1" |
		grep -vE -e '-(cloud|rt|16k)-' | sort -V | tail -n 1
}

unpack() {
	local name=$1 dir=$2 package depends

	cd "$dir"
	depends=$(apt_for "$DEBIAN_ARCH" apt-cache depends "$name" | sed -n "s/.*Depends: //p")
	apt_for "$DEBIAN_ARCH" apt-get download "$name" "$(grep "common\$" <<<"$depends")"
	apt_for "$host" apt-get download "$(grep "^linux-kbuild" <<<"$depends")"
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
	local version=$2 host name final

	load_machine "$1"
	host=$(dpkg --print-architecture)
	alone_in "$cache/apt"
	# One look at the archive a day is enough.
	for arch in $(printf '%s\n' "$host" "$DEBIAN_ARCH" | sort -u); do
		[[ -n $(find "$cache/apt/$arch/updated" -mtime -1 2>/dev/null) ]] && continue
		apt_for "$arch" apt-get update >"$cache/apt/$arch.log" 2>&1 ||
			die 3 "headers: no package lists for $arch, see $cache/apt/$arch.log"
		touch "$cache/apt/$arch/updated"
	done
	name=$(newest "$DEBIAN_ARCH" "$version") ||
		die 3 "headers: the archive has no linux-headers-$version for $DEBIAN_ARCH"
	final=$cache/headers/$name
	readlink -f "$(cached headers "$name" fetch "$name")/tree"
}

main "$@"
