"""Booking while the roster lives: what is open, what is held, what is promised.

One book in memory answers; the database has the last word.
"""
