"""A layer as one file of ready integers, in the form that adapters/layers.py reads."""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import numpy as np

    Array = np.ndarray[Any, np.dtype[Any]]

SCALE = 1_000_000  # units in a degree: about a tenth of a meter


def pack_arrays(districts: Iterable[tuple[Mapping[str, str], Iterable[Array]]]) -> dict[str, Array]:
    """Give districts (what is said of each, its rings) as the arrays of a layer file.

    Points are rounded to a millionth of a degree; those that fall together, and rings without an
    area, are dropped. ``meta`` is left to the caller, see ``layer_bytes``.
    """
    import numpy as np

    flat: list[Array] = []
    ring_at, feature_at = [0], [0]
    for _, rings in districts:
        for ring in rings:
            q = np.rint(ring * SCALE).astype(np.int32)
            q = q[np.concatenate([[True], np.any(q[1:] != q[:-1], axis=1)])]
            if len(q) >= 4:
                flat.append(q)
                ring_at.append(ring_at[-1] + len(q))
        feature_at.append(len(ring_at) - 1)
    xy = np.concatenate(flat) if flat else np.zeros((0, 2), np.int32)
    return {
        "xy": np.diff(xy, axis=0, prepend=np.zeros((1, 2), np.int32)).T,
        "ring": np.asarray(ring_at, np.int32),
        "feature": np.asarray(feature_at, np.int32),
        "hole": np.zeros(len(ring_at) - 1, np.uint8),  # the even-odd rule finds them
    }


def layer_bytes(arrays: Mapping[str, Array], meta: Mapping[str, Any]) -> bytes:
    """Give the bytes of a layer file; the same layer gives the same bytes."""
    import numpy as np

    text = json.dumps(meta, ensure_ascii=False, sort_keys=True).encode()
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, array in {**arrays, "meta": np.frombuffer(text, np.uint8)}.items():
            member = io.BytesIO()
            np.lib.format.write_array(member, np.ascontiguousarray(array), allow_pickle=False)
            info = zipfile.ZipInfo(f"{name}.npy", (1980, 1, 1, 0, 0, 0))
            info.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(info, member.getvalue())
    return out.getvalue()
