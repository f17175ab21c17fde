"""Problems of a folder, by file, line and column."""

from __future__ import annotations

from scheduler.errors import InvalidInput, Problem


class FolderProblems:
    """
    Collects what is wrong with a folder, to be raised at once.

    Parameters
    ----------
    order
        File names in the order in which their problems are told.
    """

    def __init__(self, order: tuple[str, ...]) -> None:
        self._order = {file: position for position, file in enumerate(order)}
        self._found: list[tuple[int, int, Problem]] = []
        self._lines: dict[str, set[int]] = {}

    def __bool__(self) -> bool:
        return bool(self._found)

    def add(self, file: str, message: str, line: int = 0, column: str = "") -> None:
        """
        Note a problem.

        Parameters
        ----------
        line
            Of the file, from 1, on which the row begins; 0: the whole file.
        column
            By its name; empty: the whole row.
        """
        place = ":".join(part for part in (file, str(line or ""), column) if part)
        position = self._order.get(file, -1)
        self._found.append((position, line, Problem(place, message)))
        self._lines.setdefault(file, set()).add(line)

    def has_line(self, file: str, line: int) -> bool:
        """Whether something is wrong with a row."""
        return line in self._lines.get(file, ())

    def raise_any(self) -> None:
        """
        Raise what was found.

        Raises
        ------
        InvalidInput
            With every problem, by file and line, if there is one.
        """
        if self._found:
            in_order = sorted(self._found, key=lambda found: found[:2])
            raise InvalidInput(problem for _, _, problem in in_order)
