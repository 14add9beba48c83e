"""The spreadsheet: fiches as sheets to fill, and sheets back into fiches. Pure; only the commands touch the disk."""
