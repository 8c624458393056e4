"""POST /api/interviews/<uuid>/: the one way an interview comes in.

No postponed annotations here: ninja reads the types of decorated functions.
"""

from datetime import date
from typing import Annotated, Any, Literal
from uuid import UUID

from django.http import HttpRequest
from django.utils.translation import gettext as _
from ninja import Field, Router, Schema, Status
from ninja.errors import HttpError
from ninja.security import django_auth
from pydantic import BeforeValidator

from ankommen.accounts.access import allowed, may
from ankommen.engines import papercodes

from .access import draft_of_interview, is_handed_over
from .boot import EXAMPLE_NUMBER
from .intake import NotAcceptable, Submission
from .models import BreakOff, Contact, Interpreter
from .services import Conflict, NoDraft, NotReplaceable, Withdrawn, submit_interview

router = Router(tags=["interviews"])
MAX_BYTES = 1024 * 1024


def _iso_day(day: object) -> date:
    """ "2026-11-21" and nothing else: pydantic alone would take a timestamp, and a second with it."""
    if not isinstance(day, str) or len(day) != len("2026-11-21"):
        raise ValueError("A day is written as 2026-11-21.")
    return date.fromisoformat(day)


class ConsentIn(Schema):
    """Which consent text was agreed to, in which language."""

    model_config = {"extra": "forbid"}
    text_version: str = Field(min_length=1, max_length=20)
    language: str = Field(min_length=2, max_length=35)


class InterviewIn(Schema):
    """A finished or broken-off interview, as the screen sends it."""

    model_config = {"extra": "forbid"}
    form_id: str = Field(max_length=64)
    version: str = Field(max_length=64)
    hash: str = Field(pattern="^[0-9a-f]{64}$")
    language: str = Field(min_length=2, max_length=35)
    interpreter: Literal[tuple(Interpreter.values)]  # type: ignore[valid-type]
    contact: Literal[tuple(Contact.values)]  # type: ignore[valid-type]
    site: str | None = Field(default=None, min_length=1, max_length=60)
    on: Annotated[date, BeforeValidator(_iso_day)]
    outcome: Literal["complete", "partial"]
    break_off_reason: Literal[("", *BreakOff.values)] = ""  # type: ignore[valid-type]
    consent: ConsentIn
    receipt: str = Field(max_length=40)
    answers: dict[str, Any]


class NeedOut(Schema):
    """A need that the rules found."""

    name: str
    topic: str
    urgency: int


class StoredOut(Schema):
    """What stands on the disk when this answer arrives."""

    interview: UUID
    status: Literal["stored"] = "stored"
    needs: list[NeedOut]


class ProblemOut(Schema):
    """One reason why the interview was not stored."""

    key: str
    row: list[int] = []
    code: str
    message: dict[str, str]


class RefusedOut(Schema):
    """A sentence, and the problems where there are several."""

    detail: str
    problems: list[ProblemOut] = []


@router.post(
    "{uuid:pk}/",
    auth=django_auth,
    response={
        200: StoredOut, 201: StoredOut, 400: RefusedOut, 404: RefusedOut, 409: RefusedOut, 410: RefusedOut,
        413: RefusedOut, 415: RefusedOut, 422: RefusedOut, 503: RefusedOut,
    },
    url_name="submit_interview",
)  # fmt: skip
@may("interview", "conduct")
def submit(request: HttpRequest, pk: UUID, payload: InterviewIn) -> Status[Any]:
    """Store an interview. The same content under the same UUID gives the same answer again; other content is
    refused with 409.
    """
    if pk.version != 4 or pk == EXAMPLE_NUMBER:
        raise HttpError(400, _("The number of the interview is not a random UUID (version 4)."))
    receipt = papercodes.normalised(payload.receipt)
    if receipt is None:
        raise HttpError(422, _("The receipt code is not one."))
    submission = Submission(
        **{**payload.dict(exclude={"consent"}), "receipt": receipt, "consent": payload.consent.dict()}
    )
    try:
        draft = draft_of_interview(request, pk)
        stored = submit_interview(pk, submission, draft=draft, takes_paper=_takes_paper(request))
    except NotAcceptable as refusal:
        return Status(
            422, {"detail": _("The interview cannot be stored like this."), "problems": refusal.problems}
        )
    except NoDraft:
        return Status(404, {"detail": _("No interview of yours with this number is under way.")})
    except Conflict:
        return Status(409, {"detail": _("An interview with other content is stored under this number.")})
    except NotReplaceable:
        return Status(
            409, {"detail": _("The interview that this one corrects is gone or was corrected already.")}
        )
    except Withdrawn:
        return Status(410, {"detail": _("This interview was withdrawn.")})
    return Status(201 if stored.is_new else 200, {"interview": pk, "needs": stored.needs})


def _takes_paper(request: HttpRequest) -> bool:
    return not is_handed_over(request) and bool(allowed(request.user, "interview", "key"))
