"""R10: the patient can come there and then, and is in one place at a time."""

from __future__ import annotations

from collections.abc import Iterator

from solver.check.facts import Facts, Finding, clock, overlapping, windows_on


def patient(facts: Facts) -> Iterator[Finding]:
    """R10. The patient can come there and then, and is in one place at a time."""
    for placed in facts.placed.values():
        who = placed.patient
        if placed.clinic.id not in {accepted.clinic for accepted in who.clinics}:
            yield placed.id, f"'{who.id}' does not accept '{placed.clinic.id}'."
        windows = windows_on(who.available, placed.date, placed.zone)
        if not any(a <= placed.start and placed.end <= b for a, b in windows):
            at = clock(placed.start, placed)
            yield placed.id, f"'{who.id}' is not available for all of it at {at}."
        for span in who.unavailable:
            if placed.start < span.to and span.from_ < placed.end:
                until = clock(span.to, placed)
                yield placed.id, f"'{who.id}' is unavailable until {until}."
    for who_id, sessions in facts.by_patient.items():
        spans = ((p.start, p.end, p) for p in sessions)
        for before, after in overlapping(spans):
            yield after.id, f"'{who_id}' is still in session '{before.id}'."
