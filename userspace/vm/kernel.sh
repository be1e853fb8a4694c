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
# KERNEL is a version that Debian has as linux-source-VERSION, or a path to a source tree. debian,
# debian-VERSION, debian-newest and debian-VERSION-rt, -16k or -lpae is the kernel that Debian runs on, which
# has one flavour, its own. A packaged kernel is
# kept under a key made of all that went into it, so it is never stale. A tree of one's own is built where
# it was built before, and make says what is stale.

source "$(dirname "$0")/lib.sh"

# A version names a package, anything else is a path.
is_packaged() { [[ $1 =~ ^[0-9]+\.[0-9]+$ ]]; }

# mend_file SOURCE FILE EXPRESSION: one line of a copy whose files are links to those of SOURCE
mend_file() {
	sed "$3" "$1/$2" >"$2.new"
	[[ $(diff "$1/$2" "$2.new" | grep -c "^<") == 1 ]] ||
		die 3 "kernel: configs/kernel/$ARCH.mend does not fit $2 of ${1##*/}"
	mv "$2.new" "$2"
}

# shellcheck disable=SC2317 # called by cached
mend() {
	local source=$1 file expression

	cd "$2"
	cp -rlT "$source" .
	while read -r file expression; do
		mend_file "$source" "$file" "$expression"
	done < <(grep -v "^#" "$mends" | grep .)
}

# packaged_dir VERSION: its source, mended where the machine is of an architecture that needs it
packaged_dir() {
	local source mends=$top/configs/kernel/${ARCH:-none}.mend

	source=$("$vm/source.sh" "$1")
	if [[ -f $mends ]]; then
		cached src "${source##*/}+$ARCH-$(digest <"$mends")" mend "$source"
	else
		echo "$source"
	fi
}

source_dir() {
	if is_packaged "$1"; then
		packaged_dir "$1"
	else
		[[ -f $1/Kconfig ]] || die 2 "KERNEL=$1 is neither a version like 6.12 nor a kernel tree"
		realpath "$1"
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

	[[ -n $FRAGMENTS ]] ||
		die 2 "no kernel of our own is made for machine $machine: KERNEL=$KERNEL_DEFAULT is one that boots there"
	# A lean flavour leaves out what the machine has for those that check.
	for name in $FRAGMENTS $(grep -q '^# lean$' "$top/configs/kernel/$flavour.config" 2>/dev/null ||
		echo "$FRAGMENTS_CHECK") "$flavour"; do
		fragment "$name"
	done
}

# A flavour may name the compiler of its kernel: LLVM= of make, for a clang that Debian has with this suffix.
llvm() { fragments | sed -n 's/^# compiler clang//p'; }

compiler() {
	local suffix

	suffix=$(llvm)
	echo "${suffix:+clang}${suffix:-${CROSS}gcc}"
}

kernel_version() { make -s -C "$src" kernelversion; }

# latest: of several lines about one option, the last
latest() {
	awk '
	{ name = $1 == "#" ? $2 : $1; sub(/=.*/, "", name); line[NR] = $0; of[NR] = name; last[name] = NR }
	END { for (i = 1; i <= NR; i++) if (last[of[i]] == i) print line[i] }'
}

wanted() { fragments | applicable "$(kernel_version)" | latest; }

# What goes into a packaged kernel; the recipe gets another number when this script makes something else of
# the same.
kernel_key() {
	{
		echo "${src##*/}"
		echo "$ARCH $IMAGE $DTB"
		wanted
		"$(compiler)" --version
		"${CROSS}ld" --version
		echo "recipe 2"
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

# Which build of a tree this is
tree_key() {
	{
		echo "$src $ARCH $IMAGE $DTB"
		wanted
		"$(compiler)" --version
	} | digest
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
	local suffix

	suffix=$(llvm)
	make -C "$src" O="$build" ARCH="$ARCH" CROSS_COMPILE="$CROSS" ${suffix:+LLVM="$suffix"} -j"$(nproc)" \
		KBUILD_BUILD_TIMESTAMP=dmarig KBUILD_BUILD_USER=dmarig KBUILD_BUILD_HOST=dmarig "$@"
}

configure() {
	mkdir -p "$build"
	wanted >"$build/wanted.config"
	kmake -s KCONFIG_ALLCONFIG="$build/wanted.config" allnoconfig >"$1/build.log" 2>&1 ||
		{ cat "$1/build.log" >&2; die 3 "kernel: cannot configure $src (a tree built in place needs mrproper)"; }
	assert_survived "$build/wanted.config" "$build/.config"
	say "kernel: $(kernel_version) $ARCH $flavour with $("$(compiler)" --version | head -n 1)"
}

# Modules need headers, scripts and symbols of a build, not its objects.
trim() {
	find "$build" \( -name '*.o' -o -name '*.a' -o -name '.*.cmd' -o -name 'vmlinux*' \
		-o -name '*.ko' -o -name '.tmp_*' \) -type f ! -path '*/include/*' -delete
}

compile() {
	local dir=$1 steps=$cache/kernel/.steps-$ARCH-$flavour targets
	targets="${IMAGE##*/} modules ${DTB#*/dts/}"

	: >"$dir/build.log"
	# shellcheck disable=SC2086 # a list of targets
	slowly "kernel: building" "$dir/build.log" "$(cat "$steps" 2>/dev/null || echo 1200)" \
		kmake $targets
}

# What a guest takes of a build; each file is there whole or not at all.
install_image() {
	local dir=$1

	rm -rf "$dir/modules.new"
	mkdir "$dir/modules.new"
	find "$build" -name "*.ko" -exec cp -t "$dir/modules.new" {} +
	rm -rf "$dir/modules"
	mv "$dir/modules.new" "$dir/modules"
	cp "$build/$IMAGE" "$dir/image.new"
	mv "$dir/image.new" "$dir/image"
	[[ -z $DTB ]] || cp "$build/$DTB" "$dir/dtb"
	cp "$build/.config" "$dir/config"
}

build_image() {
	local dir=$1 build=$1/build

	need_room 1000 "a kernel"
	configure "$dir"
	compile "$dir"
	grep -c "^  [A-Z]" "$dir/build.log" >"$cache/kernel/.steps-$ARCH-$flavour"
	install_image "$dir"
	trim
}

build_tree() {
	local build=$1/build

	configure "$1"
	slowly "kernel: preparing" "$1/build.log" 100 kmake modules_prepare
}

# refresh DIRECTORY: build what changed in a tree since the last time
refresh() {
	local dir=$1 build=$1/build before

	before=$(sha256sum "$build"/{.config,Module.symvers} "$dir/image" 2>/dev/null) || true
	if ! wanted | cmp -s - "$build/wanted.config"; then configure "$dir"; fi
	compile "$dir"
	install_image "$dir"
	[[ $(sha256sum "$build"/{.config,Module.symvers} "$dir/image") == "$before" ]] || touch "$dir/.changed"
}

image() {
	local dir

	if is_packaged "$kernel"; then
		cached kernel "$(kernel_key)" build_image
	else
		dir=$cache/own/$(tree_key)
		alone_in "$dir"
		need_room 1000 "a kernel"
		refresh "$dir" >&2
		echo "$dir"
	fi
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
	kernel=${3:-$2} flavour=${4:-} machine=$2

	[[ ! $kernel =~ ^debian(-(newest|[0-9.]+))?(-(rt|16k|lpae))?$ || $what == source ]] ||
		exec "$vm/debian.sh" "$what" "$2" "${kernel:7}"

	if [[ $what != source ]]; then
		load_machine "$2"
		src=$(source_dir "$kernel")
		[[ -z $flavour ]] || command -v "$(compiler)" >/dev/null ||
			die 3 "kernel: flavour $flavour wants $(compiler): make deps FOR=$flavour"
	fi
	case $what in
	source) source_dir "$2" ;;
	image | tree) "$what" ;;
	*) die 2 "kernel.sh: source, image or tree, not '$what'" ;;
	esac
}

main "$@"
