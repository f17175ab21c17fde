"""Plans being solved for HTTP clients, each in a process of its own.

A crash, a leak or a kill in there ends one job; the server goes on.
"""
