"""Papers: data, which is a plain value, and a layout, which is ours; how the one becomes a file with the other."""
