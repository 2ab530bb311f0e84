"""The fields of papers: what was issued and sent, and what people typed for each."""

from __future__ import annotations

from tourplanner.core.declaring import Field, FieldType, Level, RecordKind, ref, text

P, M, T, I, R = Level  # noqa: E741
_F = FieldType

PAPER_KINDS = (
    RecordKind(
        "paper",
        "Issued paper",
        (
            ref("tour", "tour", I, "Tour"),
            text("paper_kind", I, "Paper"),
            Field("version", _F.INTEGER, I, "Version"),
            Field("at", _F.MOMENT, I, "Made"),
            text("by", I, "Made by"),
            Field("files", _F.OBJECT, I, "Files", "file name: sha256"),
            Field(
                "holds",
                _F.MEMBER,
                I,
                "Quotes and photos in it",
                '"holds/<id>": true, to call it back',
            ),
            ref("stop", "stop", I, "Stop"),
            Field("said", _F.OBJECT, I, "What it said", "thing: {label: words}, to tell changes"),
            text("private_why", I, "Why private facts are in it", "Of an export of records"),
        ),
        title="paper_kind",
        goes_out=True,
    ),
    RecordKind(
        "sent",
        "Sent paper",
        (
            ref("paper", "paper", I, "Issued paper"),
            text("to", R, "Sent to"),
            Field("at", _F.MOMENT, I, "Sent"),
            text("by", I, "Sent by"),
        ),
        title="to",
        goes_out=True,
    ),
    RecordKind(
        "blocks",
        "Free blocks of a paper",
        (
            ref("tour", "tour", I, "Tour"),
            text("paper_kind", I, "Paper"),
            ref("stop", "stop", I, "Stop"),
            text("embargo", M, "Embargo", "Not to be published before it is over"),
            Field("headline", _F.TEXT, P, "Headline"),
            Field("lead", _F.LONG_TEXT, P, "Lead"),
            text("facts", P, "Facts", "One a line, with where each comes from"),
            text("say", P, "Say it like", "One a line, such as Dorsa: DOR-suh"),
            text("next_stop", P, "Next stop"),
            text("who", P, "Who", "Empty: the member and the speakers who agreed"),
            text("what", P, "What", "Empty: the stop's title for the press"),
            text("why", P, "Why", "Empty: the purpose of the tour"),
            text("visuals", P, "Visuals", "What pictures and sound there will be"),
            text("access", P, "Language and access", "Interpreters, step-free way, aids"),
            text("rsvp", M, "RSVP", "By when, and to whom"),
            text("parking", M, "Parking", "Cars and live trucks"),
            text("weather", T, "Weather"),
            text("dress", T, "Dress"),
            text("help_contact", T, "Who to call"),
            text("asks", I, "What we ask of you", "One line each; empty: the usual"),
            text("reply_to", I, "Reply to", "Name, phone or e-mail, and by when"),
            text("saw", I, "What we saw"),
            text("promise", I, "What we promised"),
            text("next_step", I, "Next step"),
            text("messages", I, "Messages", "Three at most, one a line"),
            text("thanks", I, "Whom to thank", "In order, one a line; empty: host and speakers"),
            text("local_fact", I, "One local fact"),
            text("time_limit", I, "Time limit"),
            text("bottom_line", I, "Bottom line"),
            text("special", I, "What is special here"),
            text("partners", I, "Partners", "One a line"),
            text("questions", I, "Likely questions", "One a line"),
            text("sensitive", I, "Sensitive topics", "One a line; what is not ours to tell"),
            text("our_asks", I, "Our asks", "One a line"),
            text("their_asks", I, "Their asks", "One a line"),
            Field("notes", _F.LONG_TEXT, P, "Notes"),
        ),
        title="paper_kind",
    ),
)
