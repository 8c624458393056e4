"""The desk pages of what visitors suggest."""
