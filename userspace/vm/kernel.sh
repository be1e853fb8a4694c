#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-only
# Copyright (C) 2026 The dmarig authors
#
# Builds guest kernels and prints where they are. Owns the way from fragments to an Image; knows
# nothing of roots, modules of ours, or QEMU.
#
#   kernel.sh source KERNEL                    an unpacked, untouched source tree
#   kernel.sh image  MACHINE KERNEL FLAVOUR    a directory: image, config, modules/, build/
#   kernel.sh tree   MACHINE KERNEL FLAVOUR    a tree modules can be built against, without a kernel
#
# KERNEL is a version that Debian has as linux-source-VERSION, or a path to a source tree.
# The kernel is kept under a key made of all that went into it, so it is never stale.

source "$(dirname "$0")/lib.sh"

vm=$top/userspace/vm

# A version names a package, anything else is a path.
is_packaged() { [[ $1 =~ ^[0-9]+\.[0-9]+$ ]]; }

source_dir() {
	if is_packaged "$1"; then
		"$vm/source.sh" "$1"
	else
		[[ -f $1/Kconfig ]] || die 2 "KERNEL=$1 is neither a version like 6.12 nor a kernel tree"
		realpath "$1"
	fi
}

# What a source tree is, down to uncommitted changes; a package is its version.
source_identity() {
	if is_packaged "$1"; then
		echo "${src##*/}"
	elif git -C "$1" rev-parse -q --verify HEAD 2>/dev/null; then
		git -C "$1" diff HEAD | digest
		git -C "$1" ls-files -z --others --exclude-standard |
			(cd "$1" && xargs -0r stat -c '%n %s %Y')
	else
		find "$1" -type f -printf '%P %s %T@\n' | sort
	fi
}

# fragment NAME: its lines, after those of the fragments it includes
fragment() {
	local file=$top/configs/kernel/$1.config name

	[[ -f $file ]] || die 2 "no kernel fragment or flavour '$1' in configs/kernel"
	# shellcheck disable=SC2013 # words are meant
	for name in $(sed -n 's/^# include //p' "$file"); do
		fragment "$name"
	done
	cat "$file"
}

fragments() {
	local name

	for name in $FRAGMENTS "$flavour"; do
		fragment "$name"
	done
}

kernel_version() { make -s -C "$src" kernelversion; }

wanted() { fragments | applicable "$(kernel_version)"; }

kernel_key() {
	{
		source_identity "$kernel"
		echo "$ARCH $IMAGE $DTB"
		wanted
		"${CROSS}gcc" --version
		"${CROSS}ld" --version
		cat "$0"
	} | digest
}

# applicable VERSION: the fragment lines on stdin that this version has, without their remarks
applicable() {
	awk -v version="$1" '
	function number(v,  part) { split(v, part, "."); return part[1] * 1000 + part[2] }
	/# since / && number(version) < number($NF) { next }
	/# until / && number(version) > number($NF) { next }
	/^(CONFIG_|# CONFIG_)/ { sub(/[ \t]+# (since|until) .*/, ""); print }'
}

# Every line asked for must be what Kconfig made of it: it drops what it does not like in silence.
assert_survived() {
	local want=$1 config=$2 line name lost=0

	while read -r line; do
		grep -qxF -- "$line" "$config" && continue
		if [[ $line == '#'* ]]; then
			name=${line#\# }
			grep -q "^${name%% *}=" "$config" || continue
		fi
		say "kernel option did not survive: $line"
		lost=1
	done <"$want"
	return "$lost"
}

kmake() {
	make -C "$src" O="$build" ARCH="$ARCH" CROSS_COMPILE="$CROSS" -j"$(nproc)" \
		KBUILD_BUILD_TIMESTAMP=dmarig KBUILD_BUILD_USER=dmarig KBUILD_BUILD_HOST=dmarig "$@"
}

configure() {
	mkdir -p "$build"
	wanted >"$build/wanted.config"
	kmake -s KCONFIG_ALLCONFIG="$build/wanted.config" allnoconfig >"$1/build.log" 2>&1 ||
		{ cat "$1/build.log" >&2; die 3 "kernel: cannot configure $src (a tree built in place needs mrproper)"; }
	assert_survived "$build/wanted.config" "$build/.config"
	say "kernel: $(kernel_version) $ARCH $flavour with $("${CROSS}gcc" -dumpfullversion)"
}

# Modules need headers, scripts and symbols of a build, not its objects.
trim() {
	find "$build" \( -name '*.o' -o -name '*.a' -o -name '.*.cmd' -o -name 'vmlinux*' \
		-o -name '*.ko' -o -name '.tmp_*' \) -type f ! -path '*/include/*' -delete
}

build_image() {
	local dir=$1 build=$1/build steps=$cache/kernel/.steps-$ARCH-$flavour targets
	targets="${IMAGE##*/} modules ${DTB#*/dts/}"

	configure "$dir"
	# shellcheck disable=SC2086 # a list of targets
	slowly "kernel: building" "$dir/build.log" "$(cat "$steps" 2>/dev/null || echo 1800)" \
		kmake $targets
	grep -c '^  [A-Z]' "$dir/build.log" >"$steps"
	mkdir "$dir/modules"
	find "$build" -name '*.ko' -exec cp -t "$dir/modules" {} +
	cp "$build/$IMAGE" "$dir/image"
	[[ -z $DTB ]] || cp "$build/$DTB" "$dir/dtb"
	cp "$build/.config" "$dir/config"
	trim
}

build_tree() {
	local build=$1/build

	configure "$1"
	slowly "kernel: preparing" "$1/build.log" 100 kmake modules_prepare
}

image() {
	local key

	key=$(kernel_key)
	cached kernel "$key" build_image
}

# A whole kernel is a tree as well, and a better one: it has Module.symvers.
tree() {
	local key dir

	key=$(kernel_key)
	dir=$cache/kernel/$key
	[[ -d $dir ]] || dir=$(cached tree "$key" build_tree)
	echo "$dir/build"
}

main() {
	local what=$1 src
	kernel=${3:-$2} flavour=${4:-}

	if [[ $what != source ]]; then
		load_machine "$2"
		src=$(source_dir "$kernel")
	fi
	case $what in
	source) source_dir "$2" ;;
	image | tree) "$what" ;;
	*) die 2 "kernel.sh: source, image or tree, not '$what'" ;;
	esac
}

main "$@"
