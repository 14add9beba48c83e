"""What helps people write: schemas for editors, forms of the forge, and forms turned into fiches. Pure."""
