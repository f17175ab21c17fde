"""Two thin doors to the same services: the command line and HTTP.

Parses, calls ``scheduler`` or ``solver``, and serialises; decides nothing.
"""
