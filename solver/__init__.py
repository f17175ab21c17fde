"""Planning: ``planning-problem/1`` in, ``plan/1`` out, integers in between.

Knows no database, no network and no web; runs on a plain file. Nothing here may
import ``scheduler`` or ``api``.
"""
