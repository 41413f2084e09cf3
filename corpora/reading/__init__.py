"""Files of many kinds with their true text and true zones: what reading is measured on."""
