"""From bytes to reports: files, formats, blocks, languages, dates and copies. Nothing here reads the meaning."""
