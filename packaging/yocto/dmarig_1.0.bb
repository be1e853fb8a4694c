SUMMARY = "Benchmark and torture rig for DMA controllers"
LICENSE = "GPL-2.0-only"
LIC_FILES_CHKSUM = "file://LICENSE;md5=b234ee4d69f5fce4486a80fdaf4a4263"

DEPENDS = "inih"
RRECOMMENDS:${PN} = "dmarig-module"

inherit pkgconfig externalsrc
EXTERNALSRC = "${THISDIR}/../.."

# Without these the tool takes no samples and reads no traces, and says so.
PACKAGECONFIG ??= "tracefs"
PACKAGECONFIG[tracefs] = ",,libtracefs libtraceevent"
WITHOUT = "tracecmd ${@bb.utils.contains('PACKAGECONFIG', 'tracefs', '', 'tracefs', d)}"

do_compile() {
    oe_runmake -f userspace/scripts/tool.mk OUT=build/tool CROSS=${TARGET_PREFIX} \
        CFLAGS="${CFLAGS} ${HOST_CC_ARCH}${TOOLCHAIN_OPTIONS}" WITHOUT="${WITHOUT}"
}

do_install() {
    install -D -m 0755 build/tool/dmarig ${D}${bindir}/dmarig
    install -d ${D}${datadir}/dmarig
    cp -r configs userspace/plots ${D}${datadir}/dmarig/
}

FILES:${PN} += "${datadir}/dmarig"
