################################################################################
#
# dmarig
#
################################################################################

DMARIG_VERSION = 1.0
DMARIG_SITE = $(BR2_EXTERNAL_DMARIG_PATH)/../..
DMARIG_SITE_METHOD = local
DMARIG_LICENSE = GPL-2.0-only
DMARIG_LICENSE_FILES = LICENSE
DMARIG_DEPENDENCIES = host-pkgconf inih

# Without these the tool takes no samples and reads no traces, and says so.
DMARIG_WITHOUT = tracefs tracecmd
ifeq ($(BR2_PACKAGE_LIBTRACEFS),y)
DMARIG_DEPENDENCIES += libtracefs
DMARIG_WITHOUT = tracecmd
endif

define DMARIG_BUILD_CMDS
	$(TARGET_MAKE_ENV) $(MAKE) -C $(@D) -f userspace/scripts/tool.mk \
		OUT=build/tool CROSS="$(TARGET_CROSS)" WITHOUT="$(DMARIG_WITHOUT)" \
		CFLAGS="$(TARGET_CFLAGS)" LDFLAGS="$(TARGET_LDFLAGS)"
endef

define DMARIG_INSTALL_TARGET_CMDS
	$(INSTALL) -D -m 0755 $(@D)/build/tool/dmarig $(TARGET_DIR)/usr/bin/dmarig
	mkdir -p $(TARGET_DIR)/usr/share/dmarig
	cp -r $(@D)/configs $(@D)/userspace/plots $(TARGET_DIR)/usr/share/dmarig/
endef

$(eval $(kernel-module))
$(eval $(generic-package))
