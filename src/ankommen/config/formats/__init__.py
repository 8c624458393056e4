"""Days and numbers where Django would not write them as people in Germany read them (FORMAT_MODULE_PATH)."""
