"""Whoever sees protected objects is written down before the answer leaves."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from django.conf import settings
from django.db import OperationalError, connection
from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.template.response import SimpleTemplateResponse
from django.test import RequestFactory
from django.test.utils import CaptureQueriesContext

from ankommen.accounts.models import User
from ankommen.journal import verbs
from ankommen.journal.middleware import journal_reads
from ankommen.journal.models import Entry, EntryObject
from ankommen.journal.queries import entries_about, entries_of_object
from ankommen.journal.services import declare_verbs, note_seen, record
from tests.accounts.factories import UserFactory

pytestmark = pytest.mark.django_db
View = Callable[[HttpRequest], HttpResponse]


def answer(view: View) -> HttpResponse:
    return journal_reads(view)(RequestFactory().get("/cases/17/?name=Brandt", HTTP_USER_AGENT="Firefox"))


def showing(*people: User, by: User | None, purpose: str = "counselling", grant: str = "") -> View:
    def view(request: HttpRequest) -> HttpResponse:
        note_seen(people, by=by, purpose=purpose, grant=grant)
        return HttpResponse("shown")

    return view


def test_one_entry_a_request_names_all_objects_once() -> None:
    lead, *people = UserFactory(role="project_lead"), *UserFactory.create_batch(3)

    def view(request: HttpRequest) -> HttpResponse:
        note_seen(people[:2], by=lead, purpose="counselling", grant="7")
        note_seen(people, by=lead, purpose="counselling", grant="7")
        return HttpResponse("shown")

    answer(view)
    entry = Entry.objects.get()
    assert (entry.verb, entry.object_type, entry.object_id) == ("accounts.seen", "accounts.user", "")
    assert (entry.actor, entry.role, entry.organisation) == (str(lead.pk), "project_lead", "contact-point")
    assert (entry.purpose, entry.grant) == ("counselling", "7")
    assert {one.object_id for one in entry.several.all()} == {str(person.pk) for person in people}
    for person in people:
        assert list(entries_about(person)) == [entry]
    assert not entries_about(lead).exists()


def test_one_object_stands_in_the_entry_itself() -> None:
    person = UserFactory()
    answer(showing(person, by=person))
    assert Entry.objects.get().object_id == str(person.pk)
    assert not EntryObject.objects.exists()
    assert entries_of_object(User, person.pk).count() == 1


def test_objects_of_another_kind_with_the_same_number_are_not_found() -> None:
    person, other = UserFactory.create_batch(2)
    answer(showing(person, other, by=person))
    answer(showing(person, by=person))
    assert entries_of_object(Entry, person.pk).count() == 0


def test_two_purposes_are_two_entries_of_one_request() -> None:
    person = UserFactory()

    def view(request: HttpRequest) -> HttpResponse:
        note_seen([person], by=person, purpose="counselling")
        note_seen([person], by=person, purpose="review")
        record("test.seen", person, by=person, grant="9")
        return HttpResponse("shown")

    answer(view)
    assert sorted(Entry.objects.values_list("purpose", flat=True)) == ["", "counselling", "review"]
    assert len(set(Entry.objects.values_list("request", flat=True))) == 1
    assert Entry.objects.get(verb="test.seen").grant == "9"
    answer(showing(person, by=person))
    assert len(set(Entry.objects.values_list("request", flat=True))) == 2


def test_nothing_shown_nothing_written(django_assert_num_queries) -> None:
    nobody_in_it = showing(by=UserFactory())
    with django_assert_num_queries(0):
        answer(nobody_in_it)
        answer(lambda request: HttpResponse(status=404))
    assert not Entry.objects.exists()


def test_the_entry_is_there_before_the_first_byte_of_a_stream() -> None:
    person = UserFactory()
    counts: list[int] = []

    def bytes_of_a_file() -> Iterator[bytes]:
        counts.append(Entry.objects.count())
        yield b"shown"

    def view(request: HttpRequest) -> HttpResponse:
        note_seen([person], by=person, purpose="export")
        return StreamingHttpResponse(bytes_of_a_file())

    assert b"".join(answer(view)) == b"shown"
    assert counts == [1]


def test_what_a_stream_shows_late_is_written_before_it_is_given() -> None:
    person = UserFactory()

    def bytes_of_a_file() -> Iterator[bytes]:
        note_seen([person], by=person, purpose="export")
        yield b"shown"

    stream = iter(answer(lambda request: StreamingHttpResponse(bytes_of_a_file())))
    assert not Entry.objects.exists()
    assert next(stream) == b"shown"
    assert Entry.objects.count() == 1


def test_what_a_template_shows_while_it_is_drawn_is_written(client, settings) -> None:
    """The page is drawn inside the middleware, also where a view gives a template and lets Django draw it."""
    person = UserFactory()
    drawn: list[int] = []

    class Page(SimpleTemplateResponse):
        @property
        def rendered_content(self) -> str:
            note_seen([person], by=person, purpose="counselling")
            drawn.append(Entry.objects.count())
            return "shown"

    settings.ROOT_URLCONF = _urls(lambda request: Page(None))
    assert client.get("/one/").content == b"shown"
    assert drawn == [0]
    assert Entry.objects.get().request != ""


def test_without_its_entry_nothing_is_shown(client, settings, monkeypatch) -> None:
    person = UserFactory()
    settings.ROOT_URLCONF = _urls(showing(person, by=person))
    assert client.get("/one/").content == b"shown"

    def full_disk(*_args: object, **_facts: object) -> None:
        raise OperationalError("database or disk is full")

    monkeypatch.setattr(Entry, "save", full_disk)
    client.raise_request_exception = False
    refused = client.get("/one/")
    assert refused.status_code == 503
    assert refused.headers["Retry-After"]
    assert b"shown" not in refused.content
    assert Entry.objects.count() == 1


def test_a_refusal_after_a_sight_does_not_take_the_entry_back(client, settings) -> None:
    person = UserFactory()

    def view(request: HttpRequest) -> HttpResponse:
        note_seen([person], by=person, purpose="counselling")
        raise Http404

    settings.ROOT_URLCONF = _urls(view)
    assert client.get("/one/").status_code == 404
    assert Entry.objects.count() == 1


def test_the_middleware_is_on_and_a_sight_without_it_is_written_at_once(client, settings) -> None:
    name = "ankommen.journal.middleware.journal_reads"
    assert name in settings.MIDDLEWARE
    settings.MIDDLEWARE = [each for each in settings.MIDDLEWARE if each != name]
    person = UserFactory()
    settings.ROOT_URLCONF = _urls(showing(person, by=person))
    assert client.get("/one/").content == b"shown"
    assert Entry.objects.get().request == ""


def test_neither_address_nor_browser_nor_path_is_kept() -> None:
    person = UserFactory()
    answer(showing(person, by=person))
    kept = repr(Entry.objects.values().get())
    for trace in ("127.0.0.1", "Firefox", "/cases", "Brandt"):
        assert trace not in kept


def test_a_coarse_entry_is_not_joined_to_its_request() -> None:
    def view(request: HttpRequest) -> HttpResponse:
        record("test.done", by=None)
        return HttpResponse("done")

    answer(view)
    assert Entry.objects.get().request == ""


def test_only_declared_rooms_and_one_class_at_a_time() -> None:
    person = UserFactory()
    with pytest.raises(ValueError, match="one class"):
        note_seen([person, person.membership], by=person, purpose="counselling")
    with pytest.raises(ValueError, match="no sentences"):
        note_seen([person], by=person, purpose="she asked me to")
    declare_verbs("accounts", {"seen": "Accounts were seen."}, coarse=True)
    with pytest.raises(ValueError, match="coarse"):
        note_seen([person], by=person, purpose="counselling")
    del verbs._verbs["accounts.seen"]
    with pytest.raises(KeyError):
        note_seen([person], by=person, purpose="counselling")


def test_an_object_is_found_by_an_index() -> None:
    person, other = UserFactory.create_batch(2)
    answer(showing(person, other, by=person))
    with CaptureQueriesContext(connection) as queries, connection.cursor() as cursor:
        assert entries_of_object(User, person.pk).count() == 1
        if connection.vendor == "sqlite":
            cursor.execute(f"EXPLAIN QUERY PLAN {queries[0]['sql']}")
            assert not [row for row in cursor.fetchall() if str(row[3]).startswith("SCAN journal")]


def _urls(view: View) -> type:
    """A city with one page more, whose address is /one/."""
    from django.contrib.auth.decorators import login_not_required
    from django.urls import path

    from ankommen.config import urls

    class OnePage:
        urlpatterns = [path("one/", login_not_required(view)), *urls.urlpatterns]
        handler404, handler500 = urls.handler404, urls.handler500

    return OnePage


def test_settings_keep_the_journal_outside_the_login() -> None:
    """A middleware that records (a login that ends) belongs to the request, too."""
    names = settings.MIDDLEWARE
    assert names.index("ankommen.journal.middleware.journal_reads") < names.index(
        "django.contrib.sessions.middleware.SessionMiddleware"
    )
