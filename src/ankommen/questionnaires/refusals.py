"""Why a change was refused: exceptions whose `str()` is a sentence in the reader's language."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

if TYPE_CHECKING:
    from ankommen.engines.xlsform import Problem

    from .models import Version


class Refusal(Exception):
    """A change that the rules do not allow; `str()` says why and what to do."""


class NotReadable(Refusal):
    """The workbook holds errors; `problems` has them all, warnings too."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        super().__init__(
            _(
                "This workbook cannot become a questionnaire yet."
                " Repair it and upload it again: nothing is lost."
            )
        )
        self.problems = list(problems)


class AlreadyPublished(Refusal):
    """The very same document was published before, as `version`, which may be retired since."""

    def __init__(self, version: Version) -> None:
        sentence = _(
            "Exactly this questionnaire is already published, as version %(label)s."
            " Translations are updated on its page."
        )
        if version.retired_on:
            sentence = _(
                "Exactly this questionnaire was published as version %(label)s and is retired."
                " Give it a new version."
            )
        super().__init__(sentence % {"label": version.label})
        self.version = version


class NotPublishable(Refusal):
    """A draft that may not be published as it stands; `obstacles` are sentences."""

    def __init__(self, obstacles: Sequence[str]) -> None:
        super().__init__(" ".join(obstacles))
        self.obstacles = list(obstacles)


class SamePerson(Refusal):
    """Whoever uploaded a version does not publish it."""

    def __init__(self) -> None:
        super().__init__(
            _("You uploaded this version yourself. A second person looks at it and publishes it.")
        )


class ChangedMeanwhile(Refusal):
    """What was looked at is no longer what stands."""

    def __init__(self) -> None:
        super().__init__(_("This version was changed while you looked at it. Look at it again, then decide."))


class OtherStructure(Refusal):
    """A workbook with translations belongs to other questions or rules than the version."""

    def __init__(self, version: Version) -> None:
        super().__init__(
            _(
                "The questions or rules of this workbook differ from those of version %(label)s."
                " Upload it as a new version instead."
            )
            % {"label": version.label}
        )


class BadTexts(Refusal):
    """Translations that cannot be taken as they are; `faults` are pairs of text key and sentence."""

    def __init__(self, faults: Sequence[tuple[str, str]]) -> None:
        super().__init__(" ".join(dict.fromkeys(sentence for _key, sentence in faults)))
        self.faults = list(faults)


class Incomplete(Refusal):
    """A language lacks texts and nobody said that it may; `missing` is their number."""

    def __init__(self, missing: int) -> None:
        super().__init__(
            ngettext(
                "%(count)s text is missing and would appear in the source language. Confirm that you know.",
                "%(count)s texts are missing and would appear in the source language. Confirm that you know.",
                missing,
            )
            % {"count": missing}
        )
        self.missing = missing
