"""Which methods the staff's pages take, and what a downloaded workbook is called."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from ankommen.accounts.models import Role
from ankommen.engines.gate.workbooks import OLE
from ankommen.places.services import set_city
from ankommen.questionnaires.models import Version
from ankommen.questionnaires.services import read_upload, store_draft
from tests.accounts.factories import UserFactory

from .factories import draft, know_topics, workbook

pytestmark = pytest.mark.django_db

OF_LANGUAGE = ("download", "translations", "edit_text", "release", "hold_back")
READ_ONLY = ("list", "version", "preview", "workbook", "xform", "download")
FORMS = ("upload", "publish", "retire", "discard", "add_language", "translations", "edit_text")
ACTS = ("release", "hold_back")


@pytest.fixture
def client() -> Client:
    set_city(slug="test", name="Teststadt", facts={}, notice={})
    client = Client()
    client.force_login(UserFactory(role=Role.QUESTIONNAIRE_EDITOR))
    return client


def address(name: str) -> str:
    """The page of a new draft, or of its Ukrainian."""
    if name in ("list", "upload"):
        return reverse(f"questionnaires:{name}")
    return reverse(f"questionnaires:{name}", args=[draft().pk, *(["uk"] if name in OF_LANGUAGE else [])])


@pytest.mark.parametrize("name", READ_ONLY)
def test_pages_that_only_read_take_no_method_that_changes(client: Client, name: str) -> None:
    url = address(name)
    assert client.head(url).status_code == 200
    for method in (client.post, client.put, client.patch, client.delete):
        assert method(url).status_code == 405


@pytest.mark.parametrize("name", [*FORMS, *ACTS])
def test_forms_take_no_other_method(client: Client, name: str) -> None:
    url = address(name)
    for method in (client.put, client.patch, client.delete):
        assert method(url).status_code == 405


@pytest.mark.parametrize("name", ACTS)
def test_acts_are_not_done_by_looking(client: Client, name: str) -> None:
    assert client.get(address(name)).status_code == 405


@pytest.mark.parametrize("name", ["w.html", "w.svg", "w.xls", "w"])
def test_a_workbook_is_downloaded_as_what_it_is_whatever_it_is_called(client: Client, name: str) -> None:
    know_topics()
    version = store_draft(read_upload(workbook(), name), by=None)
    answer = client.get(reverse("questionnaires:workbook", args=[version.pk]))
    spreadsheet = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    assert answer.headers["Content-Type"] == spreadsheet
    assert answer.headers["Content-Disposition"] == f'attachment; filename="{name}.xlsx"'
    assert answer.headers["X-Content-Type-Options"] == "nosniff"


def test_an_old_workbook_is_downloaded_as_one(client: Client) -> None:
    url = address("workbook")
    version = Version.objects.get()
    version.workbook, version.filename = OLE + b"...", "Alt.XLS"
    version.save()
    answer = client.get(url)
    assert answer.headers["Content-Type"] == "application/vnd.ms-excel"
    assert answer.headers["Content-Disposition"] == 'attachment; filename="Alt.XLS"'
