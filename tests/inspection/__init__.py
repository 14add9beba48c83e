"""Checkers of a built site, in a real browser: for the tests, and for any folder.

`python -m tests.inspection DOSSIER` prints a French report and exits 1 on any fault.
Each checker is a function that returns Faute values; each has a small page in
`fautes/` that makes it fail (tests/navigateur/test_fautes.py).
"""
