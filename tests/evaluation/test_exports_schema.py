"""The DDI codebook held against a schema: taken, refused, and where nothing can tell.

The schemas here are small ones of our own; with DDI_SCHEMA (the path of the DDI Alliance's own
codebook.xsd, version 2.5) the whole codebook is held against that.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from .research import Town, hold_interviews, linked_town, released

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("english")]
OFFICIAL = os.environ.get("DDI_SCHEMA", "")
SCHEMA = """<?xml version="1.0"?>
<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns="ddi:codebook:2_5"
           targetNamespace="ddi:codebook:2_5" elementFormDefault="qualified">
  <xs:import namespace="http://www.w3.org/XML/1998/namespace"/>
  <xs:element name="codeBook">
    <xs:complexType>
      <xs:sequence>
        <xs:element name="stdyDscr"/>
        <xs:element name="fileDscr" maxOccurs="{files}"/>
        <xs:element name="dataDscr">
          <xs:complexType>
            <xs:sequence>
              <xs:element name="var" maxOccurs="unbounded">
                <xs:complexType>
                  <xs:sequence><xs:any processContents="skip" maxOccurs="unbounded"/></xs:sequence>
                  <xs:attribute name="ID" type="xs:ID" use="required"/>
                  <xs:attribute name="name" type="xs:NMTOKEN" use="required"/>
                  <xs:attribute name="files" type="xs:IDREFS" use="required"/>
                  <xs:attribute name="intrvl"/>
                </xs:complexType>
              </xs:element>
            </xs:sequence>
          </xs:complexType>
        </xs:element>
      </xs:sequence>
      <xs:attribute name="version" fixed="2.5" use="required"/>
      <xs:anyAttribute namespace="http://www.w3.org/XML/1998/namespace" processContents="skip"/>
    </xs:complexType>
  </xs:element>
</xs:schema>
"""


@pytest.fixture
def town() -> Town:
    town = linked_town()
    hold_interviews(town)
    released(town)
    return town


def exported(folder: Path, schema: Path) -> Path:
    order = ("--format", "csv", "--language", "de", "--to", str(folder), "--schema", str(schema))
    call_command("export_interviews", "study", *order)
    return folder


def schema_of(folder: Path, *, files: int) -> Path:
    """A schema that takes so many files of data."""
    path = folder / "small.xsd"
    path.write_text(SCHEMA.format(files=files))
    return path


def test_a_codebook_that_fits_is_handed_over(town: Town, tmp_path: Path) -> None:
    pytest.importorskip("lxml.etree")
    folder = exported(tmp_path / "out", schema_of(tmp_path, files=2))
    assert (folder / "codebook.xml").exists() and (folder / "manifest.json").exists()


def test_a_codebook_that_does_not_fit_leaves_nothing(town: Town, tmp_path: Path) -> None:
    pytest.importorskip("lxml.etree")
    schema = schema_of(tmp_path, files=1)
    with pytest.raises(CommandError, match=r"does not fit the schema.*fileDscr"):
        exported(tmp_path / "out", schema)
    assert list(tmp_path.iterdir()) == [schema]


@pytest.mark.parametrize("content", ["no schema", None])
def test_what_is_no_schema_gets_a_sentence(town: Town, tmp_path: Path, content: str | None) -> None:
    pytest.importorskip("lxml.etree")
    path = tmp_path / "odd.xsd"
    if content:
        path.write_text(content)
    with pytest.raises(CommandError, match="does not fit the schema"):
        exported(tmp_path / "out", path)
    assert not (tmp_path / "out").exists()


class Judge:
    """Stands in for lxml where it is not installed: finds nothing, or what it is told to find."""

    class LxmlError(Exception):
        """What lxml raises."""

    def __init__(self, verdict: str) -> None:
        self.verdict = verdict
        self.read: list[str] = []

    def parse(self, path: str) -> str:
        """Keep what is read."""
        self.read.append(Path(path).name)
        return path

    def XMLSchema(self, schema: str) -> Judge:  # noqa: N802 - as lxml calls it
        """The schema judges."""
        return self

    def assertValid(self, codebook: str) -> None:  # noqa: N802 - as lxml calls it
        """Raise what was found."""
        if self.verdict:
            raise self.LxmlError(self.verdict)


@pytest.mark.parametrize("verdict", ["", "line 7: odd"])
def test_the_verdict_decides_over_the_whole_delivery(
    town: Town, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, verdict: str
) -> None:
    judge, schema = Judge(verdict), schema_of(tmp_path, files=2)
    monkeypatch.setitem(sys.modules, "lxml.etree", judge)  # type: ignore[arg-type]
    if verdict:
        with pytest.raises(CommandError, match="does not fit the schema: line 7: odd"):
            exported(tmp_path / "out", schema)
        assert list(tmp_path.iterdir()) == [schema]
    else:
        assert (exported(tmp_path / "out", schema) / "manifest.json").exists()
    assert judge.read == ["small.xsd", "codebook.xml"]


def test_without_lxml_nothing_can_tell(town: Town, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "lxml.etree", None)
    with pytest.raises(CommandError, match="lxml"):
        exported(tmp_path / "out", schema_of(tmp_path, files=2))
    assert not (tmp_path / "out").exists()


@pytest.mark.skipif(not OFFICIAL, reason="DDI_SCHEMA names no codebook.xsd")
def test_the_codebook_fits_the_schema_of_the_ddi_alliance(town: Town, tmp_path: Path) -> None:
    pytest.importorskip("lxml.etree")
    assert exported(tmp_path / "out", Path(OFFICIAL)).exists()
