#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-only
# Copyright (C) 2026 The dmarig authors
#
# The names that deps.sh gives to apt, on a release that lacks some of it, with an apt of our own that takes
# an unknown name for a regular expression, as the real one does.

source "$(dirname "$0")/tap.sh"

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
mkdir -p "$work"/{bin,tree/userspace/{vm,scripts},tree/configs}
cp "$top/userspace/vm/lib.sh" "$work/tree/userspace/vm"
cp "$top/userspace/scripts/deps.sh" "$work/tree/userspace/scripts"

# program NAME: a program in PATH from stdin, which knows $work
program() {
	{
		echo '#!/bin/bash'
		echo "work='$work'"
		cat
	} >"$work/bin/$1"
	chmod +x "$work/bin/$1"
}

program apt-cache <<'END'
case $1 in
pkgnames) awk -v prefix="$2" 'index($0, prefix) == 1' "$work/archive" ;;
*) grep -xF -e "$2" "$work/archive" || grep -e "$2" "$work/archive" ;;
esac
END
program apt-get <<'END'
[ "$1" = install ] || exit 0
shift
for name; do
	case $name in -*) continue ;; esac
	echo "$name" >>"$work/asked"
	found=$(grep -xF -e "$name" "$work/archive" || grep -e "$name" "$work/archive") || exit 100
	echo "$found" >>"$work/installed"
done
END
program dpkg-query <<'END'
shift 3
for name; do grep -xF -e "$name" "$work/installed" | sed 's/^/installed /'; done
END
program dpkg <<'END'
echo amd64
END
program sudo <<'END'
[ "$1" = -n ] && shift
"$@"
END

# release NAME...: what its archive has; nothing is installed
release() {
	printf '%s\n' "$@" >"$work/archive"
	rm -rf "$work/cache"
	: >"$work/installed"
	: >"$work/asked"
}

# deps STATUS: it ends so
# shellcheck disable=SC2317 # called through check
deps() {
	local status=0

	XDG_CACHE_HOME=$work/cache PATH=$work/bin:$PATH "$work/tree/userspace/scripts/deps.sh" \
		>"$work/out" 2>&1 || status=$?
	[[ $status == "$1" ]]
}

# shellcheck disable=SC2317 # called through check
asked_for() { [[ $(xargs <"$work/asked") == "$*" ]]; }

cat >"$work/tree/configs/packages" <<'END'
gcc linux-source-6.12
perhaps: linux-source-6.1
END
release gcc linux-source-6.12 linux-source-6.1
check "a release that has all of it" deps 0
check "is asked for all of it" asked_for gcc linux-source-6.12 linux-source-6.1
release gcc linux-source-6.12
check "a release without what is perhaps there" deps 0
check "is asked for the rest alone" asked_for gcc linux-source-6.12
check "and once" deps 0
check "though another package has a name that begins so" asked_for gcc linux-source-6.12
release gcc linux-source-6.12.1
check "a release without what is needed" deps 3
check "is one sentence" grep -q 'no archive that apt knows has these packages: linux-source-6.12$' "$work/out"
check "and gets nothing else in its place" asked_for
finish
