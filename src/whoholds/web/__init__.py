"""The page: a thin face over the ledger and the views. It reads only, and asks no other host for anything."""
