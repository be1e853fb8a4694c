#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-only
# Copyright (C) 2026 The dmarig authors
#
# Makes what user space in a guest is made of, from Debian packages of the guest's architecture,
# and prints the directory: sysroot/ to cross-compile against, root.cpio to boot from. Nothing is
# emulated and no package script runs. It knows nothing of the rig itself.
#
#   root.sh MACHINE
#
# The key is the suite, the package list and this script: the packages are whatever the suite had
# on the day. Remove the directory to get newer ones.

source "$(dirname "$0")/lib.sh"
source "$(dirname "$0")/apt.sh"

sysroot_packages=(libc6-dev libtracefs-dev libtraceevent-dev libtracecmd-dev libinih-dev)
guest_packages=(bash busybox trace-cmd)

# The archive this host itself uses, wherever that is. The machine's suite may be another.
debian_sources() {
	# shellcheck disable=SC2034 # apt.sh looks at it
	debian_suite=$ROOT_SUITE
	[[ -z $ROOT_SUITE ]] || { suite_sources; return; }
	# shellcheck disable=SC2016 # apt expands these
	apt-get indextargets --format '$(ORIGIN) deb $(REPO_URI) $(RELEASE) $(COMPONENT)' \
		'Created-By: Packages' | sed -n 's/^Debian //p' | sort -u
}

# bootstrap DIRECTORY: a system of the packages, from the archives in sources.list
bootstrap() {
	local packages

	packages=$(IFS=, && echo "${sysroot_packages[*]},${guest_packages[*]}")
	rm -rf "$1/sysroot"
	slowly "root: fetching $suite packages for $DEBIAN_ARCH" "$1/root.log" 20 \
		mmdebstrap --variant=extract --arch="$DEBIAN_ARCH" --include="$packages" \
		--format=directory "$suite" "$1/sysroot" "$1/sources.list"
}

# A mirror may keep an archive of updates badly for an architecture that few use, and a guest, which
# has no network, can do without.
fetch() {
	debian_sources >"$1/sources.list"
	[[ -s $1/sources.list ]] || die 3 "apt knows no Debian archive; 'apt-get update' may help"
	bootstrap "$1" && return
	say "root: once more, from $suite itself without its updates"
	sed -i "/ $suite /!d" "$1/sources.list"
	bootstrap "$1"
}

needed() { "${CROSS}readelf" -d "$1" | sed -n 's/.*(NEEDED).*\[\(.*\)\]/\1/p'; }

# Where the sysroot has a file: packages of older suites say /lib, those of newer ones /usr/lib.
find_file() { find "$sysroot/bin/" "$sysroot/lib/" "$sysroot/usr" -path "*/$1" -print -quit; }

# copy_library NAME: into the root, with the libraries it needs itself
copy_library() {
	local target=$root/usr/lib/$TRIPLET/$1 file library

	[[ ! -e $target ]] || return 0
	file=$(find_file "$1")
	[[ -n $file ]] || die 3 "root: no $1 in $sysroot"
	cp -L "$file" "$target"
	for library in $(needed "$file"); do
		copy_library "$library"
	done
}

# copy_program NAME: the same, and the loader under the path the program expects it at
copy_program() {
	local file loader library

	file=$(find_file "bin/$1")
	[[ -n $file ]] || die 3 "root: no program $1 in $sysroot"
	cp -L "$file" "$root/usr/bin/"
	for library in $(needed "$file"); do
		copy_library "$library"
	done
	loader=$("${CROSS}readelf" -l "$file" | sed -n 's/.*interpreter: \/\(.*\)\]/\1/p')
	cp -L "$(find_file "${loader##*/}")" "$root/$loader"
}

make_skeleton() {
	mkdir -p "$root"/{usr/bin,usr/lib/"$TRIPLET",dev,proc,sys,tmp,etc,results}
	ln -s usr/bin "$root/bin"
	ln -s usr/bin "$root/sbin"
	ln -s bin "$root/usr/sbin"
	ln -s usr/lib "$root/lib"
	ln -s usr/lib "$root/lib64"
	ln -s busybox "$root/usr/bin/sh"
	echo 'root:x:0:0:root:/:/bin/bash' >"$root/etc/passwd"
	echo 'root:x:0:' >"$root/etc/group"
}

build_root() {
	local sysroot=$1/sysroot root=$1/root library

	fetch "$1"
	make_skeleton
	copy_program bash
	copy_program busybox
	copy_program trace-cmd
	for library in libtracefs libtraceevent libtracecmd libinih libm; do
		copy_library "$(basename "$(find_file "$library.so.?")")"
	done
	(cd "$root" && find . -print0 | sort -z | cpio -0 -o -H newc -R 0:0 --quiet) >"$1/root.cpio"
	# Nothing is linked against these, and they are most of the size.
	rm -rf "$root" "$sysroot"/usr/share/{doc,man,locale,info} "${sysroot:?}/var"
}

main() {
	local key suite

	load_machine "$1"
	suite=${ROOT_SUITE:-$(. /etc/os-release && echo "$VERSION_CODENAME")}
	key=$({
		echo "$suite $DEBIAN_ARCH"
		cat "$0"
	} | digest)
	cached root "$key" build_root
}

main "$@"
