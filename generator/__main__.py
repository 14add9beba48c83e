"""`python -m generator …`."""

from generator.cli import console

if __name__ == "__main__":
    console()
