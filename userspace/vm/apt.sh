# shellcheck shell=bash
# SPDX-License-Identifier: GPL-2.0-only
# Copyright (C) 2026 The dmarig authors
#
# Looks into the archive this host itself uses, for any architecture and without touching this
# system: apt with a state of its own. Sourced after lib.sh. Two scripts must not work on that state
# at once, so whoever calls these holds alone_in "$cache/apt".

# The suite looked into; none is the one that this host itself uses.
debian_suite=

# shellcheck disable=SC2154 # lib.sh says where the cache is
apt_state() { echo "$cache/apt/${debian_suite:+$debian_suite-}$1"; }

# apt_for ARCH TOOL ARGUMENTS...
apt_for() {
	local arch=$1 tool=$2 state suite=()
	shift 2

	state=$(apt_state "$arch")
	mkdir -p "$state"/{lists/partial,archives/partial}
	: >"$state/status"
	[[ -z $debian_suite ]] || suite=(-o Dir::Etc::sourcelist="$cache/apt/$debian_suite.list"
		-o Dir::Etc::sourceparts=- -o APT::Default-Release="$debian_suite")
	"$tool" -q -o APT::Architecture="$arch" -o APT::Architectures="$arch" \
		-o Dir::State::lists="$state/lists" -o Dir::State::status="$state/status" \
		-o Dir::Cache="$state" -o APT::Sandbox::User=root "${suite[@]}" "$@"
}

# The archive this host itself uses, with the suite looked into, and the one that backports are for.
suite_sources() {
	local suite

	for suite in $(printf '%s\n' "${debian_suite%-backports}" "$debian_suite" | sort -u); do
		# shellcheck disable=SC2016 # apt expands these
		apt-get indextargets --format "\$(ORIGIN) deb \$(REPO_URI) $suite \$(COMPONENT)" \
			'Created-By: Packages' | sed -n 's/^Debian //p' | grep -v -- -security | sort -u
	done
}

# apt_refresh ARCH...: one look at the archive a day is enough. An archive that is just being
# updated, or out of reach, is asked again in an hour; what was seen of it before is better than nothing.
apt_refresh() {
	local arch state

	[[ -z $debian_suite ]] || suite_sources >"$cache/apt/$debian_suite.list"
	for arch in $(printf '%s\n' "$@" | sort -u); do
		state=$(apt_state "$arch")
		[[ -n $(find "$state/updated" -mtime -1 2>/dev/null) ]] && continue
		if apt_for "$arch" apt-get update >"$state.log" 2>&1; then
			touch "$state/updated"
		elif [[ -n $(find "$state/lists" -name '*Packages*' -print -quit) ]]; then
			say "the package lists for $arch are not all new, see $state.log"
			touch -d "23 hours ago" "$state/updated"
		else
			die 3 "no package lists for $arch, see $state.log"
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

# kernel_kind ARCH [VARIANT]: what Debian calls its kernel for an architecture; VARIANT is rt, 16k or lpae
kernel_kind() {
	local kind=${1/armhf/armmp}

	case ${2:-} in
	'') echo "$kind" ;;
	rt) echo "rt-$kind" ;;
	*) echo "$kind-$2" ;;
	esac
}

# kernel_suite VERSION: the suite that has it, by the list
# shellcheck disable=SC2154 # lib.sh says where it is
kernel_suite() { awk -v version="$1" '$1 == version { print $2 }' "$top/configs/kernel/debian.suites"; }
