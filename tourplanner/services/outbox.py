"""Files on their way into a folder: written by helpers while the next paper is laid out."""

from __future__ import annotations

from collections.abc import Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from types import TracebackType

from tourplanner.core.ports import PaperFolder

_WRITERS = 4  # whoever waits for the disk lets the others write: it flushes several in one turn


class Outbox:
    """A folder that takes files at once and has them when it is left; then errors are raised.

    Attributes
    ----------
    taken : names that papers of this go have, written or as they were; in small letters, since
        many systems do not tell capitals apart.
    """

    def __init__(self, folder: PaperFolder) -> None:
        self._folder = folder
        self.taken: set[str] = set()
        self._pool = ThreadPoolExecutor(max_workers=_WRITERS)
        self._on_the_way: dict[str, str] = {}  # name -> hash
        self._late: list[Future[str]] = []

    def sha256(self, name: str) -> str | None:
        """Give the hash of what is there or on the way, None where there is nothing."""
        return self._on_the_way.get(name) or self._folder.sha256(name)

    def write(self, name: str, data: bytes | Mapping[str, bytes], digest: str) -> None:
        """Have a file, or a folder of files, written whole or not at all."""
        self._on_the_way[name] = digest
        self._late.append(self._pool.submit(self._folder.write, name, data, settles=False))

    def __enter__(self) -> Outbox:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._pool.shutdown(wait=True, cancel_futures=error is not None)
        if error is None:
            for one in self._late:
                one.result()
            if self._late:
                self._folder.settle()
