"""Sealed office files: every page is enciphered (AES-256 and a check sum, by SQLCipher).

The key of a file is made of its passphrase and of the salt that its first bytes hold, so the file
alone and the passphrase are enough, on any laptop; copies and backups keep salt and key. The key
itself, written as letters, is the recovery code. Whoever has neither cannot read the file: nothing
in the program knows another way.

Source
------
SQLCipher's design (zetetic.net/sqlcipher/design): raw keys, a salt of one's own. The cost of
guessing a passphrase: scrypt, RFC 7914.
"""

from __future__ import annotations

import base64
import hashlib
import re
import secrets
import sqlite3
import unicodedata
from pathlib import Path
from typing import Any, NamedTuple

from tourplanner.core.errors import InputError, StoreError, StoreSealed
from tourplanner.store import faults

MAGIC = b"TPSEAL1\x00"  # begins the salt, so that a sealed file is told from a damaged one
LEAST_SIGNS = 8
_SALT_BYTES, _SECRET_BYTES = 16, 32
_COST = 2**16  # of scrypt: 64 MB and about half a second for each guess
_CODE = re.compile(r"[A-Z2-7]{52}")
_MISREAD = str.maketrans("018", "OIB")  # a code has none of these digits

_open: dict[bytes, bytes] = {}  # secrets by salt, of the files that were opened in this program


class Key(NamedTuple):
    """What opens one sealed file and its copies."""

    salt: bytes
    secret: bytes

    @property
    def code(self) -> str:
        """The recovery code: letters and the digits 2 to 7, in groups of four."""
        letters = base64.b32encode(self.secret).decode("ascii").rstrip("=")
        return "-".join(letters[at : at + 4] for at in range(0, len(letters), 4))


def salt_of(path: Path) -> bytes:
    """Give the salt of a sealed file, b"" of any other."""
    with path.open("rb") as file:
        beginning = file.read(_SALT_BYTES)
    is_sealed = len(beginning) == _SALT_BYTES and beginning.startswith(MAGIC)
    return beginning if is_sealed else b""


def key_of(path: Path) -> Key | None:
    """Give the key of a sealed file that was opened in this program, None of a plain file.

    Raises
    ------
    StoreSealed : it is sealed, and nobody has given its passphrase yet.
    """
    salt = salt_of(path)
    if not salt:
        return None
    if salt not in _open:
        raise StoreSealed(f"{path.name} is sealed.", "Give its passphrase, or its recovery code.")
    return Key(salt, _open[salt])


def new_key(passphrase: str) -> Key:
    """Make the key of a file that is about to be sealed.

    Raises
    ------
    InputError : the passphrase is too short.
    """
    if len(passphrase.strip()) < LEAST_SIGNS:
        raise InputError(
            f"A passphrase has at least {LEAST_SIGNS} characters.",
            "Four or five words that do not belong together are good and easy to keep in mind.",
        )
    salt = MAGIC + secrets.token_bytes(_SALT_BYTES - len(MAGIC))
    return Key(salt, secret_of(passphrase, salt))


def unseal_with(path: Path, words: str) -> Key:
    """Find the key in a passphrase or a recovery code; this program may open the file then.

    Raises
    ------
    InputError : they do not open it.
    """
    salt = salt_of(path)
    letters = re.sub(r"[\s-]", "", words).upper().translate(_MISREAD)
    tried = [Key(salt, base64.b32decode(f"{letters}===="))] if _CODE.fullmatch(letters) else []
    if not any(opens(path, key) for key in tried):
        tried = [Key(salt, secret_of(words, salt))]
    if not any(opens(path, key) for key in tried):
        raise InputError(
            f"This does not open {path.name}.",
            "Look at Caps Lock and type it again. If it is surely right, the beginning of the file "
            "is damaged: restore a backup.",
        )
    remember(tried[0])
    return tried[0]


def opens(path: Path, key: Key) -> bool:
    """Whether a key opens a file; without writing beside it."""
    with faults.explained(path):
        conn = open_database(path, "mode=ro&immutable=1", key)
        try:
            conn.execute("SELECT 1 FROM sqlite_schema").fetchone()
        except faults.reading_errors():
            return False
        finally:
            conn.close()
    return True


def is_known(salt: bytes) -> bool:
    """Whether this program may open the files of a salt."""
    return salt in _open


def remember(key: Key) -> None:
    """Let this program open the files of a key until it ends."""
    _open[key.salt] = key.secret


def forget() -> None:
    """Let no sealed file be opened any more without its passphrase."""
    _open.clear()


def open_database(path: Path, options: str, key: Key | None) -> sqlite3.Connection:
    """Open a database, plain or sealed; ``options`` are those of SQLite's file names.

    No transaction begins by itself, and another thread may use the connection later.
    """
    address = f"{path.as_uri()}?{options}"
    if key is None:
        return sqlite3.connect(
            address, uri=True, isolation_level=None, timeout=5.0, check_same_thread=False
        )
    conn = _sealing().connect(
        address, uri=True, isolation_level=None, timeout=5.0, check_same_thread=False
    )
    opened: sqlite3.Connection = conn
    opened.execute("PRAGMA cipher_log_level=NONE")
    opened.execute(f"PRAGMA key={_spelled(key)}")
    return opened


def export(source: Path, source_key: Key | None, out: Path, out_key: Key | None) -> None:
    """Write a closed database anew, sealed with another key or plain."""
    conn = _sealing().connect(str(source), isolation_level=None)
    try:
        conn.execute("PRAGMA cipher_log_level=NONE")
        if source_key is not None:
            conn.execute(f"PRAGMA key={_spelled(source_key)}")
        numbers = {
            name: conn.execute(f"PRAGMA {name}").fetchone()[0]
            for name in ("application_id", "user_version")
        }
        spelled = "''" if out_key is None else _spelled(out_key)
        conn.execute(f"ATTACH ? AS out KEY {spelled}", (str(out),))
        conn.execute("PRAGMA out.synchronous=OFF")  # it gets its name only when it is whole
        conn.execute("SELECT sqlcipher_export('out')").fetchall()
        for name, number in numbers.items():
            conn.execute(f"PRAGMA out.{name}={int(number)}")
        conn.execute("DETACH out")
    finally:
        conn.close()


def _sealing() -> Any:  # it has no types; its interface is that of sqlite3
    try:
        from sqlcipher3 import dbapi2
    except ImportError as error:
        raise StoreError(
            "This copy of TourPlanner cannot open sealed files.",
            "Install the whole program: its part SQLCipher is missing.",
            str(error),
        ) from error
    return dbapi2


def _spelled(key: Key) -> str:
    return f"\"x'{key.secret.hex()}{key.salt.hex()}'\""


def secret_of(passphrase: str, salt: bytes) -> bytes:
    """Give the secret of the key that a passphrase and a salt make; it takes half a second."""
    # The same letters can be typed in several ways; spaces around them come from copying.
    typed = unicodedata.normalize("NFKC", passphrase.strip()).encode("utf-8", "surrogatepass")
    return hashlib.scrypt(
        typed, salt=salt, n=_COST, r=8, p=1, maxmem=2 * 128 * 8 * _COST, dklen=_SECRET_BYTES
    )
