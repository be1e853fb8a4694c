include $(BR2_EXTERNAL_DMARIG_PATH)/dmarig.mk
