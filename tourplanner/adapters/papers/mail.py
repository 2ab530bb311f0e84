"""A mail that is not sent yet: a file that mail programs open to be filled in and sent."""

from __future__ import annotations

import hashlib
import mimetypes
from collections.abc import Sequence
from email.message import EmailMessage
from email.policy import SMTP
from pathlib import Path

from tourplanner.core.errors import ExportError
from tourplanner.core.ports import Rendered
from tourplanner.core.safe_text import one_line

_ANY = "application/octet-stream"


class MailDraftWriter:
    """Renders mail drafts. Nobody is named as sender or receiver: the mail program does that."""

    def render(self, subject: str, html: str, plain: str, files: Sequence[str]) -> Rendered:
        """Give the draft with its files; the same parts give the same bytes.

        Raises
        ------
        ExportError : a file cannot be read.
        """
        made = EmailMessage(policy=SMTP)
        made["Subject"] = one_line(subject)
        made["X-Unsent"] = "1"  # Outlook opens it to be sent, not as one that came
        made.set_content(plain)
        made.add_alternative(html, subtype="html")
        for path in map(Path, files):
            kind, _, sub = (mimetypes.guess_type(path.name)[0] or _ANY).partition("/")
            made.add_attachment(_read(path), maintype=kind, subtype=sub, filename=path.name)
        mark = hashlib.sha256("\0".join((subject, plain, html)).encode()).hexdigest()[:32]
        parts = [part for part in made.walk() if part.is_multipart()]
        for number, part in enumerate(parts):
            part.set_boundary(f"=_{mark}_{number}")  # else it would be random
        return Rendered(made.as_bytes())


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise ExportError(
            f"{path.name} cannot be read.", "Write the paper again.", str(error)
        ) from error
