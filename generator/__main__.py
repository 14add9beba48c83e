"""`python -m generator …`."""

from generator.cli.main import console

if __name__ == "__main__":
    console()
