"""The pages, one module per family. Each gives Page values from a Site."""
