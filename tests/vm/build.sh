#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-only
# Copyright (C) 2026 The dmarig authors
#
# A driver that the user brings to a guest is built, bound and used; a setting that cannot be had is refused
# in a sentence before anything takes long.

source "$(dirname "$0")/tap.sh"

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
export MACHINE=${MACHINE:-uml} KERNEL=${KERNEL:-6.12} FLAVOUR=${FLAVOUR:-debug}

# ends STATUS [VARIABLE=VALUE...]: the status of a guest with these; what it said is in $work
# shellcheck disable=SC2317 # called through check
ends() {
	local want=$1 status=0
	shift

	env CMD=true "$@" "$top/userspace/vm/run.sh" >"$work/out" 2>"$work/err" || status=$?
	[[ $status == "$want" ]] || sed 's/^/# /' "$work/err"
	[[ $status == "$want" ]]
}

# shellcheck disable=SC2317 # called through check
err_has() { grep -q -- "$1" "$work/err" || { sed 's/^/# /' "$work/err" && false; }; }

# A driver for what no machine has; with DEVICE, it makes the device itself
cat >"$work/absent.c" <<'END'
#include <linux/mod_devicetable.h>
#include <linux/module.h>
#include <linux/platform_device.h>
#include "absent.h"

static int absent_probe(struct platform_device *pdev)
{
	dev_info(&pdev->dev, ABSENT_TEXT "\n");
	return 0;
}

static const struct of_device_id absent_match[] = { { .compatible = "dmarig,absent-1.0" }, { } };
MODULE_DEVICE_TABLE(of, absent_match);

static struct platform_driver absent_driver = {
	.probe	= absent_probe,
	.driver	= { .name = "absent", .of_match_table = absent_match },
};

#ifdef DEVICE
static struct platform_device *device;

static int __init absent_init(void)
{
	device = platform_device_register_simple("absent", -1, NULL, 0);
	return PTR_ERR_OR_ZERO(device) ?: platform_driver_register(&absent_driver);
}
module_init(absent_init);
#else
module_platform_driver(absent_driver);
#endif
MODULE_DESCRIPTION("A driver for what no machine has");
MODULE_LICENSE("GPL");
END
echo '#define ABSENT_TEXT "its header was found"' >"$work/absent.h"
mkdir "$work/many"
{ echo '#define DEVICE'; cat "$work/absent.c"; } >"$work/many/absent.c"
cp "$work/absent.h" "$work/many"
echo 'obj-m := absent.o' >"$work/many/Kbuild"
{ cat "$work/absent.c"; echo 'int broken = no_such_thing;'; } >"$work/broken.c"

check "a driver that finds no device ends the guest" ends 3 DRIVER="$work/absent.c"
check "which says what it wants" err_has 'DRIVER is bound to nothing: it is for compatible dmarig,absent-1.0'
# shellcheck disable=SC2016 # the guest expands it
check "a directory with a Kbuild is a driver" ends 0 DRIVER="$work/many" \
	CMD='dmesg | grep "its header was found" && [ -d /sys/module/absent ]'
check "a driver that does not compile is a failure" ends 1 DRIVER="$work/broken.c"
check "with the compiler's first error" err_has 'no_such_thing'
check "and no other" test "$(grep -c 'error:' "$work/err")" = 1
check "a driver that is not there is wrong usage" ends 2 DRIVER="$work/nosuch.c"
check "and so is what is none" ends 2 DRIVER="$work/absent.h"

check "a clock that is not there is wrong usage" ends 2 CLOCK=sundial
check "and the known ones are named" err_has 'host'
mkdir "$work/bin"
printf '#!/bin/sh\necho sparc64\n' >"$work/bin/uname"
chmod +x "$work/bin/uname"
check "a program of another architecture cannot be run" ends 3 MACHINE=uml PATH="$work/bin:$PATH"
check "and what can is named" err_has 'MACHINE=virt'
check "a program has no QEMU" ends 2 MACHINE=uml QEMU_EXTRA='-device edu'

# What was a folder of the modules when they were last built, and is none now, must not keep them from the guest.
for built in "$top/build/module-um-"*/; do
	mkdir -p "${built}module/gone" && touch "${built}module/gone/gone.o" && rm -f "${built}.built"
done
check "modules are there after a folder of theirs has gone" ends 0 CMD='[ -d /sys/module/dmarig ]'

# little_room COMMAND...: with a cache of a few MiB
# shellcheck disable=SC2317 # called through check
little_room() {
	mkdir -p "$work/cache"
	# shellcheck disable=SC2016 # that shell expands them
	unshare --mount sh -c 'mount -t tmpfs -o size=16m none "$1/cache" && shift && XDG_CACHE_HOME=$0 exec "$@"' \
		"$work/cache" "$work" "$@" 2>"$work/err"
	[[ $? == 3 ]]
}

if ((EUID == 0)) && unshare --mount true 2>/dev/null; then
	check "no room for a kernel is said at once" \
		little_room "$top/userspace/vm/kernel.sh" image uml 6.12 debug
	check "with how much is wanted" err_has 'takes [0-9]* MiB in .*, which has [0-9]* MiB free'
else
	skip "no room for a kernel is said at once" "only root can make a small file system"
fi

# shellcheck disable=SC2317 # called through check
misspelt() { ! "$@" >"$work/out" 2>&1 && grep -q '^not ok' "$work/out"; }
check "a test that is misspelt fails" misspelt sh "$top/tests/guest/all.sh" lifecylce
finish
