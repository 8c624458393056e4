"""What every codebook says about the data, in the language of the files."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

if TYPE_CHECKING:
    from .making import Delivery


def coverage() -> str:
    """Whom the data stand for."""
    return _(
        "A register of first interviews, not a sample: people who came to a site and agreed. Whoever did not"
        " come, refused or broke off early is not in it, so shares hold for visitors and not for everybody"
        " who arrived; there are no confidence intervals for the city in them."
    )


def weights() -> str:
    """That there are none."""
    return _("No weights: the chance to be interviewed is not known, and none is claimed.")


def duration() -> str:
    """That there is none."""
    return _("Duration is not in the data: the program does not record how long an interview took.")


def coarsening(made: Delivery) -> list[str]:
    """What was made coarser, a sentence each."""
    rules = [_("The week of the interview is never handed over; the quarter is, where it was asked for.")]
    rules += [
        _("“%(name)s”: bands that begin at %(bounds)s.")
        % {"name": key, "bounds": ", ".join(f"{bound:g}" for bound in bounds)}
        for key, bounds in made.design.bands.items()
    ]
    return rules


def protection(made: Delivery) -> list[str]:
    """How nobody is recognisable, and what it cost."""
    design, kept = made.design, len(made.assembly.records)
    return [
        _("Quasi-identifiers, the last given up first: %(names)s. Not to be learned by them: %(sensitive)s.")
        % {"names": ", ".join(design.quasi_identifiers), "sensitive": ", ".join(design.sensitive)},
        _("Whoever shares all of them shares them with at least %(k)s records and %(l)s different answers.")
        % {"k": design.k, "l": design.l},
        _(
            "%(dropped)s of %(all)s records are left out;"
            " %(share)s of the quasi-identifying cells are suppressed."
        )
        % {
            "dropped": made.interviews - kept,
            "all": made.interviews,
            "share": f"{100 * suppressed_share(made):.1f} %",
        },
    ]


def suppressed_share(made: Delivery) -> float:
    """The share of suppressed quasi-identifying cells in the records that stay; 0 to 1."""
    hidden = made.assembly.hidden_cells()
    cells = len(made.assembly.records) * len(hidden)
    return sum(hidden.values()) / cells if cells else 0.0


def invented(made: Delivery) -> str:
    """A warning where some records are no real interviews, else nothing."""
    number = sum(record.is_demo for record in made.assembly.records)
    if not number:
        return ""
    return _(
        "%(number)s of %(all)s records are invented by the program for trials: the column “invented” marks"
        " them. They say nothing about people."
    ) % {"number": number, "all": len(made.assembly.records)}
