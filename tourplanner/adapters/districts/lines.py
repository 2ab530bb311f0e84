"""All district lines at hand: those that ship with the program and those beside the office file."""

from __future__ import annotations

import hashlib
import json
import threading
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, replace
from functools import partial
from pathlib import Path
from typing import Any, NamedTuple

from tourplanner.adapters.districts.borders import borders_of
from tourplanner.adapters.districts.drawn import DrawnLayer
from tourplanner.adapters.districts.geojson import read_geojson
from tourplanner.adapters.districts.naming import Named, name_layer
from tourplanner.adapters.districts.packed import SCALE, layer_bytes, pack_arrays
from tourplanner.adapters.districts.placing import place
from tourplanner.adapters.districts.shapes import read_shapefile, read_zip
from tourplanner.adapters.files import write_beside
from tourplanner.adapters.layers import DAMAGE, Layer, load_layer
from tourplanner.adapters.layers import read_layer as read_kept
from tourplanner.adapters.resources import load_counties, manifest, resource_path
from tourplanner.core.errors import ExportError, InputError, NotFoundError, StoreError
from tourplanner.core.geo import LatLon
from tourplanner.core.model.district import (
    NATION,
    AddedLayer,
    Borders,
    District,
    DistrictKind,
    LayerFacts,
    LayerInfo,
    Placement,
    Term,
)
from tourplanner.core.model.states import States

_COUNTIES = "us-county-shipped"
_FORMAT = 1


class _Loaded(NamedTuple):
    layer: Layer
    districts: tuple[District, ...]


def read_layer(path: Path) -> DrawnLayer:
    """Read a layer file: a zip with a shapefile, a shapefile, or GeoJSON (plain or in gzip).

    Raises
    ------
    InputError : it is none, is damaged, or is not drawn in longitude and latitude.
    """
    if not path.is_file():
        raise InputError(f"There is no file “{path}”.", "Check its name and folder.")
    end = path.suffix.lower()
    if end == ".zip":
        return read_zip(path)
    if end in (".shp", ".dbf", ".shx", ".prj"):
        return read_shapefile(path.with_suffix(".shp"))
    if end in (".geojson", ".json", ".gz"):
        return read_geojson(path)
    raise InputError(
        f"“{path.name}” is no layer of districts that this program reads.",
        "Choose a zip from the Census Bureau, a shapefile (.shp) or GeoJSON.",
    )


class DistrictLines:
    """The layers of one office; a layer is read when it is first asked for, and then kept."""

    def __init__(self, folder: Path, states: States) -> None:
        """Take the folder for editions beside the office file; it need not be there yet."""
        self._folder = folder
        self._states = states
        self._guard = threading.RLock()
        self._loaded: dict[str, _Loaded] = {}
        self._infos: dict[str, LayerInfo] = {}
        self._shipped: dict[str, tuple[LayerInfo, Callable[[], _Loaded]]] | None = None

    def infos(self) -> tuple[LayerInfo, ...]:
        """Give every layer at hand, by id; a damaged file is left out."""
        found = {id_: info for id_, (info, _) in self._known().items()}
        for path in sorted(self._folder.glob("*-????????.npz")):
            try:
                found[path.stem] = self._info(path)
            except StoreError:
                continue
        return tuple(found[id_] for id_ in sorted(found))

    def districts(self, layer: str) -> Sequence[District]:
        """Give the districts of a layer, in its order."""
        return self._load(layer).districts

    def place(
        self, layer: str, points: Sequence[LatLon], reach_m: Sequence[float]
    ) -> Sequence[Placement]:
        """Give for each point the districts that hold it and those near, by place in the layer."""
        return place(self._load(layer).layer, points, reach_m)

    def borders(self, layer: str, groups: Sequence[Sequence[int]], grid: int) -> Borders:
        """Give the borders of groups of districts of a layer for a drawing."""
        return borders_of(self._load(layer).layer, groups, grid)

    def add(self, path: str, facts: LayerFacts, added_at: str) -> AddedLayer:
        """Read a layer file and keep it beside the office file; nothing that is there changes.

        Raises
        ------
        InputError : it is no layer, or does not say what is needed. StoreError : no room, no right.
        """
        named = name_layer(read_layer(Path(path)), facts, self._states)
        arrays = _arrays(named)
        info = LayerInfo(
            "",
            named.kind,
            named.state,
            len(named.districts),
            named.terms,
            named.edition,
            named.source,
        )
        if not len(arrays["ring"]) > 1:
            raise InputError("The layer holds no areas.", "Choose the layer of districts.")
        props = [district._asdict() for district, _ in named.districts]
        meta = {"format": _FORMAT, "scale": SCALE, "closed": True, "props": props}
        digest = hashlib.sha256(layer_bytes(arrays, {**meta, "info": asdict(info)})).hexdigest()
        id_ = f"{info.state.lower()}-{info.kind}-{digest[:8]}"
        target = self._folder / f"{id_}.npz"
        if target.is_file():
            return AddedLayer(self._info(target), named.notes, is_new=False)
        info = replace(info, id=id_, added_at=added_at)
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            write_beside(target, layer_bytes(arrays, {**meta, "info": asdict(info)}))
        except (ExportError, OSError) as error:
            raise StoreError(
                "The layer could not be kept beside the office file.",
                "Check the room on the disk and the folder of the office file.",
                str(error),
            ) from error
        return AddedLayer(info, named.notes)

    def _known(self) -> dict[str, tuple[LayerInfo, Callable[[], _Loaded]]]:
        """Give the layers that ship, each with how it is read."""
        with self._guard:
            if self._shipped is None:
                listed = json.loads(resource_path("districts", "manifest.json").read_text("utf-8"))
                shipped = {}
                for row in listed["layers"]:
                    info = _shipped_info(row)
                    read = partial(_read_shipped, row["file"])
                    shipped[info.id] = (info, read)
                counties = _counties_info()
                self._shipped = {**shipped, counties.id: (counties, _read_counties)}
            return self._shipped

    def _info(self, path: Path) -> LayerInfo:
        with self._guard:
            if path.stem not in self._infos:
                import numpy as np

                try:
                    with path.open("rb") as raw, np.load(raw, allow_pickle=False) as file:
                        meta = json.loads(file["meta"].tobytes())
                    self._infos[path.stem] = _info_of(meta["info"])
                except DAMAGE as error:
                    raise _damaged(path, error) from error
            return self._infos[path.stem]

    def _load(self, layer: str) -> _Loaded:
        with self._guard:
            if layer not in self._loaded:
                shipped = self._known().get(layer)
                path = self._folder / f"{layer}.npz"
                if shipped is not None:
                    self._loaded[layer] = shipped[1]()
                elif path.is_file():
                    self._loaded[layer] = _read_kept(path)
                else:
                    raise NotFoundError(
                        f"The district lines {layer} are not on this laptop.",
                        "Load them again, or save a full copy of the file from a laptop that has"
                        " them.",
                    )
            return self._loaded[layer]


def _damaged(path: Path, error: Exception) -> StoreError:
    return StoreError(
        f"The district lines {path.stem} are damaged.",
        "Delete the file, then load the layer again.",
        repr(error),
    )


def _arrays(named: Named) -> dict[str, Any]:
    return pack_arrays(
        ({}, (ring for one in features for ring in one.rings)) for _, features in named.districts
    )


def _info_of(values: Mapping[str, Any]) -> LayerInfo:
    terms = tuple(Term(*term) for term in values["terms"])
    return LayerInfo(**{**values, "kind": DistrictKind(values["kind"]), "terms": terms})


def _read_kept(path: Path) -> _Loaded:
    try:
        layer = read_kept(path)
        _check_arrays(layer)
        return _Loaded(layer, tuple(District(**row) for row in layer.props))
    except DAMAGE as error:
        raise _damaged(path, error) from error


def _check_arrays(layer: Layer) -> None:
    """Refuse with ValueError a file whose parts do not fit together."""
    import numpy as np

    for starts, end in ((layer.ring, len(layer.xy)), (layer.feature, len(layer.ring) - 1)):
        if starts[0] != 0 or starts[-1] != end or np.any(np.diff(starts) < 0):
            raise ValueError("its parts do not fit together")
    if len(layer.feature) != len(layer.props) + 1 or layer.scale <= 0:
        raise ValueError("its parts do not fit together")


def _shipped_info(row: Mapping[str, Any]) -> LayerInfo:
    terms = tuple(Term(one["numbers"], one["from"], one["until"] or "") for one in row["in_force"])
    return LayerInfo(
        f"{row['state'].lower()}-{row['chamber']}-{row['plan_year']}-shipped",
        DistrictKind(row["chamber"]),
        row["state"],
        row["districts"],
        terms,
        str(row["plan_year"]),
        row["source"],
        row["remark"],
        is_shipped=True,
    )


def _read_shipped(file: str) -> _Loaded:
    layer = load_layer(resource_path("districts", file))
    return _Loaded(layer, tuple(District(**row) for row in layer.props))


def _counties_info() -> LayerInfo:
    file = next(one for one in manifest() if one.file == "geo/counties.npz")
    edition = file.packages[0].date
    source = "US Census Bureau cartographic boundaries"
    return LayerInfo(
        _COUNTIES,
        DistrictKind.COUNTY,
        NATION,
        file.rows,
        edition=edition,
        source=source,
        is_shipped=True,
    )


def _read_counties() -> _Loaded:
    layer = load_counties()
    return _Loaded(layer, tuple(District(p["fips"], p["name"], p["state"]) for p in layer.props))
