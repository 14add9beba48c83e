"""Measures of the engine on an invented territory of any size; figures in RESULTATS.md."""
