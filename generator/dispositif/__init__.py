"""What the data of the dispositif tell once computed: matching of besoins, participation, coverage, indicateurs.

Pure: a Corpus and a date in, values out. Rules and pages both read them from here.
"""
