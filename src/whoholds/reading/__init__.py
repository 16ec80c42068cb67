"""Report to claims. Pure: no I/O beyond the read-only reference data, no clock, no network."""

from whoholds.reading.reader import VERSION, Reader

__all__ = ["VERSION", "Reader"]
