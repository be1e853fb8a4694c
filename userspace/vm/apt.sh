# shellcheck shell=bash
# SPDX-License-Identifier: GPL-2.0-only
# Copyright (C) 2026 The dmarig authors
#
# Looks into the archive this host itself uses, for any architecture and without touching this
# system: apt with a state of its own. Sourced after lib.sh. Two scripts must not work on that state
# at once, so whoever calls these holds alone_in "$cache/apt".

# apt_for ARCH TOOL ARGUMENTS...
# shellcheck disable=SC2154 # lib.sh says where the cache is
apt_for() {
	local arch=$1 tool=$2 state=$cache/apt/$1
	shift 2

	mkdir -p "$state"/{lists/partial,archives/partial}
	: >"$state/status"
	"$tool" -q -o APT::Architecture="$arch" -o APT::Architectures="$arch" \
		-o Dir::State::lists="$state/lists" -o Dir::State::status="$state/status" \
		-o Dir::Cache="$state" -o APT::Sandbox::User=root "$@"
}

# apt_refresh ARCH...: one look at the archive a day is enough. An archive that is just being
# updated, or out of reach, is asked again in an hour; what was seen of it before is better than nothing.
apt_refresh() {
	local arch

	for arch in $(printf '%s\n' "$@" | sort -u); do
		[[ -n $(find "$cache/apt/$arch/updated" -mtime -1 2>/dev/null) ]] && continue
		if apt_for "$arch" apt-get update >"$cache/apt/$arch.log" 2>&1; then
			touch "$cache/apt/$arch/updated"
		elif [[ -n $(find "$cache/apt/$arch/lists" -name '*Packages*' -print -quit) ]]; then
			say "the package lists for $arch are not all new, see $cache/apt/$arch.log"
			touch -d "23 hours ago" "$cache/apt/$arch/updated"
		else
			die 3 "no package lists for $arch, see $cache/apt/$arch.log"
		fi
	done
}

# apt_field ARCH NAME FIELD: of the package that is called just that; nothing if there is none. A name
# that apt does not know is an expression to it, which other packages match.
apt_field() {
	apt_for "$1" apt-cache show --no-all-versions "$2" 2>/dev/null | awk -v name="$2" -v field="$3:" '
	$1 == "Package:" { package = $2 }
	$1 == field && package == name { sub(/^[^ ]* /, ""); print }' || true
}

# apt_depends ARCH NAME: the names of the packages it depends on, one a line
apt_depends() {
	apt_field "$1" "$2" Depends | tr ',|' '\n' | sed 's/^ *//; s/[ (:].*//'
}
