"""The staff's pages: who may, what a stranger sees, what each act answers."""

from __future__ import annotations

import io
from typing import Any
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from ankommen.accounts.models import Role, User
from ankommen.engines.xlsform import to_xform
from ankommen.places.services import set_city
from ankommen.questionnaires.documents import DigestCache
from ankommen.questionnaires.models import LanguagePack, Version
from ankommen.questionnaires.queries import pack_texts, released_languages
from ankommen.questionnaires.services import add_language, correct_text, release_language
from tests.accounts.factories import UserFactory

from .factories import QUESTION, TEXTS, draft, know_topics, labelled, published, replaced, workbook

pytestmark = pytest.mark.django_db

READERS = frozenset(Role) - {Role.COMMITTEE}
EDITORS = frozenset({Role.QUESTIONNAIRE_EDITOR})
PUBLISHERS = frozenset({Role.QUESTIONNAIRE_EDITOR, Role.PROJECT_LEAD})
TRANSLATORS = frozenset({Role.QUESTIONNAIRE_EDITOR, Role.TRANSLATOR})
# Address by hand, not from POLICY: name, language wanted, who may open it.
PAGES: list[tuple[str, bool, frozenset[Role]]] = [
    ("version", False, READERS),
    ("preview", False, READERS),
    ("workbook", False, READERS),
    ("xform", False, READERS),
    ("publish", False, PUBLISHERS),
    ("retire", False, PUBLISHERS),
    ("discard", False, EDITORS),
    ("add_language", False, TRANSLATORS),
    ("translations", True, TRANSLATORS),
    ("download", True, TRANSLATORS),
]


@pytest.fixture(autouse=True)
def city() -> None:
    set_city(slug="test", name="Teststadt", facts={}, notice={})


def client_of(user: User) -> Client:
    client = Client(headers={"accept-language": "en"})
    client.force_login(user)
    return client


def client_as(role: Role) -> Client:
    return client_of(UserFactory(role=role))


def address(name: str, version: Version, *more: str) -> str:
    return reverse(f"questionnaires:{name}", args=[version.pk, *more])


def file(data: bytes, name: str = "needs.xlsx") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, data)


@pytest.mark.parametrize(("name", "of_language", "roles"), PAGES)
def test_each_page_opens_for_its_roles_and_is_not_there_for_others(
    name: str, of_language: bool, roles: frozenset[Role]
) -> None:
    url = address(name, draft(), *(["uk"] if of_language else []))
    for role in Role:
        status = client_as(role).get(url).status_code
        assert (status in (200, 302)) == (role in roles), (name, role, status)
        assert status in (200, 302, 404)
    stranger = Client().get(url)
    assert (stranger.status_code, "login" in stranger.headers["Location"]) == (302, True)


@pytest.mark.parametrize("name", ["version", "preview", "workbook", "xform", "publish", "retire", "discard"])
def test_what_does_not_exist_is_not_there(name: str) -> None:
    client = client_as(Role.QUESTIONNAIRE_EDITOR)
    assert client.get(reverse(f"questionnaires:{name}", args=[uuid4()])).status_code == 404


def test_a_language_or_text_that_does_not_exist_is_not_there() -> None:
    version, client = draft(), client_as(Role.TRANSLATOR)
    assert client.get(address("translations", version, "xx")).status_code == 404
    assert client.get(address("edit_text", version, "uk"), {"key": "item/nobody/label"}).status_code == 404
    assert client.get(address("edit_text", version, "uk")).status_code == 404


@pytest.mark.parametrize("name", ["release", "hold_back"])
def test_a_translator_does_not_release(name: str) -> None:
    version = published()
    assert client_as(Role.TRANSLATOR).post(address(name, version, "uk")).status_code == 404
    assert client_as(Role.SOCIAL_WORKER).post(address(name, version, "uk")).status_code == 404
    assert client_as(Role.PROJECT_LEAD).get(address(name, version, "uk")).status_code == 405


def test_the_empty_list_says_what_to_do_next() -> None:
    page = client_as(Role.QUESTIONNAIRE_EDITOR).get(reverse("questionnaires:list")).content.decode()
    assert reverse("questionnaires:upload") in page
    page = client_as(Role.SOCIAL_WORKER).get(reverse("questionnaires:list")).content.decode()
    assert reverse("questionnaires:upload") not in page


def test_the_list_shows_versions_with_state_and_languages() -> None:
    version = published()
    release_language(version, "uk", by=None)
    draft(**labelled("2"))
    page = client_as(Role.SOCIAL_WORKER).get(reverse("questionnaires:list")).content.decode()
    assert page.count("<tr>") == 3
    assert "state--open" in page and "state--soon" in page
    assert "Українська" in page


def test_an_upload_becomes_a_draft_that_its_uploader_cannot_publish() -> None:
    know_topics()
    editor = UserFactory(role=Role.QUESTIONNAIRE_EDITOR)
    client = client_of(editor)
    answer = client.post(reverse("questionnaires:upload"), {"file": file(workbook())}, follow=True)
    version = Version.objects.get()
    assert answer.redirect_chain[-1][0] == address("version", version)
    assert address("publish", version) not in answer.content.decode()
    client.post(address("publish", version), {"seen": version.digest})
    assert Version.objects.get().state == "draft"
    other = client_as(Role.PROJECT_LEAD)
    assert address("publish", version) in other.get(address("version", version)).content.decode()
    question = other.get(address("publish", version))
    assert version.digest in question.content.decode()
    other.post(address("publish", version), {"seen": version.digest})
    assert Version.objects.get().state == "published"


def test_a_draft_that_changed_meanwhile_is_not_published() -> None:
    version = draft()
    client = client_as(Role.PROJECT_LEAD)
    answer = client.post(address("publish", version), {"seen": "0" * 64}, follow=True)
    assert "notice--error" in answer.content.decode()
    assert client.post(address("publish", version)).status_code == 302
    assert Version.objects.get().state == "draft"


def test_problems_are_shown_in_a_table_and_nothing_is_stored() -> None:
    sheets = replaced("survey", "Brauchen Sie Hilfe?", "Sind Sie illegal hier?")
    sheets = {"survey": sheets["survey"].replace("| integer ", "| integre ")}
    client = client_as(Role.QUESTIONNAIRE_EDITOR)
    answer = client.post(reverse("questionnaires:upload"), {"file": file(workbook(**sheets))})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert page.index("integre") < page.index("illegal"), "errors stand first"
    assert not Version.objects.exists()


def test_the_same_questionnaire_again_leads_to_the_one_there_is() -> None:
    version = published()
    client = client_as(Role.QUESTIONNAIRE_EDITOR)
    answer = client.post(reverse("questionnaires:upload"), {"file": file(workbook())})
    assert answer.status_code == 422
    assert address("version", version) in answer.content.decode()


def test_a_version_shows_questions_topics_languages_and_hash() -> None:
    version = published()
    page = client_as(Role.SOCIAL_WORKER).get(address("version", version)).content.decode()
    for text in (version.digest, "Brauchen Sie Hilfe?", "Housing", "Українська", "needs.xlsx"):
        assert text in page
    assert (
        "A draft of a questionnaire was uploaded." in page
        and "A version of a questionnaire was published." in page
    )
    assert address("retire", version) not in page
    assert address("release", version, "uk") not in page


def test_obstacles_are_said_before_anybody_tries() -> None:
    version = draft(**replaced("needs", "| housing |", "| moon    |"))
    page = client_as(Role.PROJECT_LEAD).get(address("version", version)).content.decode()
    assert "moon" in page
    assert address("publish", version) not in page


def test_a_version_is_retired_after_a_question() -> None:
    version, client = published(), client_as(Role.PROJECT_LEAD)
    assert "kern-btn--danger" in client.get(address("retire", version)).content.decode()
    assert Version.objects.get().state == "published"
    client.post(address("retire", version))
    assert Version.objects.get().state == "retired"
    assert "notice--error" in client.post(address("retire", version), follow=True).content.decode()


def test_a_draft_is_discarded_a_published_version_is_not() -> None:
    client, version = client_as(Role.QUESTIONNAIRE_EDITOR), draft()
    client.post(address("discard", version))
    assert not Version.objects.exists()
    kept = published()
    assert "notice--error" in client.post(address("discard", kept), follow=True).content.decode()
    assert Version.objects.get() == kept


def test_the_workbook_comes_back_byte_for_byte() -> None:
    version = draft()
    answer = client_as(Role.SOCIAL_WORKER).get(address("workbook", version))
    assert b"".join(answer) == bytes(version.workbook)  # type: ignore[call-overload]
    assert 'filename="needs.xlsx"' in answer.headers["Content-Disposition"]


def test_the_xform_comes_as_xml() -> None:
    answer = client_as(Role.SOCIAL_WORKER).get(address("xform", draft()))
    xml = b"".join(answer)  # type: ignore[call-overload]
    assert answer.headers["Content-Type"] == "application/xml; charset=utf-8"
    assert b"<h:html" in xml and "Вам потрібна допомога?".encode() in xml


def test_the_xform_of_a_version_is_made_once(monkeypatch: pytest.MonkeyPatch) -> None:
    made = []

    def counted(workbook: bytes, name: str) -> str:
        made.append(workbook)
        return to_xform(workbook, name)

    monkeypatch.setattr("ankommen.questionnaires.queries.to_xform", counted)
    monkeypatch.setattr("ankommen.questionnaires.queries.xforms", DigestCache[str]())
    client, version = client_as(Role.SOCIAL_WORKER), draft()
    answers = [b"".join(client.get(address("xform", version))) for _ in range(2)]  # type: ignore[call-overload]
    assert answers[0] == answers[1]
    assert made == [bytes(version.workbook)]


def test_the_preview_shows_both_languages_and_marks_what_is_missing() -> None:
    version = published()
    add_language(version, "ar", {QUESTION: "هل تحتاجون مساعدة؟"}, by=None)
    client = client_as(Role.SOCIAL_WORKER)
    page = client.get(address("preview", version), {"first": "de", "second": "ar"}).content.decode()
    assert '<span lang="ar" dir="rtl" data-client>هل تحتاجون مساعدة؟</span>' in page
    assert page.count("state--late") == TEXTS - 1
    alone = client.get(address("preview", version), {"first": "uk", "second": "uk"}).content.decode()
    assert "Brauchen" not in alone.split("<article", 1)[1].split("·")[0]
    for nonsense in ({"first": "xx"}, {"first": "", "second": "\u202e"}):
        assert client.get(address("preview", version), nonsense).status_code == 200


def test_a_language_begins_empty_and_is_filled_by_a_csv() -> None:
    version, client = published(), client_as(Role.TRANSLATOR)
    client.post(address("add_language", version), {"language": "tr"})
    table = b"".join(client.get(address("download", version, "tr")))  # type: ignore[call-overload]
    rows = table.decode("utf-8-sig").splitlines()
    assert len(rows) == TEXTS + 1
    filled = "\n".join([rows[0], *(row.replace(';"";', ';"Türkçe";') for row in rows[1:])])
    answer = client.post(address("translations", version, "tr"), {"file": file(filled.encode(), "tr.csv")})
    assert answer.status_code == 302
    assert set(pack_texts(version, "tr").values()) == {"Türkçe"}
    assert len(pack_texts(version, "tr")) == TEXTS


def test_a_workbook_brings_languages_to_a_published_version() -> None:
    version, client = published(), client_as(Role.TRANSLATOR)
    corrected = workbook(**replaced("survey", "Скільки вас?", "Скільки людей?"))
    assert client.post(address("add_language", version), {"file": file(corrected)}).status_code == 302
    assert pack_texts(version, "uk")["item/people/label"] == "Скільки людей?"
    again = client.post(address("translations", version, "uk"), {"file": file(workbook())})
    assert again.status_code == 302
    assert pack_texts(version, "uk")["item/people/label"] == "Скільки вас?"


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("x.csv", b"nothing;here"),
        ("x.csv", "key;translation\nitem/thanks/label;Дякую ${nobody}".encode()),
        ("x.csv", b"key;translation\nform/title;a\x00b"),
        ("x.xlsx", b"not a workbook"),
        (
            "x.xlsx",
            workbook(**replaced("survey", "| integer         | people", "| decimal         | people")),
        ),
    ],
)
def test_translations_that_cannot_be_taken_get_a_sentence(name: str, data: bytes) -> None:
    version = published()
    before = pack_texts(version, "uk")
    answer = client_as(Role.TRANSLATOR).post(
        address("translations", version, "uk"), {"file": file(data, name)}
    )
    assert answer.status_code == 422
    assert "notice--error" in answer.content.decode()
    assert pack_texts(version, "uk") == before


def test_one_of_language_and_workbook_is_asked_for() -> None:
    version, client = published(), client_as(Role.TRANSLATOR)
    for values in ({}, {"language": "tr", "file": file(workbook())}, {"language": "uk"}, {"language": "x"}):
        assert client.post(address("add_language", version), values).status_code == 422
    assert LanguagePack.objects.count() == 1


def test_texts_are_filtered_by_state_and_words() -> None:
    version, client = published(), client_as(Role.TRANSLATOR)
    add_language(version, "tr", {QUESTION: "Yardım?"}, by=None)
    url = address("translations", version, "tr")

    def number(**query: str) -> int:
        return int(client.get(url, query).context["number"])

    assert [number(), number(state="missing"), number(state="current"), number(words="hilfe")] == [
        TEXTS,
        TEXTS - 1,
        1,
        1,
    ]
    assert number(state="nonsense", words="\u202e", page="x") in (0, TEXTS)


def test_a_text_is_edited_and_the_next_one_follows() -> None:
    version, client = published(), client_as(Role.TRANSLATOR)
    add_language(version, "tr", {}, by=None)
    url = f"{address('edit_text', version, 'tr')}?key={QUESTION}"
    answer = client.post(url, {"text": "Yardım?", "next": "1"})
    assert answer.headers["Location"].endswith("key=choice%2Fhelp%2Fyes")
    assert pack_texts(version, "tr") == {QUESTION: "Yardım?"}
    assert client.post(url, {"text": "Yardım!"}).headers["Location"] == address("translations", version, "tr")
    refused = client.post(url, {"text": "${nobody}"})
    assert (refused.status_code, "has-error" in refused.content.decode()) == (422, True)
    assert client.post(url, {"text": "  "}).status_code == 422


def test_a_sensitive_translation_is_stored_with_a_warning() -> None:
    version, client = published(), client_as(Role.TRANSLATOR)
    add_language(version, "en", {}, by=None)
    url = f"{address('edit_text', version, 'en')}?key={QUESTION}"
    page = client.post(url, {"text": "Are you here illegally?"}, follow=True).content.decode()
    assert "notice--warning" in page


def test_release_says_how_much_is_missing_and_wants_a_tick() -> None:
    version, client = published(), client_as(Role.PROJECT_LEAD)
    add_language(version, "tr", {QUESTION: "Yardım?"}, by=None)
    page = client.get(address("version", version)).content.decode()
    assert f'name="missing" value="{TEXTS - 1}"' in page

    def released_after(**values: str) -> bool:
        client.post(address("release", version, "tr"), values)
        return "tr" in released_languages(Version.objects.get())

    missing = str(TEXTS - 1)
    assert not released_after()
    assert not released_after(missing=missing)
    assert not released_after(missing="-1", accepted="on")
    assert not released_after(missing="²", accepted="on")
    assert not released_after(missing="9" * 5000, accepted="on")
    assert released_after(missing=missing, accepted="on")
    client.post(address("hold_back", version, "tr"))
    assert released_languages(Version.objects.get()) == ["de"]


def test_a_script_without_font_is_named_where_people_decide() -> None:
    version = draft()
    add_language(version, "ka", {QUESTION: "დახმარება?"}, by=None)
    client = client_as(Role.QUESTIONNAIRE_EDITOR)
    for name, more in (("version", ()), ("publish", ()), ("translations", ("ka",))):
        assert "Geor" in client.get(address(name, version, *more)).content.decode(), name


def test_a_page_costs_the_same_however_long_the_questionnaire(django_assert_max_num_queries: Any) -> None:
    version = published()
    for number in range(5):
        correct_text(version, "uk", QUESTION, f"{number}", by=None)
    client = client_as(Role.QUESTIONNAIRE_EDITOR)
    for name, more, limit in (("version", (), 18), ("preview", (), 12), ("translations", ("uk",), 16)):
        with django_assert_max_num_queries(limit):
            assert client.get(address(name, version, *more)).status_code == 200


def test_no_page_tells_what_is_typed_into_it() -> None:
    """A script in a text or a file name stays text."""
    sheets = replaced("survey", "Brauchen Sie Hilfe?", "<script>alert(1)</script>")
    version = draft(**sheets)
    Version.objects.filter(pk=version.pk, state="draft")
    client = client_as(Role.QUESTIONNAIRE_EDITOR)
    for name, more in (("version", ()), ("preview", ()), ("translations", ("uk",))):
        assert "<script>alert" not in client.get(address(name, version, *more)).content.decode()


def test_the_upload_of_nothing_is_a_sentence() -> None:
    client = client_as(Role.QUESTIONNAIRE_EDITOR)
    for values in ({}, {"file": file(b"")}, {"file": "text"}, {"file": io.BytesIO(b"x" * 10)}):
        answer = client.post(reverse("questionnaires:upload"), values)
        assert answer.status_code == 422
        assert "error-box" in answer.content.decode() or "notice--error" in answer.content.decode()
