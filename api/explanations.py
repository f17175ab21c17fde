"""Explanations as text that fits a terminal of 88 columns."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from textwrap import fill
from typing import TYPE_CHECKING

from api.tables import figure, table
from api.wording import printable

if TYPE_CHECKING:
    from solver.explain import Alternative, Explanation, Fix
    from solver.problem import Assignment
    from solver.reasons import Refusals

COLUMNS = 88
INDENT = "  "


def explained(answer: Explanation) -> str:
    """Write all that is said about one session."""
    parts = [headline(answer)]
    if answer.cost:
        parts.append("What its place costs:\n" + costs(answer.cost))
    if answer.refusals.starts:
        parts.append("Its starts, by what refuses them:\n" + refused(answer.refusals))
    elif answer.reasons and not answer.forced:
        parts.append(wrapped(answer.reasons))
    if answer.alternatives:
        title = "Other places, all other sessions staying where they are:\n"
        parts.append(title + others(answer.alternatives))
    if len(answer.alternatives) and any(a.terms for a in answer.alternatives):
        parts.append("What they cost more or less, by term:\n" + apart(answer))
    if answer.fixes:
        title = "Changes that would let it in, the least intrusive first:\n"
        parts.append(title + "".join(map(proposed, answer.fixes)))
    elif answer.assignment is None and not answer.alternatives:
        parts.append("None of the small changes tried would let it in.\n")
    return "\n".join(parts)


def headline(answer: Explanation) -> str:
    """Say where a session is, or what kind of nowhere."""
    name = f"Session {printable(answer.session)}"
    if answer.assignment is not None:
        return wrapped([f"{name} is {place(answer.assignment)}."], "")
    if answer.forced:
        title = f"{name} has no place.\nNo plan can place it, even alone:\n"
        return title + wrapped(answer.forced)
    if answer.is_fixed or answer.alternatives:
        return f"{name} has no place.\n"
    return f"{name} has no place. This plan has no room for it; another may have.\n"


def costs(cost: dict[str, Decimal]) -> str:
    """Write costs by term with their sum."""
    rows = [(term, figure(amount)) for term, amount in cost.items()]
    rows.append(("total", figure(sum(cost.values()))))
    return table(rows, ("term", "cost"), numbers=frozenset({1}))


def refused(refusals: Refusals) -> str:
    """Write starts by rule; they add up to all that were looked at."""
    from solver.reasons import WORDING

    rows = [(f"{n:,}", *_worded(WORDING[rule])) for rule, n in refusals.ordered()]
    rows.append((f"{refusals.free:,}", "", "free"))
    rows.append((f"{refusals.starts:,}", "", "in all"))
    return table(rows, ("starts", "rule", "why"), numbers=frozenset({0}))


def _worded(wording: str) -> tuple[str, str]:
    rule, why = wording.split(": ", 1)
    return rule, why


def others(alternatives: Iterable[Alternative]) -> str:
    """Write other places, numbered."""
    rows = [
        (
            str(number),
            signed(other.change),
            day_and_time(other.assignment),
            other.assignment.clinic,
            other.assignment.room,
            other.assignment.staff["lead"],
        )
        for number, other in enumerate(alternatives, 1)
    ]
    heading = ("no", "change", "start", "clinic", "room", "lead")
    return table(rows, heading, numbers=frozenset({0, 1}))


def apart(answer: Explanation) -> str:
    """Write the difference of each alternative by term, side by side."""
    differences = [other.terms for other in answer.alternatives]
    terms = dict.fromkeys(term for terms in differences for term in terms)
    rows = [
        (term, *(signed(d[term]) if term in d else "" for d in differences))
        for term in terms
    ]
    numbers = range(1, len(differences) + 1)
    return table(rows, ("term", *map(str, numbers)), numbers=frozenset(numbers))


def proposed(fix: Fix) -> str:
    """Write a proposal, its change of the total, and where the session would be."""
    beginning = f"{INDENT}{signed(fix.change):>8}  {fix.kind:<9}  "
    told = f"{fix.sentence} It would be {place(fix.assignment)}."
    return _filled(told, beginning, " " * len(beginning))


def overview(answers: Iterable[Explanation]) -> str:
    """Write for each session the main reason and the least intrusive proposal."""
    rows = [(answer.session, _reason(answer), *_help(answer)) for answer in answers]
    heading = ("session", "reason", "change", "what would let it in")
    known = table([row[:3] for row in rows], heading[:3], numbers=frozenset({2}))
    lines = [line for line in known.splitlines() if line]
    width = max(map(len, lines))
    told = [heading[3], "-" * len(heading[3]), *(row[3] for row in rows)]
    return "".join(
        _filled(text, f"{line:<{width}}{INDENT}", " " * (width + len(INDENT)))
        for line, text in zip(lines, told, strict=True)
    )


def _reason(answer: Explanation) -> str:
    why = answer.forced[:1] or answer.reasons[:1]
    rule = why[0].split(":", 1)[0] if why else ""
    return f"{rule} (no plan can)" if answer.forced else rule


def _help(answer: Explanation) -> tuple[str, str]:
    if answer.fixes:
        return signed(answer.fixes[0].change), answer.fixes[0].sentence
    if answer.alternatives:
        other = answer.alternatives[0]
        return signed(other.change), f"It could be {place(other.assignment)}."
    return "", "None of the small changes tried."


def place(assignment: Assignment) -> str:
    """Write where, when and with whom, in words."""
    when = f"{assignment.start:%a} {assignment.start.isoformat(' ', 'minutes')}"
    lead = assignment.staff.get("lead", "nobody")
    where = f"at {assignment.clinic} in {assignment.room}"
    return f"{where}, {when}, with {lead}"


def day_and_time(assignment: Assignment) -> str:
    """Write a start by its clinic's clock."""
    return f"{assignment.start:%a %Y-%m-%d %H:%M}"


def signed(change: Decimal) -> str:
    """Write a change of cost with its sign."""
    return f"{'+' if change >= 0 else ''}{figure(change)}"


def wrapped(sentences: Iterable[str], indent: str = INDENT) -> str:
    """Write sentences, one after another, each on lines of its own."""
    return "".join(_filled(s, indent, indent + INDENT) for s in sentences)


def _filled(text: str, first: str, rest: str) -> str:
    return (
        fill(
            printable(text),
            width=COLUMNS,
            initial_indent=first,
            subsequent_indent=rest,
            break_long_words=False,
            break_on_hyphens=False,
        )
        + "\n"
    )
