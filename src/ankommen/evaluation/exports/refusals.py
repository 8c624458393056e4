"""What is not handed over, and why."""

from __future__ import annotations

from collections.abc import Sequence


class ExportRefused(ValueError):
    """`args[0]` is a sentence for whoever asked.

    about: which entry of a proposal it is about, such as ("ends_on",), ("use", "people") or ("bands", "age");
    empty where it is about none.
    """

    def __init__(self, sentence: str, *about: str) -> None:
        super().__init__(sentence)
        self.about = about


class BadProposal(ExportRefused):
    """A proposal that does not go; problems: everything that was found, the first one speaks for all."""

    def __init__(self, problems: Sequence[ExportRefused]) -> None:
        super().__init__(*problems[0].args, *problems[0].about)
        self.problems = list(problems)
