"""Words for what went wrong or well: errors become notices, bugs become crash reports."""

from __future__ import annotations

import sys
from collections.abc import Callable
from datetime import datetime
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from tourplanner import __version__
from tourplanner.core.errors import Cancelled, ProviderError, StoreError, TourPlannerError

if TYPE_CHECKING:
    import traceback


class Tone(StrEnum):
    """What a notice is: shown as icon, ground and word."""

    INFO = "info"
    GOOD = "good"
    WARN = "warn"
    BAD = "bad"


TONE_WORDS = {Tone.INFO: "Note", Tone.GOOD: "Done", Tone.WARN: "Look", Tone.BAD: "Not done"}
TONE_ICONS = {
    Tone.INFO: "info",
    Tone.GOOD: "circle-check",
    Tone.WARN: "triangle-alert",
    Tone.BAD: "octagon-x",
}


class Notice(NamedTuple):
    """One sentence in the notice bar, with at most one action."""

    tone: Tone
    text: str
    details: str = ""
    action: str = ""
    act: Callable[[], None] | None = None


def notice_for(error: BaseException) -> Notice | None:
    """Give the notice for an error: None for a cancelled job; a bug is written down first."""
    if isinstance(error, Cancelled):
        return None
    if isinstance(error, TourPlannerError):
        text = f"{error.text} {error.hint}".strip()
        tone = Tone.BAD if isinstance(error, StoreError) else Tone.WARN
        if isinstance(error, ProviderError):
            tone = Tone.INFO
        return Notice(tone, text, error.details)
    import traceback

    report = write_crash_report(error)
    where = f" A report is in {report.parent}." if report else ""
    return Notice(
        Tone.BAD,
        f"Something went wrong in the program; nothing that was saved is lost.{where}",
        "".join(traceback.format_exception_only(error)).strip(),
    )


def crash_folder() -> Path:
    """Give the folder of crash reports, beside the program's logs."""
    import platformdirs  # not at the start: it takes 5 ms of the first paint

    return Path(platformdirs.user_log_dir("TourPlanner", appauthor=False))


def write_crash_report(error: BaseException, now: datetime | None = None) -> Path | None:
    """Write what is needed to find a bug, and no word that a user typed; None where it cannot be.

    The message of an error may hold typed text, so only its type and the trace are written.
    """
    import platform

    at = now or datetime.now().astimezone()
    lines = [f"TourPlanner {__version__}, {at.isoformat(timespec='seconds')}"]
    lines.append(f"Python {platform.python_version()}, {platform.platform()}")
    for kind, frames in _chain(error):
        lines += ["", kind, *(f"  {f.filename}:{f.lineno} in {f.name}" for f in frames)]
    folder = crash_folder()
    try:
        folder.mkdir(parents=True, exist_ok=True)
        path = folder / f"crash {at:%Y-%m-%d %H%M%S}.txt"
        path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    except OSError:
        return None
    return path


def _chain(error: BaseException) -> list[tuple[str, traceback.StackSummary]]:
    import traceback

    found: list[tuple[str, traceback.StackSummary]] = []
    seen: BaseException | None = error
    while seen is not None and len(found) < 10:
        found.append((type(seen).__name__, traceback.extract_tb(seen.__traceback__)))
        seen = seen.__cause__ or seen.__context__
    return found


def install_hook(tell: Callable[[BaseException], None]) -> None:
    """Send exceptions that nobody caught to ``tell`` instead of letting them pass unseen."""

    def hook(kind: type[BaseException], error: BaseException, trace: object) -> None:
        if issubclass(kind, KeyboardInterrupt):
            sys.__excepthook__(kind, error, None)
        else:
            tell(error)

    sys.excepthook = hook
