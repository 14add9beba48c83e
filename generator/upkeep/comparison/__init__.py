"""Two states of a territory, compared: what changed in words, and what it does to the people who ask.

Pure: no disk, no clock, no git. `comparer` makes the comparison of two
`Version`, `rapport` tells it to partners (text, Markdown) and to tools (JSON).
"""
