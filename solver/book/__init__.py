"""The appointment book: what stands over some weeks, asked what is open.

The placement engine again, for visits that come and go one by one.
"""

from solver.book.book import Book
from solver.book.opening import Opening, opening_at, openings
from solver.book.refusal import refusal

__all__ = ["Book", "Opening", "opening_at", "openings", "refusal"]
