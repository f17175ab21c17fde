"""The domain, its storage, planning, imports and reports.

Knows the solver and the database; knows nothing of HTTP or the command line.
"""
