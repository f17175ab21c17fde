"""The files of the folder, one module a theme: what each of their columns holds.

``TABLES`` lists them in the order in which they are written and documented.
"""

from scheduler.tables.files import care, courses, patients, places, rosters, staff
from scheduler.tables.layout import Table

TABLES: tuple[Table, ...] = (
    *places.TABLES,
    *staff.TABLES,
    *care.TABLES,
    *patients.TABLES,
    *courses.TABLES,
    *rosters.TABLES,
)
