"""How the kernels are compiled, and where what the compiler made is kept.

numba is imported here and nowhere else; without it, or with NUMBA_DISABLE_JIT=1, the same source
runs as plain Python. What numba keeps on disk goes by the file of the outermost function alone;
here it goes by all files of this package, as a change in one may change functions of any other.
"""

from __future__ import annotations

import hashlib
from functools import cache
from pathlib import Path
from typing import Any

try:
    import numba
    from numba.core.caching import UserProvidedCacheLocator, UserWideCacheLocator
except ImportError:  # Intel Macs have no wheel of the compiler
    COMPILED = False
    LOCATORS = ""
else:
    COMPILED = not numba.config.DISABLE_JIT  # type: ignore[attr-defined]

    class InGivenFolder(UserProvidedCacheLocator):
        """Files in the folder NUMBA_CACHE_DIR, named by all sources of the kernels.

        numba writes the index of a function before its code, under the name of the code that was
        there before. So a second program could run code of an older source; never under this name.
        """

        def get_source_stamp(self) -> str:
            """Give what a change of any kernel changes."""
            return sources_stamp()

        def get_disambiguator(self) -> str:
            """Give what tells functions of one name apart."""
            return f"{self._lineno}-{sources_stamp()}"

    class InUserFolder(UserWideCacheLocator):
        """The same in a folder of the user's, where no other is given."""

        get_source_stamp = InGivenFolder.get_source_stamp
        get_disambiguator = InGivenFolder.get_disambiguator

    LOCATORS = f"{__name__}.InGivenFolder,{__name__}.InUserFolder"


@cache
def sources_stamp() -> str:
    """Give 16 hex digits that change with the source of any kernel, and with the compiler."""
    read = hashlib.sha256(numba.__version__.encode())
    for path in sorted(Path(__file__).parent.glob("*.py")):
        read.update(path.read_bytes())
    return read.hexdigest()[:16]


# Without _nrt the compiled code counts references to the arrays that it only reads, with a locked
# instruction each, which took most of the time of a search. No kernel makes an array, and none is
# called through a pointer.
OPTIONS: Any = {
    "nogil": True,
    "no_cfunc_wrapper": True,
    "_nrt": False,
    "error_model": "numpy",
}
INSIDE: Any = {**OPTIONS, "no_cpython_wrapper": True}


def compiled(function: Any) -> Any:
    """Compile a function without the GIL, kept on disk; without a compiler it stays as it is."""
    if not COMPILED:
        return function
    numba.config.CACHE_LOCATOR_CLASSES = LOCATORS  # type: ignore[attr-defined]
    try:
        return numba.njit(cache=True, **OPTIONS)(function)
    except RuntimeError:  # no folder to keep it in: compiled anew at every start
        return numba.njit(**OPTIONS)(function)


def inner(function: Any) -> Any:
    """Compile a function that is called by compiled ones alone; its code is kept with theirs.

    The compiler goes through the code of all that it calls once more, so it is for functions that
    have several callers, and for loops that are better optimized by themselves.
    """
    if not COMPILED:
        return function
    return numba.njit(**INSIDE)(function)


def merged(function: Any) -> Any:
    """Write a function that has one caller into it, which takes the compiler least."""
    if not COMPILED:
        return function
    return numba.njit(inline="always", **INSIDE)(function)


def inlined(function: Any) -> Any:
    """Compile a function into each of its callers, for the innermost loops."""
    if not COMPILED:
        return function
    return numba.njit(forceinline=True, **INSIDE)(function)
