"""The offer as files that other programs take as they are, under `donnees/`: one module per format."""
