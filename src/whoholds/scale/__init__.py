"""The same functions over shards of a large archive; nothing yet."""
