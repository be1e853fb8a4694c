# shellcheck shell=bash
# SPDX-License-Identifier: GPL-2.0-only
# Copyright (C) 2026 The dmarig authors
#
# What every script of the harness needs: where things are, how to speak, how to read a machine
# file, how to make a thing once and keep it. It knows nothing of kernels, roots or QEMU.

set -euo pipefail
shopt -s inherit_errexit

top=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
# The harness, what `make` measures with it, and what builds and judges the code
# shellcheck disable=SC2034 # for those who source this
{
	vm=$top/userspace/vm
	suites=$top/userspace/suites
	scripts=$top/userspace/scripts
}
cache=${XDG_CACHE_HOME:-$HOME/.cache}/dmarig
export LC_ALL=C
# A make that called us must not lend its flags to the ones we call.
unset MAKEFLAGS MFLAGS MAKELEVEL

say() { printf 'dmarig: %s\n' "$*" >&2; }

# die STATUS SENTENCE: 2 is wrong usage, 3 is a system that cannot do what was asked.
die() {
	local status=$1
	shift
	say "$*"
	exit "$status"
}

# digest: the key of whatever stdin says
digest() { sha256sum | cut -c1-16; }

# Folders beside the machine files are not machines.
machines() { (cd "$top/configs/machine" && find . -maxdepth 1 -type f -printf "%f\n" | sort | xargs); }

# quickest_machine: unless the user chose a MACHINE, a kernel that is a program where it can run, else virt
quickest_machine() {
	[[ -z ${MACHINE:=} ]] || return 0
	if [[ $(uname -m) == x86_64 ]]; then MACHINE=uml; else MACHINE=virt; fi
}

# load_machine NAME: set the variables of one machine file, and CROSS for its compiler
load_machine() {
	local file=$top/configs/machine/$1

	[[ -f $file ]] ||
		die 2 "no machine '$1'; there are: $(machines)"
	# shellcheck disable=SC2034 # for the script that asked
	# Defaults for what a machine file may leave out.
	EMULATOR=qemu DRIVERS='' FRAGMENTS_CHECK='' CPU='' KVM_CPU='' BOOT='' FRAMES='' DTB='' OVERLAYS='' POWER=off VIRTIO='' SERIALS=console ROOT_SUITE='' KERNEL_DEFAULT=6.12
	# shellcheck source=/dev/null
	source "$file"
	CROSS=$TRIPLET-
	# shellcheck disable=SC2034 # the same
	[[ $(gcc -dumpmachine) == "$TRIPLET" ]] && CROSS=
	return 0
}

# load_world NAME: set the variables of one world file, and MACHINE; no name is no world
load_world() {
	local file=$top/configs/world/$1

	# shellcheck disable=SC2034 # for the script that asked
	WORLD_MACHINE='' WORLD_QEMU='' WORLD_DT='' WORLD_APPEND='' WORLD_ALLOW='' WORLD_DRIVER=dmarig_sim \
		WORLD_SIM='' WORLD_KNOBS='' WORLD_WANT=any WORLD_SHOWS=''
	[[ -n $1 ]] || return 0
	[[ -f $file ]] || die 2 "no world '$1'; there are: $(cd "$top/configs/world" && echo *)"
	# shellcheck source=/dev/null
	source "$file"
	: "${MACHINE:=$WORLD_MACHINE}"
	[[ -z $WORLD_MACHINE || $MACHINE == "$WORLD_MACHINE" ]] ||
		die 2 "world '$1' is one of machine '$WORLD_MACHINE', not of '$MACHINE'"
}

# tell_progress WHAT LOG STEPS: every line of LOG that looks like a build step is one of STEPS.
# One line that updates itself on a terminal, else a line every half minute.
tell_progress() {
	local what=$1 log=$2 steps=$3 seconds=0 done_ line

	while sleep 1; do
		seconds=$((seconds + 1))
		[[ -t 2 ]] || ((seconds % 30 == 0)) || continue
		done_=$(grep -c '^  [A-Z]' "$log" 2>/dev/null || true)
		line="$what: ${done_:-0} of about $steps steps, $seconds s"
		if [[ -t 2 ]]; then printf '\r\033[Kdmarig: %s' "$line" >&2; else say "$line"; fi
	done
}

# slowly WHAT LOG STEPS COMMAND...: run a long step with its output in LOG; on failure show the
# end of it. The ticker must not hold our own stdout open.
slowly() {
	local what=$1 log=$2 steps=$3 ticker status=0
	shift 3

	say "$what; log: $log"
	tell_progress "$what" "$log" "$steps" >/dev/null &
	ticker=$!
	# In the background, for set -e does not hold to the left of ||.
	"$@" >>"$log" 2>&1 </dev/null &
	wait $! || status=$?
	kill "$ticker" 2>/dev/null || true
	wait "$ticker" 2>/dev/null || true
	[[ -t 2 ]] && printf '\r\033[K' >&2
	((status == 0)) || { tail -n 25 "$log" >&2; say "$what: failed, see $log"; }
	return "$status"
}

# cached KIND KEY COMMAND...: print the directory $cache/KIND/KEY. If it is not there, COMMAND
# fills a directory given as its last argument, which gets its name only when complete; a lock
# keeps two builders apart.
cached() {
	local kind=$1 key=$2 dir=$cache/$1/$2 lock
	shift 2

	if [[ ! -d $dir ]]; then
		mkdir -p "$cache/$kind"
		exec {lock}>"$cache/$kind/.$key.lock"
		flock -n "$lock" || { say "waiting for another builder of $kind $key"; flock "$lock"; }
		if [[ ! -d $dir ]]; then
			rm -rf "$dir.tmp"
			mkdir "$dir.tmp"
			"$@" "$dir.tmp" >&2 {lock}>&-
			mv -T "$dir.tmp" "$dir"
		fi
		exec {lock}>&-
	fi
	echo "$dir"
}

# alone_in DIRECTORY: wait until no other script works there; held until this one ends
alone_in() {
	mkdir -p "$1"
	exec 8>"$1/.lock"
	flock 8
}

# llvm_of TREE: what LLVM= is where a clang has built the kernel, for what is built against it; else nothing
llvm_of() { sed -n 's/^CONFIG_CC_VERSION_TEXT=".*clang version \([0-9]*\)\..*/-\1/p' "$1/.config" 2>/dev/null || true; }

# kmod_make TREE OUT [ARGUMENTS]: build the modules of OUT against a prepared tree
kmod_make() {
	local tree=$1 out=$2 where=()
	shift 2

	# A newer tree notes where it was configured, which is not where it was moved to when complete.
	! grep -q "^export KBUILD_OUTPUT" "$tree/Makefile" || where=("KBUILD_OUTPUT=$tree")
	# Type information for BPF would need pahole and the kernel itself; nothing here reads it.
	make -C "$tree" M="$out" ARCH="$ARCH" CROSS_COMPILE="$CROSS" -j"$(nproc)" "${where[@]}" \
		CONFIG_DEBUG_INFO_BTF_MODULES= "$@" modules
}

# private_headers KERNEL-DIR: where a driver of the kernel's own has the headers it includes by "..", for the compiler
private_headers() {
	local source=$1/source

	[[ -d $source ]] || source=$(sed -n 's/^include \(.*\)\/Makefile$/\1/p' "$1/build/Makefile")
	[[ ! -d $source/drivers/dma ]] || printf -- '-I%s ' "$source/drivers/dma" "$source"/drivers/dma/*/
}

# kmod_sources OUT: a copy of what Kbuild makes the modules of. Nothing on stdout, which is for answers.
kmod_sources() {
	rsync -a --delete --include='*/' --include='*.[ch]' --include=features --include=Kbuild --exclude='*' \
		"$top/Kbuild" "$top/module" "$1/" >&2
}

# need_room MIB WHAT: the cache must have so much free, or nothing is begun
need_room() {
	local free

	free=$(df --output=avail -BM "$cache" | tail -n 1 | tr -dc 0-9)
	((free >= $1)) ||
		die 3 "$2 takes $1 MiB in $cache, which has $free MiB free; XDG_CACHE_HOME may name another place"
}

# has_package NAME APT...: has the archive a package of exactly that name? APT is apt-cache, or what calls one
# with a state of its own. Most of its commands take a name they do not know for a regular expression, and
# find linux-source-6.12 for linux-source-6.1.
has_package() { "${@:2}" pkgnames "$1" | grep -xF -e "$1" >/dev/null; }
