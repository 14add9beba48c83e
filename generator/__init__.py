"""A territory's ESS offer: YAML fiches in, a checked static site out."""
