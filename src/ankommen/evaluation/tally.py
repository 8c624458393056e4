"""The count for the funder: interviews of a month and so far, by site, language and kind of contact.

These are counts of work and hold no answer. Numbers under five are still put together under "other", so that
nobody who speaks a rare language is told by it: docs/tally.md. A week belongs to the month of its Thursday
(ISO 8601: the year of a week is that of its Thursday).

A sheet is signed as it stands, with the key of this installation: HMAC-SHA-256 over its month and all of its
lines but the one with the signature (FIPS 198-1).
"""

from __future__ import annotations

import hmac
import json
import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

import pyarrow as pa
import pyarrow.compute as pc
from django.utils import timezone
from django.utils.translation import gettext as _

from ankommen.engines.gate import write_csv
from ankommen.engines.languages import language
from ankommen.interviews.queries import contact_labels
from ankommen.places.queries import site_names, the_city
from ankommen.vault.queries import ring

from .plan import Plan
from .progress import COMPLETE
from .projection import Projection

LEAST = 5  # interviews that stand under a name
OTHER = "*"
_SIGNATURE = re.compile(
    r'^(?:signature: |signature;|  "signature": ")hmac-sha256:([0-9a-f]{64})"?$\n', re.MULTILINE
)
_MONTH = re.compile(r"([0-9]{4})-([0-9]{2})")


class BadMonth(Exception):
    """There is no such month to count; the sentence says why."""


@dataclass(frozen=True)
class Line:
    """One name with its numbers; None where the number went to "other", or there was none.

    key: a site, a language, a kind of contact; "" where it is not stated, "*" for "other" and for all.
    """

    key: str
    label: str
    month: int | None
    so_far: int | None


@dataclass(frozen=True)
class Tally:
    """The count of one month.

    groups: site, language, contact, each with its lines; their numbers add up to the total.
    """

    city: str
    month: str
    until: date
    rule: str
    total: Line
    groups: Mapping[str, list[Line]]
    has_demo: bool

    @property
    def is_over(self) -> bool:
        """Whether no week of the month is still under way."""
        return timezone.localdate() > self.until


def tally_of(month: str, projection: Projection, plan: Plan) -> Tally:
    """The complete interviews that count towards the target, to the end of "2026-11". Raises BadMonth."""
    until = _last_sunday(month)
    frames = [_counted(table) for table in projection.tables.values()]
    so_far = [(week, site, tongue, contact) for frame in frames for week, site, tongue, contact in frame]
    so_far = [entry for entry in so_far if month_of(entry[0]) <= month]
    in_month = [entry for entry in so_far if month_of(entry[0]) == month]
    city = the_city()
    return Tally(
        city=city.name if city else "",
        month=month,
        until=until,
        rule=plan.target_rule,
        total=Line(OTHER, _("Total"), len(in_month), len(so_far)),
        groups={
            name: _lines(in_month, so_far, place, label) for name, (place, label) in _groupings().items()
        },
        has_demo=projection.has_demo,
    )


def month_of(week: str) -> str:
    """The month of "2026-W45": that of its Thursday."""
    year, number = week.split("-W")
    return f"{date.fromisocalendar(int(year), int(number), 4):%Y-%m}"


def as_text(tally: Tally) -> str:
    """For people; with the signature in the last line."""
    lines = [*_heading(tally), ""]
    month, so_far = _("month"), _("so far")
    for key, group in _all_groups(tally):
        lines.append(f"{_titles()[key]:<40}{month:>10}{so_far:>10}")
        lines += [f"{line.label:<40}{_shown(line.month):>10}{_shown(line.so_far):>10}" for line in group]
        lines.append("")
    body = "\n".join(lines)
    return f"{body}signature: {_signature(body, tally.month)}\n"


def as_csv(tally: Tally) -> str:
    """With semicolons; the signature is the last row."""
    rows: list[list[str | int | None]] = [["month", "group", "key", "name", "in_month", "so_far"]]
    for key, group in _all_groups(tally):
        rows += [[tally.month, key, line.key, line.label, line.month, line.so_far] for line in group]
    rows += [["note", sentence] for sentence in _heading(tally)]
    body = write_csv(rows, separator=";", line_end="\n", mark=False).decode()
    return f"{body}signature;{_signature(body, tally.month)}\n"


def as_json(tally: Tally) -> str:
    """One object; the signature is a line of its own, and signs the others as they stand."""
    content = {
        "month": tally.month,
        "until": tally.until.isoformat(),
        "is_over": tally.is_over,
        "rule": tally.rule,
        "has_invented": tally.has_demo,
        "total": {"month": tally.total.month, "so_far": tally.total.so_far},
        "groups": {
            key: [
                {"key": line.key, "name": line.label, "month": line.month, "so_far": line.so_far}
                for line in group
            ]
            for key, group in tally.groups.items()
        },
    }
    body = json.dumps(content, ensure_ascii=False, indent=2)
    head, tail = body.removesuffix("\n}") + ",\n", "}\n"
    return f'{head}  "signature": "{_signature(head + tail, tally.month)}"\n{tail}'


def is_unchanged(sheet: str, month: str) -> bool:
    """Whether a sheet of that month is as this installation signed it, in any of the three forms.

    Line ends, a byte order mark and blank lines at the end may differ: mail and editors change them.
    """
    text = sheet.removeprefix("\ufeff").replace("\r\n", "\n").rstrip() + "\n"
    signatures = _SIGNATURE.findall(text)
    if len(signatures) != 1:
        return False
    body = _SIGNATURE.sub("", text)
    return any(hmac.compare_digest(known, signatures[0]) for known in _digests(body, month))


def _signature(body: str, month: str) -> str:
    return f"hmac-sha256:{_digests(body, month)[0]}"


def _digests(body: str, month: str) -> list[str]:
    return ring().digests(f"{month}\n{body.rstrip()}", purpose="tally")


def _all_groups(tally: Tally) -> list[tuple[str, list[Line]]]:
    return [("all", [tally.total]), *tally.groups.items()]


def _titles() -> dict[str, str]:
    return {
        "all": "",
        "site": _("By site"),
        "language": _("By language"),
        "contact": _("By kind of contact"),
    }


def _last_sunday(month: str) -> date:
    """The end of the last week of a month. Raises BadMonth for what is none, or has not begun."""
    found = _MONTH.fullmatch(month)
    try:
        first = date(int(found[1]), int(found[2]), 1) if found else None
    except ValueError:
        first = None
    if first is None:
        raise BadMonth(_("“%(month)s” is no month. Write it as 2026-11.") % {"month": month})
    if first > timezone.localdate():
        raise BadMonth(_("%(month)s has not begun.") % {"month": month})
    next_first = (first + timedelta(days=31)).replace(day=1)
    last_thursday = next_first - timedelta(days=(next_first.weekday() - 3 - 1) % 7 + 1)
    return last_thursday + timedelta(days=3)


def _counted(table: pa.Table) -> Iterable[tuple[str, str | None, str, str]]:
    kept = table.filter(pc.and_(table.column("eligible"), pc.equal(table.column("outcome"), COMPLETE)))
    return zip(
        *(kept.column(name).to_pylist() for name in ("week", "site", "language", "contact")), strict=True
    )


def _groupings() -> dict[str, tuple[int, Callable[[str], str]]]:
    sites, contacts = site_names(), contact_labels()
    return {
        "site": (1, lambda slug: sites.get(slug, slug)),
        "language": (2, lambda code: f"{language(code).german} ({code})"),
        "contact": (3, lambda key: contacts.get(key, key)),
    }


def _lines(
    in_month: list[tuple[str, str | None, str, str]],
    so_far: list[tuple[str, str | None, str, str]],
    place: int,
    label: Callable[[str], str],
) -> list[Line]:
    month = named(Counter(entry[place] for entry in in_month))
    total = named(Counter(entry[place] for entry in so_far))
    names = {key: label(key) if key else _("not stated") for key in {*month, *total} if key != OTHER}
    lines = [Line(key or "", names[key], month.get(key), total.get(key)) for key in names]
    lines.sort(key=lambda line: (-(line.so_far or 0), line.label))
    if OTHER in month or OTHER in total:
        lines.append(Line(OTHER, _("other"), month.get(OTHER), total.get(OTHER)))
    return lines


def named(numbers: Mapping[str | None, int]) -> dict[str | None, int]:
    """The numbers with those under five put together under OTHER.

    Where these make less than five themselves the next larger joins them: the total shall tell none of them.
    """
    kept = dict(sorted(numbers.items(), key=lambda entry: (entry[1], entry[0] or "")))
    other = 0
    for key, number in list(kept.items()):
        if number < LEAST or 0 < other < LEAST:
            other += kept.pop(key)
    return kept | ({OTHER: other} if other else {})


def _heading(tally: Tally) -> list[str]:
    sentences = [
        _("%(city)s: interviews in %(month)s") % {"city": tally.city, "month": tally.month},
        _("Complete interviews for which this holds: %(rule)s") % {"rule": tally.rule},
        _("A week belongs to the month of its Thursday; counted to %(day)s.")
        % {"day": tally.until.isoformat()},
        _("Numbers under %(least)s are put together under “other”.") % {"least": LEAST},
    ]
    if not tally.is_over:
        sentences.append(_("The month is not over: the numbers still grow."))
    if tally.has_demo:
        sentences.append(_("Invented interviews of the demo are among them."))
    return sentences


def _shown(number: int | None) -> str:
    return "–" if number is None else str(number)
