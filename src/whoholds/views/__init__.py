"""Read-only forms of what is known: map, tables, files. Nothing here asks the ledger or weighs a claim."""
