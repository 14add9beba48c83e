"""Search: one normaliser, one index, one way to ask, in Python and in the browser.

    normaliser.py   words → tokens
    nearness.py     known words near a word typed
    documents.py    the site → a flat list of documents
    autres_pages.py pages that are neither a fiche nor a commune
    postings.py     documents → terms, fields, synonyms; the compact files of the browser
    engine.py       the same ranking with lunr.py, for the command line and the requêtes types
    checking.py     problems of data/synonymes.yml and data/requetes-types.yml
    files.py        what the site publishes
    decoupe.py      the same, of any size: the best first, in small files
    details.py      what the catalogue shows and filters by

Words, nearness and the way to ask (engine.py) are written twice, here and in
`generator/theme/js/recherche/`: a file that says the same has the same name, and
so have its functions. The tests prove both say the same.
"""
