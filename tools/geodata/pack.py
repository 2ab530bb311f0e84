"""Writing: deterministic bytes for arrays, gzip and JSON, and the one format of every map layer.

A layer file is a NumPy ``.npz`` of ready integers (no geometry library at run time):

``xy``       int32 (2, N): longitude and latitude as first differences of 1/scale degrees
``ring``     int32 (R + 1): where each ring or line starts in ``xy``
``feature``  int32 (F + 1): where each feature starts in ``ring``
``hole``     uint8 (R): 1 for a hole; a hole follows its outer ring
``meta``     uint8: UTF-8 JSON ``{"scale", "closed", "props": [one object a feature]}``
"""

from __future__ import annotations

import gzip
import io
import json
import zipfile
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

Ring = list[tuple[float, float]]  # longitude, latitude
Part = list[Ring]  # a polygon: outer ring, then holes; or one line alone


def npz_bytes(arrays: dict[str, npt.NDArray[Any]]) -> bytes:
    """Give the bytes of an .npz whose members carry no clock time."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for name, array in arrays.items():
            member = io.BytesIO()
            np.lib.format.write_array(member, np.ascontiguousarray(array), allow_pickle=False)
            info = zipfile.ZipInfo(f"{name}.npy", (1980, 1, 1, 0, 0, 0))
            info.compress_type = zipfile.ZIP_DEFLATED
            info.create_system = 3
            archive.writestr(info, member.getvalue(), compresslevel=9)
    return out.getvalue()


def gzip_bytes(data: bytes) -> bytes:
    """Give gzip bytes without a time or a name."""
    return gzip.compress(data, 9, mtime=0)


def json_bytes(value: object) -> bytes:
    """Give readable JSON, keys in the order they were put in."""
    return (json.dumps(value, indent=1, ensure_ascii=False) + "\n").encode()


def layer_bytes(
    features: Iterable[tuple[dict[str, Any], list[Part]]], *, scale: int, closed: bool
) -> tuple[bytes, int]:
    """Pack features (properties, parts) as a layer file; give its bytes and the feature count.

    Coordinates are rounded to 1/scale degrees; points that fall together are dropped.
    """
    xs: list[npt.NDArray[np.int32]] = []
    ring_at, feature_at, holes, props = [0], [0], [], []
    for properties, parts in features:
        for part in parts:
            for i, ring in enumerate(part):
                q = np.rint(np.asarray(ring, dtype=float)[:, :2] * scale).astype(np.int32)
                if len(q) > 1:
                    moved = np.any(q[1:] != q[:-1], axis=1)
                    q = q[np.concatenate([[True], moved])]
                if len(q) < (4 if closed else 2):
                    if i == 0:
                        break  # the part is smaller than the grid, its holes with it
                    continue
                xs.append(q)
                ring_at.append(ring_at[-1] + len(q))
                holes.append(1 if closed and i else 0)
        feature_at.append(len(holes))
        props.append(properties)
    flat = np.concatenate(xs)
    deltas = np.diff(flat, axis=0, prepend=np.zeros((1, 2), np.int32)).T
    meta = {"scale": scale, "closed": closed, "props": props}
    text = json.dumps(meta, ensure_ascii=False, separators=(",", ":")).encode()
    data = npz_bytes(
        {
            "xy": deltas.astype(np.int32),
            "ring": np.asarray(ring_at, np.int32),
            "feature": np.asarray(feature_at, np.int32),
            "hole": np.asarray(holes, np.uint8),
            "meta": np.frombuffer(text, np.uint8),
        }
    )
    return data, len(props)


class Output:
    """The resources folder being written, and what the manifest will say about each file."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.entries: list[dict[str, Any]] = []

    def write(self, name: str, data: bytes, **entry: Any) -> None:
        """Write one file below resources/ and note it for the manifest."""
        path = self.root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
        self.entries.append({"file": name, **entry})
        print(f"{len(data):>10,}  {name}", flush=True)
