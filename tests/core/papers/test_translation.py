"""Papers in Spanish: the program's words by the pack, names as they are, the rest told."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest

from tests.core.test_privacy import changed
from tests.papers_canary import FIRST_STOP, canary
from tests.papers_fixture import Parts, rid, sample_view
from tests.papers_leaks import LENGTH, MARK
from tourplanner.core.errors import InputError
from tourplanner.core.model.paper import RecordView, TourView
from tourplanner.core.papers.blocks import Paper, texts
from tourplanner.core.papers.layout import lay_out
from tourplanner.core.papers.said import changes, said
from tourplanner.core.papers.specs import ADVISORY_ES, CONSENT_FORM, DAY_SHEET_ES, SPECS, PaperSpec
from tourplanner.core.papers.translation import WordPack, parse_words, told_of, translated
from tourplanner.core.privacy import CutView, cut

PACK = Path(__file__).resolve().parents[3] / "resources" / "packs" / "words_es.json"
SPANISH = [spec for spec in SPECS.values() if spec.language == "es"]
TOKEN = re.compile(rf"{MARK}[0-9a-z]{{{LENGTH - len(MARK)}}}")


@cache
def pack() -> WordPack:
    return parse_words(json.loads(PACK.read_text("utf-8")))


def in_spanish(cut_view: CutView) -> tuple[Paper, tuple[str, ...]]:
    return translated(lay_out(cut_view), cut_view, pack())


def of(view: TourView, spec: PaperSpec, *, draft: bool = False) -> tuple[Paper, tuple[str, ...]]:
    return in_spanish(cut(view, spec, stop=rid("stop", "madison"), draft=draft)[0])


@pytest.mark.parametrize("spec", SPANISH, ids=lambda s: s.key)
@pytest.mark.parametrize("draft", [False, True])
@pytest.mark.parametrize("seed", range(8))
def test_every_word_of_the_program_is_in_the_pack(spec: PaperSpec, draft: bool, seed: int) -> None:
    """Every typed text of these tours is one made-up word, so what is left beside it is ours."""
    view = canary(seed).view
    for cut_view in (
        cut(view, spec, stop=FIRST_STOP, draft=draft)[0],
        replace(cut(view, spec, stop=FIRST_STOP, draft=draft)[0], version=None, made_at=None),
        cut(replace(view, plan=None, days=()), spec, stop=FIRST_STOP, draft=draft)[0],
    ):
        _, left = in_spanish(cut_view)
        ours = [text for text in left if re.search(r"[A-Za-z]{2}", TOKEN.sub("", text))]
        assert not ours


def test_the_advisory_in_spanish() -> None:
    paper, left = of(sample_view(), ADVISORY_ES)
    shown = list(texts(paper))
    assert paper.language == "es-US"
    assert "Aviso a los medios" in shown
    assert "para el lunes 14 de octubre de 2013" in shown
    assert "Sen. Carol Liu visita Madison Elementary en Pasadena" in shown
    when = "9:30-11:00 a. m. (hora del Pacífico) lunes 14 de octubre. ABIERTO A LA PRENSA"
    assert any(when in text for text in shown)
    assert "Brian McDonald, chief academic officer" in left
    assert "Madison Elementary" not in left
    assert paper.letterhead == lay_out(cut(sample_view(), ADVISORY_ES)[0]).letterhead


def test_an_elected_title_is_in_spanish() -> None:
    view = sample_view()
    view = changed(view, "office", view.one("office").id, member_title="Assemblymember")
    paper, left = of(view, ADVISORY_ES)
    assert "Asambleísta Carol Liu visita Madison Elementary en Pasadena" in list(texts(paper))
    assert not any("Assemblymember" in text for text in (*left, paper.title))
    form = list(texts(lay_out(cut(view, CONSENT_FORM)[0])))
    assert any(text.startswith("Asambleísta Carol Liu visita escuelas") for text in form)
    assert any(text.startswith("Assemblymember Carol Liu visits schools") for text in form)


def test_the_day_sheet_in_spanish_tells_what_is_not() -> None:
    paper, left = of(sample_view(), DAY_SHEET_ES)
    shown = list(texts(paper))
    assert {"El autobús sale de Arroyo House Hotel", "Noche: Tower Inn", "Almuerzo"} <= set(shown)
    assert "Día 3: miércoles 16 de octubre" in shown
    assert "Welcome and remarks" in left
    told = told_of(left, pack())
    assert told.startswith("Its Spanish is the program's own of 2026-11-28")
    assert "Not in Spanish, as typed: “" in told
    assert "Not in" not in told_of((), pack())


def test_words_that_are_typed_on_it_are_taken_for_spanish() -> None:
    blocks = {
        "paper_kind": "advisory-es",
        "stop": rid("stop", "madison"),
        "headline": "La senadora visita Pasadena",
        "who": "Brian McDonald, director académico",
        "why": "Para ver cómo trabajan las escuelas",
    }
    english = {**blocks, "paper_kind": "advisory", "headline": "The senator visits Pasadena"}
    extra = (RecordView("blocks", "b", blocks), RecordView("blocks", "e", english))
    paper, left = of(sample_view(Parts(extra=extra)), ADVISORY_ES)
    assert paper.title == "La senadora visita Pasadena"
    assert not [text for text in left if "Brian" in text or "escuelas" in text]


def test_a_typed_sentence_that_looks_like_one_of_ours_stays_whole() -> None:
    text = "We now see how it works."
    view = changed(sample_view(), "tour", rid("tour", "tour"), purpose=text)
    tour = next(iter(view.all("tour")))
    view = changed(view, "tour", tour.id, purpose=text)
    paper, left = of(view, ADVISORY_ES)
    assert text in list(texts(paper))
    assert text in left


def test_what_changed_is_told_in_spanish() -> None:
    first = cut(sample_view(), ADVISORY_ES, stop=rid("stop", "madison"))[0]
    view = changed(sample_view(), "stop", rid("stop", "madison"), press_call_tod_min=525)
    second = cut(view, ADVISORY_ES, stop=rid("stop", "madison"))[0]
    told = changes(said(first), said(second))
    assert told
    paper, _ = in_spanish(replace(second, updates=told))
    note = next(text for text in texts(paper) if text.startswith("ACTUALIZADO"))
    assert "registro de prensa ahora 8:45 a. m., antes 9:00 a. m." in note


@pytest.mark.parametrize(
    ("text", "other"),
    [
        ("Oct. 14-16, 2013", "del 14 al 16 de octubre de 2013"),
        ("Sept. 30-Oct. 2, 2013", "del 30 de septiembre al 2 de octubre de 2013"),
        ("Wednesday, May 1", "miércoles 1 de mayo"),
        ("11 a.m.-1 p.m.", "11:00 a. m.-1:00 p. m."),
        ("noon-12:45 p.m. PST", "mediodía-12:45 p. m. (hora del Pacífico)"),
        ("12:30 a.m. MST", "12:30 a. m. (hora de la montaña)"),
        ("noon-12:45 p.m.", "mediodía-12:45 p. m."),
    ],
)
def test_dates_and_times(text: str, other: str) -> None:
    cut_view = cut(sample_view(), DAY_SHEET_ES)[0]
    paper, left = translated(replace(lay_out(cut_view), aside=text), cut_view, pack())
    assert paper.aside == other
    assert text not in left


def test_a_pack_that_does_not_fit_says_so() -> None:
    data = json.loads(PACK.read_text("utf-8"))
    with pytest.raises(InputError, match="has not as many"):
        parse_words({**data, "words": {"Bus leaves {}": "El autobús sale"}})
    with pytest.raises(InputError, match="lacks a part"):
        parse_words({k: v for k, v in data.items() if k != "months"})
