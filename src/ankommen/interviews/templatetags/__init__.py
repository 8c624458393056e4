"""Template tags of the interviews room."""
