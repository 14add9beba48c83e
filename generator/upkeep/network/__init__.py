"""The only modules that talk to the network: the forge's API, and the links to other sites.

Everything is injected (how to open, how to wait, what time it is), so that the
tests ask nothing to anybody. Building the site never comes here.
"""
