"""Staff pages of the translations: how they stand, one text at a time, files, glossary, and the release."""
