"""XLSForms and files of practice cards: out and in with nothing changed."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pyxform.xls2xform import convert

from tests.at_school import Stop, at_madison
from tests.office import copy_office
from tests.support import figure
from tourplanner.adapters.imports.xlsforms import XlsForms
from tourplanner.app import ProgramDoors
from tourplanner.core.changes import Action, Edit, Record
from tourplanner.core.errors import InputError, NotFoundError
from tourplanner.core.model.practice_table import from_csv, from_json, to_csv, to_json

FORM = {
    "survey": [
        ["type", "name", "label::English (en)", "label::Español (es)", "hint", "required",
         "relevant", "my_own_column"],
        ["begin_group", "g1", "Family center", "Centro familiar", "", "", "", ""],
        ["text", "hours", "When is it open?", "¿Cuándo abre?", "Days and hours", "yes", "", "x"],
        ["select_one who", "runs", "Who runs it?", "¿Quién lo lleva?", "", "", "", ""],
        ["end_group", "", "", "", "", "", "", ""],
        ["begin_repeat", "partner", "Partner", "Socio", "", "", "", ""],
        ["text", "gives", "What does it give?", "", "", "", "${runs} = 'city'", "=1+1"],
        ["end_repeat", "", "", "", "", "", "", ""],
        ["note", "bye", "Thank you", "Gracias", "", "", "", ""],
    ],
    "choices": [
        ["list_name", "name", "label::English (en)", "label::Español (es)"],
        ["who", "city", "City", "Ciudad"],
        ["who", "district", "District", "Distrito"],
    ],
    "settings": [["form_title", "form_id", "version"], ["Family centers", "centers", "3"]],
}  # fmt: skip


@pytest.fixture
def madison(sample_file: Path, doors: ProgramDoors) -> Iterator[Stop]:
    with at_madison(sample_file, doors) as stop:
        yield stop


def test_the_visit_form_is_one_that_others_read(madison: Stop, tmp_path: Path) -> None:
    path = madison.office.forms.export(tmp_path / "visit.xlsx")
    made = convert(xlsform=path, validate=False)
    assert made.warnings == []
    for words in ("What was the problem?", "¿Cuál era el problema?", "<needs"):
        assert words in made.xform
    with pytest.raises(InputError, match="own visit form"):
        madison.office.forms.read(path)
    again = madison.office.forms.export(tmp_path / "again.xlsx")
    assert again.read_bytes() == path.read_bytes()


def test_the_form_of_a_question_is_found_whatever_its_id_has_in_it(
    madison: Stop, tmp_path: Path
) -> None:
    source, forms = tmp_path / "lab.xlsx", madison.office.forms
    settings = [["form_title", "form_id"], ["Family centers", "lab:centers"]]
    source.write_bytes(XlsForms().write({**FORM, "settings": settings}))
    form = forms.read(source)
    found = forms.form_of("lab:centers:hours")
    assert found is not None
    assert found.id == form
    part = {"order": [1], "rows": [1]}
    madison.office.file.write(Action("Part", (Edit(form, "form", {"sheets": part}),)))
    assert forms.remark(form) == ""
    assert madison.office.form.asked(madison.stop), "the program's own are asked all the same"


def test_a_form_is_asked_at_every_stop_and_goes_out_as_it_came(
    madison: Stop, tmp_path: Path
) -> None:
    source = tmp_path / "centers.xlsx"
    source.write_bytes(XlsForms().write(FORM))
    convert(xlsform=source, validate=False)  # a form that others accept
    form = madison.office.forms.read(source)
    asked = {each.question.code: each.question for each in madison.office.form.asked(madison.stop)}
    hours, runs = (asked[f"centers:{n}"] for n in ("hours", "runs"))
    assert "centers:gives" not in asked, "its rule does not hold yet"
    assert (hours.words, hours.words_es, hours.first) == ("When is it open?", "¿Cuándo abre?", True)
    assert (hours.part, hours.help) == ("Family center", "Days and hours")
    assert runs.help == "Choose: City, District."
    gives = next(q for q in madison.office.form.questions if q.code == "centers:gives")
    assert gives.help == "For each: Partner. Only if “Who runs it?” is City."
    assert "When is it open?" in [b.words for b in madison.office.form.blanks(madison.stop)]
    madison.office.form.answer(madison.tour, madison.stop, "centers:hours", "8 to 4")
    out = madison.office.forms.export(tmp_path / "out.xlsx", form)
    assert XlsForms().read(str(out)) == FORM
    assert out.read_bytes() == source.read_bytes()
    assert madison.office.forms.read(out) == form
    assert len(madison.office.forms.forms()) == 1
    madison.office.forms.remove(form)
    assert "centers:hours" not in {
        each.question.code for each in madison.office.form.asked(madison.stop)
    }


def test_rules_and_repeats_are_followed_at_a_stop(madison: Stop, tmp_path: Path) -> None:
    form, at = madison.office.form, (madison.tour, madison.stop)
    source = tmp_path / "centers.xlsx"
    source.write_bytes(XlsForms().write(FORM))
    madison.office.forms.read(source)

    def partners() -> list[tuple[str, str]]:
        asked = form.asked(madison.stop)
        return [(e.words, e.text) for e in asked if e.question.code == "centers:gives"]

    for answer, is_asked in (("District", False), ("Ciudad", True), ("la unión", False)):
        form.answer(*at, "centers:runs", answer)
        assert bool(partners()) is is_asked, answer
    form.answer(*at, "centers:runs", "city")
    assert partners() == [("Partner 1: What does it give?", "")]
    form.answer(*at, "centers:gives", "Rooms")
    form.answer(*at, "centers:gives#2", "Furniture")
    assert partners() == [
        ("Partner 1: What does it give?", "Rooms"),
        ("Partner 2: What does it give?", "Furniture"),
        ("Partner 3: What does it give?", ""),
    ]
    form.answer(*at, "centers:runs", "District")
    assert [text for _, text in partners()][:2] == ["Rooms", "Furniture"], "answers are not hidden"
    for code in ("centers:hours#2", "centers:none", "needs#2"):
        with pytest.raises(NotFoundError):
            form.answer(*at, code, "text")


COUNTED = {
    "survey": [
        ["type", "name", "label", "label::Español (es)", "required", "relevant", "constraint",
         "constraint_message", "calculation", "repeat_count"],
        ["integer", "asked", "How many families?", "", "", "", ". >= 0 and . < 1000",
         "Between 0 and 999.", "", ""],
        ["integer", "served", "How many served?", "¿Cuántas de ${asked}?", "", "",
         ". <= ${asked}", "", "", ""],
        ["calculate", "share", "", "", "", "", "", "", "round(${served} div ${asked} * 100)", ""],
        ["note", "so", "That is ${share}% of ${asked}.", "", "", "${share} > 0", "", "", "", ""],
        ["text", "why", "Why not all ${asked}?", "", "", "${share} < 50", "", "", "", ""],
        ["date", "since", "Since when?", "", "", "", ". <= today()", "Not yet.", "", ""],
        ["text", "old", "What changed?", "", "", "(today() - ${since}) div 365.25 >= 2", "", "",
         "", ""],
        ["begin_repeat", "partner", "Partner", "", "", "", "", "", "", ""],
        ["text", "who", "Who?", "", "", "", "", "", "", ""],
        ["integer", "hours", "Hours a week?", "", "", "", "", "", "", ""],
        ["end_repeat", "", "", "", "", "", "", "", "", ""],
        ["text", "many", "Who leads them?", "", "", "count(${partner}) > 1", "", "", "", ""],
        ["text", "busy", "Who pays?", "", "", "sum(${hours}) >= 20", "", "", "", ""],
        ["text", "odd", "Anything else?", "", "", "pulldata('x', 'y')", "", "", "", ""],
    ],
    "settings": [["form_title", "form_id"], ["Served", "served"]],
}  # fmt: skip


def test_answers_are_counted_compared_and_held_against_their_bounds(
    madison: Stop, tmp_path: Path
) -> None:
    source, form = tmp_path / "served.xlsx", madison.office.form
    source.write_bytes(XlsForms().write(COUNTED))
    read = madison.office.forms.read(source)
    assert madison.office.forms.remark(read).endswith("never refused. Anything else?")

    def asked() -> dict[str, tuple[str, str]]:
        found = form.asked(madison.stop)
        return {e.question.code.partition(":")[2]: (e.words, e.odd) for e in found}

    def say(code: str, text: str) -> None:
        form.answer(madison.tour, madison.stop, f"served:{code}", text)

    always = {"asked", "served", "since", "who", "hours", "odd"}
    assert asked().keys() >= always
    assert not asked().keys() & {"so", "why", "old", "many", "busy"}, "nothing is known yet"
    say("asked", "1,200")
    assert asked()["asked"][1] == "Between 0 and 999."
    assert "How many families?: Between 0 and 999." in [b.words for b in form.blanks(madison.stop)]
    say("asked", "about 120")
    assert asked()["asked"][1] == "A number is asked for."
    assert "why" in asked(), "what cannot be said hides nothing"
    say("asked", "120")
    say("served", "130")
    assert asked()["served"][1] == "It does not fit: this is at most “How many families?”."
    say("served", "40")
    assert asked()["why"] == ("Why not all 120?", "")
    assert asked()["served"][1] == ""
    say("since", "Oct 1, 2050")
    assert asked()["since"][1] == "Not yet."
    say("since", "soon")
    assert asked()["since"][1] == "A day is asked for, such as Oct 14, 2013."
    say("since", "8/1/2008")
    assert asked()["since"][1] == ""
    assert "old" in asked()
    say("hours", "15")
    assert not asked().keys() & {"many", "busy"}
    say("hours#2", "6")
    assert asked().keys() >= {"many", "busy"}
    assert not [q for q in form.questions if q.kind in ("note", "calculate")], "nobody answers them"


@pytest.mark.parametrize(
    ("sheets", "words"),
    [
        ({"Sheet1": [["a"]]}, "no XLSForm"),
        ({"survey": [["type", "name"], ["note", "x"]]}, "asks nothing"),
        ({"survey": [["type", "name"], ["text", "x"], ["text", "x"]]}, "called x"),
        ({"survey": [["type", "name"], ["text", "x"]]}, "no id"),
    ],
)
def test_what_is_no_form_is_said(
    madison: Stop, tmp_path: Path, sheets: dict[str, list[list[str]]], words: str
) -> None:
    (tmp_path / "x.xlsx").write_bytes(XlsForms().write(sheets))
    with pytest.raises(InputError, match=words):
        madison.office.forms.read(tmp_path / "x.xlsx")
    (tmp_path / "y.xlsx").write_bytes(b"no workbook")
    with pytest.raises(InputError, match="no Excel workbook"):
        madison.office.forms.read(tmp_path / "y.xlsx")


@pytest.mark.parametrize("suffix", ["json", "csv"])
def test_cards_go_out_and_come_in_with_nothing_changed(
    madison: Stop, tmp_path: Path, suffix: str, doors: ProgramDoors, empty_office: Path
) -> None:
    office = madison.office
    note = office.visits.write_note(madison.tour, madison.stop, "Spare furniture.\n\n=SUM(A1)")
    card = office.practices.make_from("note", note)
    office.practices.change(card, {"one_line": "=cmd|' /C calc'!A0", "who": "'quoted'"})
    before = office.file.tables.all("practice")
    path = office.practice_files.export(tmp_path / f"cards.{suffix}").path
    told = office.practice_files.read(path)
    assert (told.new, told.changed, told.same) == (0, 0, len(before))
    assert office.file.tables.all("practice") == before
    (tmp_path / "other").mkdir()
    other = copy_office(empty_office, tmp_path / "other")
    with doors.open(other, write=True) as second:
        assert second.practice_files.read(path).new == len(before)
        assert second.file.tables.all("practice") == before
        again = second.practice_files.export(tmp_path / f"again.{suffix}").path
        assert again.read_bytes() == path.read_bytes()
    office.practices.change(card, {"one_line": "Another line"})
    assert office.practice_files.read(path).changed == 1
    assert office.file.tables.all("practice") == before
    if suffix == "csv":  # nothing in it is a formula for a spreadsheet
        assert "\r\n=" not in path.read_text("utf-8-sig")
        assert ",=" not in path.read_text("utf-8-sig")


TEXT = st.text(st.characters(exclude_categories=("Cs",)), max_size=40)


@settings(max_examples=figure(60, 1_000), suppress_health_check=[HealthCheck.too_slow])
@given(title=TEXT, story=TEXT, by=TEXT, code=st.from_regex(r"[A-Z-]{1,8}", fullmatch=True))
def test_any_words_of_a_card_come_back(title: str, story: str, by: str, code: str) -> None:
    values = {"title": title or None, "story": story, "tier": {"tier": "T1", "by": by}}
    card = Record("0" * 32, "practice", values, {"tag": {code: True}})
    for there, back in ((to_json, from_json), (to_csv, from_csv)):
        (row,) = back(there([card]))
        assert row.facts["tier"] == values["tier"]
        assert (row.facts.get("title"), row.texts.get("story", "")) == (title or None, story)
        assert row.facts[f"tag/{code}"] is True


@pytest.mark.parametrize("text", ["", "{", "[]", '{"format": 1}', "a,b\n1,2\n", '"'])
def test_other_files_are_no_cards(text: str) -> None:
    for read in (from_json, from_csv):
        with pytest.raises(InputError):
            read(text)
