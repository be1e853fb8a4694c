#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-only
# Copyright (C) 2026 The dmarig authors
#
# Sees to it that the packages of configs/packages are installed. When they are, which is nearly
# always, it costs one dpkg-query and says nothing.
#
#   deps.sh [PURPOSE]    also those that are for that purpose alone

source "$(dirname "$0")/../vm/lib.sh"

# wanted HOST 0|1 [PURPOSE]: the packages for this kind of host, one a line; those that every release has, or
# those that it perhaps has
wanted() {
	sed 's/#.*//' "$top/configs/packages" | awk -v host="$1" -v perhaps="$2" -v purpose="${3:-}" '
	($1 == "perhaps:") != perhaps { next }
	$1 == "perhaps:" { $1 = "" }
	$1 == "for"    { if ($2 != purpose ":") next; $1 = $2 = "" }
	$1 == "if"     { if ($2 != host ":") next; $1 = $2 = "" }
	$1 == "unless" { if ($2 == host ":") next; $1 = $2 = "" }
	{ for (i = 1; i <= NF; i++) if ($i != "") print $i }'
}

# Those of the arguments that are not installed; a package dpkg never heard of is one of them.
missing() {
	local installed

	(($#)) || return 0
	installed=$(dpkg-query -W -f '${db:Status-Status} ${binary:Package}\n' "$@" 2>/dev/null |
		sed -n 's/^installed \([^:]*\).*/\1/p') || true
	printf '%s\n' "$@" | grep -vxF -f <(echo "$installed") || true
}

as_root() {
	if ((EUID == 0)); then
		"$@"
	else
		sudo -n true 2>/dev/null || [[ -t 0 ]] ||
			die 3 "these packages are missing and only root can install them: ${packages[*]}"
		sudo "$@"
	fi
}

update() {
	mkdir -p "$cache"
	: >"$log"
	slowly "deps: updating the package lists" "$log" 1 as_root apt-get update || true
}

# Of the packages that may be, those this release has; what it has not is remembered, so that nobody
# asks again.
available() {
	(($#)) || return 0
	printf '%s\n' "$@" | grep -vxF -f <(echo "$names") >>"$absent" || true
	printf '%s\n' "$@" | grep -xF -f <(echo "$names") || true
}

# What of the others no archive has would be taken for a pattern, and something else installed.
refuse_unknown() {
	local unknown

	(($#)) || return 0
	mapfile -t unknown < <(printf '%s\n' "$@" | grep -vxF -f <(echo "$names"))
	((${#unknown[@]} == 0)) ||
		die 3 "no archive that apt knows has these packages: ${unknown[*]}"
}

install() {
	slowly "deps: installing ${#packages[@]} packages (${packages[*]})" "$log" 1 \
		as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends \
		"${packages[@]}"
}

main() {
	local host packages perhaps log=$cache/deps.log absent=$cache/deps.absent names

	command -v dpkg-query >/dev/null ||
		die 3 "this is no Debian; see configs/packages for what the rig needs"
	host=$(dpkg --print-architecture)
	mapfile -t packages < <(wanted "$host" 0 "${1:-}")
	mapfile -t packages < <(missing "${packages[@]}")
	mapfile -t perhaps < <(wanted "$host" 1 | grep -vxF -f <(cat "$absent" 2>/dev/null))
	mapfile -t perhaps < <(missing "${perhaps[@]}")
	((${#packages[@]} + ${#perhaps[@]} == 0)) && return
	update
	names=$(apt-cache pkgnames)
	refuse_unknown "${packages[@]}"
	mapfile -t -O "${#packages[@]}" packages < <(available "${perhaps[@]}")
	((${#packages[@]} == 0)) && return
	install || die 3 "these packages could not be installed: ${packages[*]}"
	mapfile -t packages < <(missing "${packages[@]}")
	((${#packages[@]} == 0)) || die 3 "still missing: ${packages[*]}"
}

main "$@"
