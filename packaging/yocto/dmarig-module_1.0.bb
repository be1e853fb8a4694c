SUMMARY = "Kernel modules of a benchmark and torture rig for DMA controllers"
LICENSE = "GPL-2.0-only"
LIC_FILES_CHKSUM = "file://LICENSE;md5=b234ee4d69f5fce4486a80fdaf4a4263"

inherit module externalsrc
EXTERNALSRC = "${THISDIR}/../.."

RPROVIDES:${PN} += "kernel-module-dmarig kernel-module-dmarig-sim"
KERNEL_MODULE_PROBECONF = ""
EXTRA_OEMAKE += "KERNEL_SRC=${STAGING_KERNEL_DIR}"

do_compile() {
    oe_runmake -C ${STAGING_KERNEL_DIR} M=${S} modules
}

do_install() {
    oe_runmake -C ${STAGING_KERNEL_DIR} M=${S} INSTALL_MOD_PATH=${D} modules_install
}
