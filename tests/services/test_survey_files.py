"""The file of a survey: kept whole, opened as a copy, said where it is missing, in no paper."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.at_school import Stop
from tourplanner.core.declaring import Level
from tourplanner.core.errors import InputError, NotFoundError
from tourplanner.core.fields import declared_field
from tourplanner.core.papers.specs import SPECS
from tourplanner.services import case
from tourplanner.services.survey_files import attach, remove, to_open


def test_a_survey_keeps_its_file(at: Stop, tmp_path: Path) -> None:
    office = at.office
    survey = case.add(office, "survey", at.site, {"words": "What parents need", "answers": "212"})
    source = tmp_path / "EDI 2013.csv"
    source.write_bytes(b"q,n\nrent,88\n")
    with pytest.raises(NotFoundError):
        to_open(office, survey, tmp_path / "open")
    attach(office, survey, source)
    (entry,) = case.read_case(office, at.site).of("survey")
    assert "file: EDI 2013.csv" in entry.detail
    line = case.read_line(office, "survey", survey)
    assert line is not None
    assert line.file == ("EDI 2013.csv", "")
    assert "file" not in line.texts, "it is attached, not typed"
    assert to_open(office, survey, tmp_path / "open").read_bytes() == source.read_bytes()
    assert office.file.verify().is_good
    remove(office, survey)
    assert case.read_line(office, "survey", survey).file == ("", "")
    office.undo.undo()
    (stored,) = (office.file.path.with_suffix(".files") / "media").rglob("*/*")
    stored.unlink()
    line = case.read_line(office, "survey", survey)
    assert "not on this laptop" in line.file[1]
    assert not office.file.verify().is_good


def test_what_a_program_would_run_is_no_survey_file(at: Stop, tmp_path: Path) -> None:
    survey = case.add(at.office, "survey", at.site, {"words": "Needs"})
    for name in ("survey.xlsm", "survey.exe", "survey.html"):
        (tmp_path / name).write_bytes(b"x")
        with pytest.raises(InputError):
            attach(at.office, survey, tmp_path / name)
    need = case.add(at.office, "need", at.site, {"words": "Dentist"})
    with pytest.raises(NotFoundError):
        attach(at.office, need, tmp_path / "survey.csv")


def test_no_paper_names_it() -> None:
    field = declared_field("survey", "file")
    assert field is not None
    assert field.level is Level.RESTRICTED
    assert all("survey" not in spec.fields for spec in SPECS.values())
