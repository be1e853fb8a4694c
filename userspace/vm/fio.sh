#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-only
# Copyright (C) 2026 The dmarig authors
#
# Makes an archive with fio and all libraries it needs, from Debian packages of the guest's
# architecture, and prints the directory: fio.cpio, which the kernel unpacks over the root of
# root.sh. It is on its own because it is ten times that root, and few guests want it.
# Guest kernels have no System V shared memory, and so a library of ours plays it.
#
#   fio.sh MACHINE

source "$(dirname "$0")/lib.sh"

suite=$(. /etc/os-release && echo "$VERSION_CODENAME")

# The archive this host itself uses, without what is newer than the release: a guest has no network.
debian_sources() {
	# shellcheck disable=SC2016 # apt expands these
	apt-get indextargets --format '$(ORIGIN) deb $(REPO_URI) $(RELEASE) $(COMPONENT)' \
		'Created-By: Packages' | sed -n 's/^Debian //p' | sort -u | grep " $suite "
}

needed() { "${CROSS}readelf" -d "$1" | sed -n 's/.*(NEEDED).*\[\(.*\)\]/\1/p'; }

# copy_with_libraries FILE TARGET: and what it needs, beside the root's own
copy_with_libraries() {
	local name file

	[[ ! -e $2 ]] || return 0
	cp -L "$1" "$2"
	for name in $(needed "$1"); do
		file=$(find "$system/lib" "$system/usr/lib" -path "*/$name" -print -quit)
		[[ -n $file ]] || die 3 "fio: no $name among its packages"
		copy_with_libraries "$file" "$root/usr/lib/$TRIPLET/$name"
	done
}

build_fio() {
	local system=$1/system root=$1/root

	debian_sources >"$1/sources.list" || die 3 "apt knows no Debian archive; 'apt-get update' may help"
	slowly "fio: fetching it for $DEBIAN_ARCH" "$1/fio.log" 20 \
		mmdebstrap --variant=extract --arch="$DEBIAN_ARCH" --include=fio \
		--format=directory "$suite" "$system" "$1/sources.list"
	mkdir -p "$root"/usr/{bin,lib/"$TRIPLET",lib/fio}
	copy_with_libraries "$system/usr/bin/fio" "$root/usr/lib/fio/fio"
	"${CROSS}gcc" -O2 -Wall -Wextra -shared -fPIC -o "$root/usr/lib/fio/shm.so" "$vm/shm.c"
	cat >"$root/usr/bin/fio" <<-'END'
		#!/bin/sh
		LD_PRELOAD=/usr/lib/fio/shm.so exec /usr/lib/fio/fio "$@"
	END
	chmod +x "$root/usr/bin/fio"
	(cd "$root" && find . -print0 | sort -z | cpio -0 -o -H newc -R 0:0 --quiet) >"$1/fio.cpio"
	rm -rf "$root" "$system"
}

main() {
	local key

	load_machine "$1"
	key=$({
		echo "$suite $DEBIAN_ARCH"
		cat "$0" "$vm/shm.c"
	} | digest)
	cached fio "$key" build_fio
}

main "$@"
