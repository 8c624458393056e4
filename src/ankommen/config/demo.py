"""The demo: invented people and interviews, made through the same services as real ones."""

from __future__ import annotations

import csv
import json
import tomllib
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date, timedelta
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any

from django.core.management import call_command
from django.db import transaction
from django.utils import timezone

from ankommen.evaluation.queries import last_release_run, latest_release, links_between
from ankommen.evaluation.services import NotSafe, confirm_link, release_figures, versions_to_link
from ankommen.interviews.queries import demo_number, interview_number
from ankommen.interviews.services import (
    DemoInterview,
    store_demo_interview,
    store_demo_interviews,
    withdraw_interview,
)
from ankommen.questionnaires.queries import form_of, open_versions, released_languages
from ankommen.translations.services import release_first

from .city import folder_of, load_city, the_citys_folder
from .demo_directory import add_directory
from .demo_people import add_cases, add_invitation, add_personas
from .synthetic import Held, Model, Respondents, held_interviews, read_model

if TYPE_CHECKING:
    from ankommen.questionnaires.models import Version

BATCH = 250  # interviews in one transaction: what an interrupted run may lose
_OLDEST = timedelta(days=3 * 365)  # an interview may not lie further back than intake believes

Progress = Callable[[int, int], None]  # how many of how many


def usual_number(city: str | None = None) -> int:
    """How many invented interviews the city's demo holds; 0 where the city does not say how to draw any."""
    model = read_model(_folder(city))
    return model.interviews if model else 0


def seed_demo(
    city: str | None = None, *, interviews: int = 0, progress: Progress = lambda done, of: None
) -> Iterator[str]:
    """Fill the installation; says what it did. A second run adds nothing.

    interviews: how many invented ones shall stand in the end; an interrupted run is carried on.
    """
    folder = _folder(city)
    loaded = load_city(folder)
    yield f"{loaded.name}: {loaded.districts} districts, {loaded.sites} sites."
    yield from _released(folder)
    yield from add_directory(folder)
    yield from add_personas(folder)
    yield add_invitation()
    yield add_cases(folder)
    for workbook in sorted((folder / "questionnaires").glob("*.xlsx")):
        call_command("publish_questionnaire", str(workbook), release_all=True, verbosity=0)
        yield f"Questionnaire {workbook.name} is published."
    yield f"{_links(folder)} links between versions confirmed."
    added = _written_interviews(folder) + _drawn_interviews(folder, interviews, progress)
    yield f"{added} invented interviews added."
    if interviews:
        yield from _first_release(folder, added)


def _folder(city: str | None) -> Path:
    return folder_of(city) if city else the_citys_folder()


def _released(folder: Path) -> Iterator[str]:
    """The public sees the languages that the city's file names; what somebody decided since stays."""
    facts = tomllib.loads((folder / "city.toml").read_text(encoding="utf-8"))
    if release_first(facts["interface_languages"], by=""):
        yield f"Languages released: {', '.join(facts['interface_languages'])}."


def _links(folder: Path) -> int:
    """Confirm what the city's files say of its versions: links-1-2.csv links version 1 and version 2."""
    confirmed = 0
    for path in sorted((folder / "questionnaires").glob("links-*-*.csv")):
        _, earlier, later = path.stem.split("-")
        versions = versions_to_link(_form_id(folder), earlier, later)
        if links_between(*versions):
            continue
        with path.open(encoding="utf-8", newline="") as file:
            for row in csv.DictReader(file):
                _confirm(versions, row)
                confirmed += 1
    return confirmed


def _confirm(versions: tuple[Version, Version], row: Mapping[str, str]) -> None:
    items = row["earlier_item"].rpartition("/")[2], row["later_item"].rpartition("/")[2]
    pairs = [(one, other) for one, _, other in (pair.partition(">") for pair in row["mapping"].split())]
    confirm_link(*versions, items=items, kind=row["kind"], mapping=pairs, by=None)


def _form_id(folder: Path) -> str:
    form_id: str = tomllib.loads((folder / "city.toml").read_text(encoding="utf-8"))["target"]["form_id"]
    return form_id


def _first_release(folder: Path, added: int) -> Iterator[str]:
    """Figures to look at from the first minute; later ones are made by people.

    What was not safe is tried again only when interviews came in since: it takes half a minute.
    """
    if not (folder / "figures.toml").exists() or latest_release(_form_id(folder)):
        return
    if not added and (run := last_release_run()) and run.state == run.State.NOT_SAFE:
        return
    try:
        release = release_figures(by=None)
    except NotSafe:
        yield "No figures are published: somebody could have worked out a hidden number. The demo goes on."
    else:
        yield f"Release {release.number} of the figures: {release.audit}."


def _written_interviews(folder: Path) -> int:
    """The few that are written by hand answer the city's first version, and are of this week."""
    newest = open_versions().first()
    if newest is None or interview_number():
        return 0
    *_, first = open_versions().filter(questionnaire=newest.questionnaire_id)
    entries: list[dict[str, Any]] = json.loads((folder / "demo_answers.json").read_text(encoding="utf-8"))
    for number, entry in enumerate(entries):
        store_demo_interview(
            first,
            answers=entry["answers"],
            language=entry["language"],
            contact=entry["contact"],
            interpreter=entry["interpreter"],
            site=entry.get("site"),
            on=timezone.localdate() - timedelta(days=number % 5),
        )
    return len(entries)


def _drawn_interviews(folder: Path, wanted: int, progress: Progress) -> int:
    """Draw what is missing. An interview is the same whether it is drawn in this run or in an earlier one."""
    standing = demo_number()
    model = read_model(folder) if standing < wanted else None
    if model is None:
        return 0
    versions = {v.label: v for v in open_versions() if v.questionnaire_id == model.form_id}
    numbers = range(standing, wanted)
    drawn = iter(_drawn(model, versions, numbers, until=timezone.localdate()))
    done = 0
    while batch := list(islice(drawn, BATCH)):
        _store(versions, batch)
        done += len(batch)
        progress(done, len(numbers))
    return done


def _drawn(model: Model, versions: dict[str, Version], numbers: range, *, until: date) -> Iterable[Held]:
    monday = until - timedelta(days=until.weekday())
    weeks = model.calendar.weeks(since=until - _OLDEST, until=monday)
    respondents = {
        version.label: Respondents(
            form_of(versions[version.label]),
            version,
            model.variables,
            released_languages(versions[version.label]),
        )
        for version in model.versions
        if version.label in versions
    }
    return held_interviews(model, respondents, weeks, numbers) if respondents and weeks else ()


@transaction.atomic
def _store(versions: dict[str, Version], batch: list[Held]) -> None:
    """All of a batch or nothing, so that the next run carries on where this one ended."""
    by_version: defaultdict[str, list[Held]] = defaultdict(list)
    for held in batch:
        by_version[held.version].append(held)
    for label, alike in by_version.items():
        stored = store_demo_interviews(versions[label], map(_entry, alike))
        for held, interview in zip(alike, stored, strict=True):
            if held.outcome == "withdrawn":
                withdraw_interview(interview)


def _entry(held: Held) -> DemoInterview:
    """What is withdrawn later was complete at first."""
    return DemoInterview(
        answers=held.answers,
        language=held.language,
        contact=held.contact,
        interpreter=held.interpreter,
        site=held.site,
        on=held.on,
        outcome="complete" if held.outcome == "withdrawn" else held.outcome,
        break_off_reason=held.break_off,
    )
