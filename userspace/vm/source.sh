#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-only
# Copyright (C) 2026 The dmarig authors
#
# Unpacks the source of a kernel that Debian has as linux-source-VERSION and prints the tree. The
# package is this system's where it is installed; otherwise it is fetched from Debian unstable through
# a package state of its own, so that this system is not touched.
#
#   source.sh VERSION

source "$(dirname "$0")/lib.sh"

state=$cache/apt/unstable

# The archive this host itself uses, with another suite.
unstable_source() {
	# shellcheck disable=SC2016 # apt expands these
	apt-get indextargets --format '$(ORIGIN) deb $(REPO_URI) unstable $(COMPONENT)' \
		'Created-By: Packages' | sed -n 's/^Debian //p' | grep -v -- -security | sort -u
}

apt_unstable() {
	local tool=$1
	shift

	"$tool" -q -o Dir::Etc::sourcelist="$state/sources.list" -o Dir::Etc::sourceparts=- \
		-o Dir::State::lists="$state/lists" -o Dir::State::status="$state/status" \
		-o Dir::Cache="$state" -o APT::Sandbox::User=root "$@"
}

# One look at the archive a day is enough.
update() {
	mkdir -p "$state"/{lists/partial,archives/partial}
	: >"$state/status"
	unstable_source >"$state/sources.list"
	[[ -z $(find "$state/updated" -mtime -1 2>/dev/null) ]] || return 0
	apt_unstable apt-get update >"$state/log" 2>&1 ||
		die 3 "kernel: no package lists of unstable, see $state/log"
	touch "$state/updated"
}

# 1.6 GB lie in it unpacked.
unpack() {
	need_room 1800 "the source of a kernel"
	tar -C "$2" --strip-components=1 -xf "$1"
}

unpack_installed() {
	slowly "unpacking linux-source-$1" "$2/../unpack.log" 1 unpack "/usr/src/linux-source-$1.tar.xz" "$2"
}

download() {
	cd "$2"
	apt_unstable apt-get download "linux-source-$1"
	dpkg-deb --fsys-tarfile ./*.deb | tar -xO --wildcards './usr/src/linux-source-*.tar.xz' >source.tar.xz
	rm ./*.deb
	unpack source.tar.xz .
	rm source.tar.xz
}

fetch() { slowly "fetching linux-source-$1 from unstable" "$state/fetch.log" 1 download "$1" "$2"; }

main() {
	local version=$1 installed

	installed=$(dpkg-query -W -f '${Version}' "linux-source-$version" 2>/dev/null) || installed=
	if [[ -n $installed ]]; then
		cached src "linux-$installed" unpack_installed "$version"
		return
	fi
	alone_in "$cache/apt"
	update
	has_package "linux-source-$version" apt_unstable apt-cache ||
		die 3 "kernel $version: neither this system nor unstable has linux-source-$version"
	installed=$(apt_unstable apt-cache show "linux-source-$version" |
		sed -n 's/^Version: //p;T;q') || true
	cached src "linux-$installed" fetch "$version"
}

main "$@"
