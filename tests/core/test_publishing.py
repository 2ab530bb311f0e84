"""When a card may go out, what a speaker agreed to, and what no text outside may hold."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from tourplanner.core.consent import NO, NOT_ASKED, YES, answer_of, shown_as, with_answer
from tourplanner.core.publishing import unspoken, why_not_public

TODAY = date(2013, 10, 20)
LET_OUT = {"state": "approved", "permission": {"scope": "unnamed", "by": "M. Serrano"}}
HOME = {
    "words": "My children found a home here. Here they told me that I could.",
    "translation": "",
    "speaker": "Rosa Mendez (invented)",
    "state": "draft",
}


@pytest.mark.parametrize(
    ("changed", "why"),
    [
        ({}, ""),
        ({"state": "published"}, ""),
        ({"state": "checked"}, "The card is not approved"),
        ({"state": None}, "The card is not approved"),
        ({"state": "retired"}, "The card is not approved"),
        ({"permission": None}, "The site has not given permission"),
        ({"permission": {"scope": "internal"}}, "The site has not given permission"),
        ({"permission": {"scope": "everything"}}, "The site has not given permission"),
        (
            {"permission": {"scope": "named", "until": "2013-10-19"}},
            "The site's permission has run",
        ),
        ({"permission": {"scope": "named", "until": "2013-10-20"}}, ""),
    ],
)
def test_a_card_goes_out_checked_and_permitted(changed: dict[str, Any], why: str) -> None:
    found = why_not_public({**LET_OUT, **changed}, TODAY)
    assert found.startswith(why) if why else found == ""


def test_a_permission_with_an_end_needs_a_day() -> None:
    ends = {**LET_OUT, "permission": {"scope": "named", "until": "2014-01-01"}}
    assert why_not_public(ends, None)
    assert not why_not_public(LET_OUT, None)


def test_an_answer_replaces_the_one_before_and_keeps_the_rest() -> None:
    consent = with_answer(None, "press", YES, by="Lee", date="2013-10-14", language="Spanish")
    consent = with_answer(consent, "name", NO, by="Kim", date="2013-10-15")
    consent = with_answer(consent, "press", NOT_ASKED)
    assert [answer_of(consent, use) for use in ("press", "name", "web")] == [
        NOT_ASKED,
        NO,
        NOT_ASKED,
    ]
    assert (consent["by"], consent["date"], consent["language"]) == ("Lee", "2013-10-14", "Spanish")
    with pytest.raises(ValueError, match="radio"):
        with_answer(consent, "radio", YES)


@pytest.mark.parametrize(
    ("changed", "shown"),
    [
        ({}, "Rosa Mendez, parent"),
        ({"minor": None}, "a parent"),
        ({"minor": True}, "a parent"),
        ({"consent": {"uses": ["press"]}}, "a parent"),
        ({"consent": {"uses": ["name"], "until": "2013-10-19"}}, "a parent"),
        ({"state": "withdrawn"}, "a parent"),
        ({"minor": None, "speaker_role": "eighth-grader"}, "an eighth-grader"),
        ({"minor": None, "speaker_role": ""}, "a person at the school"),
    ],
)
def test_who_a_speaker_is_outside(changed: dict[str, Any], shown: str) -> None:
    quote = {
        "speaker": "Rosa Mendez",
        "speaker_role": "parent",
        "minor": False,
        "consent": {"uses": ["name"]},
        **changed,
    }
    assert shown_as(quote, TODAY) == shown


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("Families keep their homes.", ""),
        ("A parent said she found a home.", ""),
        ("“My children found a home here”, said a parent.", "words of a quote"),
        ("MY CHILDREN FOUND A HOME\nHERE!", "words of a quote"),
        ("he says: here they told me that I could", "words of a quote"),
        ("Rosa Mendez runs the list.", "It names Rosa Mendez, who has not"),
        ("rosa\nmendez", "It names"),
        ("Rosa runs the list with Ms. Mendez.", ""),
    ],
)
def test_a_text_holds_neither_words_nor_name_without_consent(text: str, why: str) -> None:
    found = unspoken([(HOME, False, False)]).why_held(text)
    assert why in found if why else found == ""


def test_what_others_let_out_and_public_names_are_no_secret() -> None:
    said = {**HOME, "state": "approved"}
    both = unspoken([(HOME, False, False), (said, True, True)])
    assert both.why_held(f"Rosa Mendez: {HOME['words']}") == ""
    member = unspoken([({**HOME, "speaker": "Carol Liu"}, False, False)], ["Senator Carol Liu"])
    assert member.why_held("Carol Liu opened the tour.") == ""
    gone = unspoken([({**HOME, "state": "withdrawn"}, False, False)])
    assert "withdrew consent" in gone.why_held("Rosa Mendez")
    assert "withdrew consent" in gone.why_held("My children found a home here")
