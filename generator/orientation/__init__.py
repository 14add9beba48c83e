"""Orientation: from answers and a place to étapes, financements and one human contact.

Pure: no disk, no clock. `check_orientation` proves the arbres at each build;
`Matching` fills the parcours for the pages; `report` and `explain` are the
texts of the command `arbres`.
"""
