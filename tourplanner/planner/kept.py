"""Compiled code that is kept on disk: what no program has used for a while is cleared away.

The names of kept files hold the stamp of the sources they were made from, so every new version
makes its own. Another version may run beside this one: each marks its files as used when it warms
up, and files of other stamps go only after days without use. Where one goes all the same just
before it is read, that program compiles again.
"""

from __future__ import annotations

import os
import re
from contextlib import suppress
from functools import cache
from pathlib import Path

from tourplanner.planner.kernels import COMPILED, door
from tourplanner.planner.kernels.compiling import sources_stamp

KEPT_S = 7 * 24 * 3600.0
# The program's own kept files, unfinished ones among them: a folder may hold those of others too.
OURS = re.compile(r".*-\d+-(?P<stamp>[0-9a-f]{16})\.py\d+\w*\.(nbi|\d+\.nbc)(\.tmp\.[0-9a-f]+)?")


@cache
def clear_kept() -> None:
    """Mark the code of these sources as used and clear that of others, once in a program."""
    if not COMPILED:
        return
    if folder := door.enter.stats.cache_path:
        clear_folder(Path(folder).parent, sources_stamp())


def clear_folder(root: Path, stamp: str) -> None:
    """Clear the folders of kernels below a root; what cannot be removed or marked stays as it is.

    Parameters
    ----------
    stamp : of the sources whose files are in use.
    """
    with suppress(OSError):
        os.utime(root)
    oldest = root.stat().st_mtime - KEPT_S  # by the clock that dates the files
    for path in [*root.glob("kernels_*/*")]:
        ours = OURS.fullmatch(path.name)
        with suppress(OSError):
            if ours and ours["stamp"] == stamp:
                os.utime(path)
            elif ours and path.stat().st_mtime < oldest:
                path.unlink()
    for folder in [*root.glob("kernels_*")]:
        with suppress(OSError):  # as a rule it holds files
            # A young one may be that of a program which compiles right now and writes next.
            if folder.stat().st_mtime < oldest:
                folder.rmdir()
