"""`python -m generator …`."""

from __future__ import annotations

import gc
import sys


def start() -> None:
    """Entry point of the `offre` script too: light, so that Ctrl-C while the engine loads is told in French."""
    gc.disable()  # a command ends soon, and makes few cycles: one look at all that it made cost a fiftieth of a build
    try:
        from generator.cli.main import console
    except KeyboardInterrupt:
        print("Interrompu.", file=sys.stderr)
        sys.exit(130)
    console()


if __name__ == "__main__":
    start()
