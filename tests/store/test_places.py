"""Synced and network folders, by what their paths and mounts look like on each system."""

from __future__ import annotations

import os
from pathlib import Path, PurePath, PurePosixPath, PureWindowsPath

import pytest

from tests.store.kit import office, standing
from tourplanner.core.errors import StoreError
from tourplanner.store.disk import beside
from tourplanner.store.opening import create_file, open_file, open_reader
from tourplanner.store.places import network_mount, on_network, synced_by


@pytest.mark.parametrize(
    ("path", "name"),
    [
        (PureWindowsPath(r"C:\Users\Ana\OneDrive\Tours\a.tour"), "OneDrive"),
        (PureWindowsPath(r"C:\Users\Ana\OneDrive - State Senate\a.tour"), "OneDrive"),
        (PureWindowsPath(r"C:\Users\Ana\Dropbox\a.tour"), "Dropbox"),
        (PureWindowsPath(r"C:\Users\Ana\Dropbox (Office)\a.tour"), "Dropbox"),
        (PureWindowsPath(r"C:\Users\Ana\iCloudDrive\a.tour"), "iCloud"),
        (PureWindowsPath(r"G:\My Drive\a.tour"), "Google Drive"),
        (PurePosixPath("/Users/ana/Library/Mobile Documents/com~apple~x/a.tour"), "iCloud"),
        (PurePosixPath("/Users/ana/Library/CloudStorage/Box-Box/a.tour"), "a cloud drive"),
        (PurePosixPath("/home/ana/Nextcloud/Tours/a.tour"), "Nextcloud"),
        (PurePosixPath("/home/ana/tours/onedrive.tour"), ""),
        (PurePosixPath("/home/ana/Box/a.tour"), ""),
        (PureWindowsPath(r"C:\Users\Ana\Documents\a.tour"), ""),
    ],
)
def test_synced_folders(path: PurePath, name: str) -> None:
    assert synced_by(path, {}) == name


def test_a_renamed_onedrive_folder() -> None:
    path = PureWindowsPath(r"D:\Work\Tours\a.tour")
    assert synced_by(path, {"OneDriveCommercial": r"D:\Work"}) == "OneDrive"
    assert synced_by(path, {"OneDriveCommercial": r"D:\Other", "OneDrive": ""}) == ""


MOUNTS = """\
22 1 0:20 / / rw,relatime shared:1 - ext4 /dev/sda1 rw
30 22 0:30 / /home/ana/office rw - cifs //server/share rw
31 22 0:31 / /mnt/my\\040disk rw - nfs4 server:/x rw
32 30 0:32 / /home/ana/office/local rw - ext4 /dev/sdb1 rw
garbage
"""


@pytest.mark.parametrize(
    ("path", "answer"),
    [
        ("/home/ana/a.tour", False),
        ("/home/ana/office/a.tour", True),
        ("/home/ana/office2/a.tour", False),
        ("/home/ana/office/local/a.tour", False),
        ("/mnt/my disk/a.tour", True),
    ],
)
def test_network_mounts(path: str, answer: bool) -> None:
    assert network_mount(PurePosixPath(path), MOUNTS) is answer


def test_a_network_name_of_windows() -> None:
    assert on_network(Path("//server/share/a.tour"))


@pytest.mark.parametrize("folder", ["OneDrive - Senate", "Dropbox", ".stfolder"])
def test_no_work_in_a_synced_folder_but_reading(tmp_path: Path, folder: str) -> None:
    path = tmp_path / "a.tour"
    office(path).close()
    if folder.startswith("."):
        (tmp_path / folder).mkdir()
    else:
        (tmp_path / folder).mkdir()
        path = path.rename(tmp_path / folder / "a.tour")
    with pytest.raises(StoreError, match="copies while you work") as caught:
        office(path)
    assert "Move the file" in caught.value.hint
    with pytest.raises(StoreError, match="copies while you work"):
        create_file(path.with_name("b.tour"), author="A", device="d", now=standing)
    assert not path.with_name("b.tour").exists()
    open_reader(path).close()


def test_a_link_into_a_synced_folder(tmp_path: Path) -> None:
    (tmp_path / "Dropbox").mkdir()
    (tmp_path / "Tours").symlink_to(tmp_path / "Dropbox")
    with pytest.raises(StoreError, match="Dropbox"):
        create_file(tmp_path / "Tours/a.tour", author="A", device="d", now=standing)


@pytest.mark.skipif(os.name == "nt", reason="a link needs no second name there")
def test_a_second_name_is_for_reading_only(tmp_path: Path) -> None:
    path, other = tmp_path / "a.tour", tmp_path / "b.tour"
    create_file(path, author="A", device="d", now=standing).close()
    os.link(path, other)
    for name in (path, other):
        with pytest.raises(StoreError, match="second name") as caught:
            open_file(name, author="A", device="d", now=standing)
        assert "Copy it" in caught.value.hint
        open_reader(name).close()
    other.unlink()
    os.link(path, beside(path))  # as a program leaves it that is killed while it makes a file
    open_file(path, author="A", device="d", now=standing).close()
    assert path.stat().st_nlink == 1
