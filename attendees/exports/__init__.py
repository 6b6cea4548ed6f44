"""Lists of delegates as files."""
