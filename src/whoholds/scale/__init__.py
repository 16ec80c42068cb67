"""The same functions over shards of a large archive: processes, a cluster. Its layer is kept free in the contract."""
