"""The forges: all that the programme knows of GitHub, GitLab and Forgejo. Tables and pure functions, no network.

One module a forge; `depot_de` says which one a repository is on. Nothing
outside of this room holds the address, the file or the word of a forge.
"""
