"""The review desk: pages on which people decide about claims."""
