"""The ledger as OGC API – Features, part 1 (OGC 17-069r4): what QGIS and `ogr2ogr` read."""
