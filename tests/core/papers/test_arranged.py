"""Interpreters and handouts on the line-by-line, payments on the follow-up list: staff alone."""

from __future__ import annotations

from dataclasses import replace

from tests.papers_fixture import rid, sample_view
from tourplanner.core.model.paper import RecordView, TourView
from tourplanner.core.papers.blocks import Paper, Table, texts
from tourplanner.core.papers.layout import lay_out
from tourplanner.core.papers.specs import SPECS, PaperKind
from tourplanner.core.privacy import cut

TOUR = rid("tour", "")


def with_records(*records: RecordView) -> TourView:
    view = sample_view()
    return replace(view, records=(*view.records, *records))


def booking(key: str, **values: object) -> RecordView:
    return RecordView("booking", rid("booking", key), {"tour": TOUR, "what": key, **values})


def paper(kind: PaperKind, *records: RecordView) -> Paper:
    return lay_out(cut(with_records(*records), SPECS[kind])[0])


def table(made: Paper, alt: str) -> list[list[str]]:
    (found,) = (b for b in made.blocks if isinstance(b, Table) and b.alt.startswith(alt))
    return [
        [" ".join(span.text for part in cell for span in part) for cell in row.cells]
        for row in found.rows
    ]


def test_interpreters_stand_on_the_line_by_line_by_stop_and_time() -> None:
    agreed = {"state": "confirmed", "by": "Ana Ruiz", "at": "2013-10-01T00:00:00+00:00"}
    made = paper(
        PaperKind.LINE_BY_LINE,
        booking("Handout", language="Spanish", note="50 copies"),
        booking("Signs", stop=rid("stop", "left out")),
        booking(
            "Panel",
            sort="interpreter",
            language="Spanish",
            mode="consecutive",
            stop=rid("stop", "ucla"),
            start_tod_min=770,
            minutes=45,
            provider="B. Lind",
            phone="415-555-0177",
            status=agreed,
        ),
        booking("Welcome", stop=rid("stop", "madison"), start_tod_min=570),
    )
    rows = table(made, "Interpreters")
    assert [row[3].split()[0] for row in rows] == ["Welcome", "Panel", "Handout", "Signs"]
    assert [row[0] for row in rows[2:]] == ["No stop", "Not in the plan"]
    assert rows[1][1:3] == ["12:50 p.m.", "45"]
    assert "Interpreter, Spanish, consecutive" in rows[1][3]
    assert "Confirmed by Ana Ruiz" in rows[1][4]
    assert "415-555-0177" not in "\n".join(texts(made)), "a phone number is for named people only"
    assert not [b for b in paper(PaperKind.LINE_BY_LINE).blocks
                if isinstance(b, Table) and b.alt.startswith("Interp")]  # fmt: skip


def test_payments_stand_on_the_follow_up_list_and_on_no_paper_that_leaves() -> None:
    lunch = RecordView(
        "payment",
        rid("payment", "1"),
        {
            **{"tour": TOUR, "what": "Lunch day 1", "payer": "Host Fund", "cents": 123450},
            **{"date": "2013-10-14", "form": "Gift report", "due": "2013-10-01"},
        },
    )
    rows = table(paper(PaperKind.FOLLOW_UP, lunch), "Who pays")
    assert rows[0][1] == "Host Fund WHOSE MONEY?"
    said = replace(lunch, values={**lunch.values, "fund": "outside"})
    assert table(paper(PaperKind.FOLLOW_UP, said), "Who pays")[0][1] == "Host Fund From outside"
    assert "1,234.50" in rows[0][2]
    assert "PAST" in rows[0][4]
    marked = replace(lunch, values={**lunch.values, "campaign": True})
    for kind, spec in SPECS.items():
        stop = rid("stop", "madison") if spec.per_stop else ""
        held, _ = cut(with_records(lunch), spec, stop=stop)
        assert bool(list(held.all("payment"))) is (kind == PaperKind.FOLLOW_UP), kind
        assert not list(cut(with_records(marked), spec, stop=stop)[0].all("payment")), kind
