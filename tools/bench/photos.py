"""Photos taken in, beside copying, hashing and making thumbnails of the same files.

    .venv/bin/python tools/bench/photos.py [--photos 500] [--megapixels 12]

Makes pictures as a phone writes them, then in turns: (a) what anybody would do at least, shutil
copies each file, hashlib hashes it and Pillow makes a thumbnail; (b) the program takes them in,
which also reads each copy back and hashes it, flushes it to the disk, reads EXIF, finds the stop
and writes the record. At most 1.5 times as long is wanted. Seconds by the clock on the wall.
"""

from __future__ import annotations

import argparse
import hashlib
import random
import shutil
import statistics
import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from PIL import ExifTags, Image

from tourplanner.app import ProgramDoors, prepare
from tourplanner.services.sample import write_sample

KINDS = 8  # different pictures; each file is made different by a remark


def main() -> None:
    """Make pictures and measure."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--photos", type=int, default=500)
    parser.add_argument("--megapixels", type=float, default=12.0)
    parser.add_argument("--rounds", type=int, default=3)
    args = parser.parse_args()
    prepare()
    doors = ProgramDoors()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        card = folder / "card"
        size = make_card(card, args.photos, args.megapixels)
        print(f"{args.photos} photos, {size / 1e6:,.0f} MB", file=sys.stderr)
        files = sorted(card.iterdir())
        for path in files:  # both ways find the files in memory
            path.read_bytes()
        ratios = []
        for turn in range(args.rounds):
            least = least_s(files, folder / f"plain{turn}")
            with doors.create(folder / f"office{turn}.tour", {"home_state": "CA"}) as office:
                tour = write_sample(office.file, office.sites, office.tours, doors.sample(), now)
                stop = office.file.tables.where("stop", tour=tour)[0].id
                start = time.perf_counter()
                found = office.photos.look([card])
                taken = office.photos.take_in(tour, found.photos, stop=stop)
                ours = time.perf_counter() - start
            if taken.added != args.photos:
                raise SystemExit(f"only {taken.added} were taken in: {taken.sentence}")
            ratios.append(ours / least)
            print(f"  copy, sha256, thumbnail {least:.1f} s; taken in {ours:.1f} s")
        print(f"taken in: {statistics.median(ratios):.2f} times (at most 1.5 wanted)")


def now() -> object:
    """Give the present."""
    return ProgramDoors().now()


def make_card(card: Path, count: int, megapixels: float) -> int:
    """Write pictures with the noise of a camera; give their bytes."""
    card.mkdir()
    wide = round((megapixels * 1e6 * 4 / 3) ** 0.5)
    high = round(wide * 3 / 4)
    chance = random.Random(9)
    pictures = []
    for _ in range(min(KINDS, count)):
        coarse = Image.frombytes("RGB", (160, 120), chance.randbytes(160 * 120 * 3))
        pictures.append(coarse.resize((wide, high), Image.Resampling.BICUBIC))
    size = 0
    for number in range(count):
        exif = Image.Exif()
        exif[ExifTags.Base.Make], exif[ExifTags.Base.Model] = "Bench", "Bench 1"
        exif[ExifTags.Base.ImageDescription] = f"picture {number}"
        exif.get_ifd(ExifTags.IFD.Exif)[ExifTags.Base.DateTimeOriginal] = "2013:10:14 09:41:07"
        path = card / f"IMG_{number:04d}.jpg"
        if number < len(pictures):
            pictures[number].save(path, quality=88, exif=exif)
        else:  # the same picture with another remark: encoding them all would take an hour
            data = (card / f"IMG_{number % len(pictures):04d}.jpg").read_bytes()
            path.write_bytes(data + f"{number}".encode())
        size += path.stat().st_size
    return size


def least_s(files: list[Path], out: Path) -> float:
    """Give how long copying, hashing and a thumbnail take, in seconds."""
    out.mkdir()
    start = time.perf_counter()
    for path in files:
        copy = out / path.name
        shutil.copyfile(path, copy)
        with copy.open("rb") as file:
            hashlib.file_digest(file, "sha256")
        with Image.open(copy) as image:
            image.thumbnail((320, 320))
            image.convert("RGB").save(out / f"{path.stem}.thumb.jpg", quality=80)
    return time.perf_counter() - start


if __name__ == "__main__":
    main()
