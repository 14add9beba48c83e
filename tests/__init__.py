"""The tests; a package, since a library also installs a folder named `tests`."""
