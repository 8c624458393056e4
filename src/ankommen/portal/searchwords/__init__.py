"""The desk pages of the words by which people search, and of what they asked and did not find."""
