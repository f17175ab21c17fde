"""A network in and out of a folder of CSV files.

``files/`` describes every column once; reading, writing, the pandera schema and
the documentation follow from that description.
"""

from scheduler.tables.read import read_files, read_folder
from scheduler.tables.write import write_files, write_folder

__all__ = ["read_files", "read_folder", "write_files", "write_folder"]
