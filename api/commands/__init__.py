"""The commands of the program ``meridian``, one module each.

A module's ``command`` is the click command. Heavy imports stand inside the
functions that need them, so that ``meridian --help`` answers at once.
"""
