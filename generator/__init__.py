"""A territory's ESS offer: YAML fiches in, a checked static site out."""

import atexit
import gc

# A run is short and makes few cycles: looking for them at Python's usual pace, then once more
# over everything at the end, took a tenth of a small build (benchmarks/RESULTATS.md).
gc.set_threshold(100_000, 50, 100)
atexit.register(gc.freeze)
