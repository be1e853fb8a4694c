#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-only
# Copyright (C) 2026 The dmarig authors
#
# The rig on a bare system of another release than this one: nothing is installed but what 'make deps'
# installs. The system is made anew and thrown away; packages and kernels are kept for the next time.
#
#   trixie.sh    also SUITE (trixie), and MACHINE (uml where it runs), KERNEL, FLAVOUR of the one guest
#
# This script runs in there as well, as "trixie.sh inside", in a clone in root's home.

source "$(dirname "$0")/tap.sh"

log=$(mktemp)
work=
trap 'rm -rf "$log" "$work"' EXIT

# step WHAT COMMAND...: ok if COMMAND succeeds; what it said is shown if not
step() {
	if "${@:2}" >"$log" 2>&1 </dev/null; then
		check "$1" true
		return
	fi
	check "$1" false
	{ grep '^not ok' "$log" || tail -n 20 "$log"; } | sed 's/^/# /'
}

# shellcheck disable=SC2317 # called through step
says_nothing() { [[ -z $("$@" 2>&1) ]]; }

inside() {
	cd "$top" || exit 3
	step "make deps" make deps
	step "once more, it has nothing to do" says_nothing make -s deps
	step "the tool" make tool
	step "the unit tests" tests/unit/run.sh
	step "the tests of the command line" tests/cli/run.sh
	step "a guest of $MACHINE" make vm CMD=true
	finish
}

# The archive this host itself uses, with another suite.
archive() {
	# shellcheck disable=SC2016 # apt expands these
	apt-get indextargets --format "\$(ORIGIN) deb \$(REPO_URI) $SUITE \$(COMPONENT)" \
		'Created-By: Packages' | sed -n 's/^Debian //p' | grep -v -- -security | sort -u
}

# The checkout as it is, without what was built or measured in it
copy() { git -C "$top" ls-files -z | tar -C "$top" --null -T - -cf "$1"; }

# system: make it, run this script in it, take out what is kept, and forget it
system() {
	local apart=()

	# What is mounted in there goes with it, however it ends.
	((EUID)) || apart=(unshare --mount)
	# shellcheck disable=SC2016 # the hooks expand $1
	"${apart[@]}" mmdebstrap --quiet --variant=apt --format=null --skip=essential/unlink --include=make \
		--setup-hook='mkdir -p "$1/var/cache/apt/archives"' \
		--setup-hook="sync-in $kept/archives /var/cache/apt/archives" \
		--customize-hook='mkdir -p "$1/root/dmarig" "$1/root/.cache/dmarig/kernel"' \
		--customize-hook="tar-in $work/checkout.tar /root/dmarig" \
		--customize-hook="sync-in $kept/kernel /root/.cache/dmarig/kernel" \
		--customize-hook="HOME=/root chroot \"\$1\" /root/dmarig/tests/vm/trixie.sh inside >$work/tap || :" \
		--customize-hook="sync-out /root/.cache/dmarig/kernel $kept/kernel" \
		--customize-hook='chroot "$1" apt-get -qq autoclean' \
		--customize-hook="sync-out /var/cache/apt/archives $kept/archives" \
		"$SUITE" /dev/null "$work/sources.list"
}

outside() {
	local kept=${XDG_CACHE_HOME:-$HOME/.cache}/dmarig/$SUITE

	mkdir -p "$kept"/{archives,kernel}
	exec 9>"$kept/.lock"
	flock 9
	work=$(mktemp -d)
	chmod 755 "$work"
	archive >"$work/sources.list"
	copy "$work/checkout.tar"
	: >"$work/tap"
	chmod 666 "$work/tap"
	# Some who are not root can make systems, but a directory of theirs is not the system's to write to.
	if ! system >"$log" 2>&1; then
		cat "$work/tap"
		echo "not ok - a system of $SUITE"
		tail -n 20 "$log" | sed 's/^/# /'
		exit 1
	fi
	cat "$work/tap"
	! grep -q '^not ok' "$work/tap" && grep -q '^1\.\.' "$work/tap"
}

[[ $(uname -m) == x86_64 ]] && quick=uml || quick=virt
export SUITE=${SUITE:-trixie} MACHINE=${MACHINE:-$quick} KERNEL=${KERNEL:-6.12} FLAVOUR=${FLAVOUR:-debug}
case ${1:-outside} in
inside | outside) "${1:-outside}" ;;
esac
