"""Folders where an office file must not be worked on: synced ones and those on a network.

A synchronizer copies a live database in pieces; a network disk does not keep SQLite's locks. Both
end in lost work without a sign. Copies, packets and papers may lie there.
"""

from __future__ import annotations

import ctypes
import os
import sys
from pathlib import Path, PurePath

from tourplanner.core.errors import StoreError
from tourplanner.store.disk import names_of

_SYNCED_NAMES = {
    "dropbox": "Dropbox",
    "google drive": "Google Drive",
    "googledrive": "Google Drive",
    "my drive": "Google Drive",
    "icloud drive": "iCloud",
    "iclouddrive": "iCloud",
    "mobile documents": "iCloud",
    "cloudstorage": "a cloud drive",
    "box sync": "Box",
    "nextcloud": "Nextcloud",
    "owncloud": "ownCloud",
    "synologydrive": "Synology Drive",
    "pclouddrive": "pCloud",
}
_SYNCED_STARTS = {
    "onedrive": "OneDrive",
    "dropbox (": "Dropbox",
    "icloud~": "iCloud",
    "box-box": "Box",
}
_MARKERS = {".dropbox": "Dropbox", ".stfolder": "Syncthing"}
_VARIABLES = ("OneDrive", "OneDriveCommercial", "OneDriveConsumer")
_NETWORK_TYPES = frozenset(
    [
        "nfs",
        "nfs4",
        "cifs",
        "smb3",
        "smbfs",
        "smb2",
        "afs",
        "ncpfs",
        "davfs",
        "fuse.sshfs",
        "fuse.rclone",
        "fuse.davfs2",
        "fuse.gvfsd-fuse",
        "fuse.smbnetfs",
        "ceph",
        "glusterfs",
        "fuse.glusterfs",
        "lustre",
    ]
)


def check_place(path: Path) -> None:
    """Refuse a place where work on an office file gets lost.

    Raises
    ------
    StoreError : it is a folder; its folder is synced by another program or lies on a network disk;
        or it has a second name: who writes by the one does not see what was written by the other.
    """
    if path.is_dir():
        raise StoreError(
            f"{path.name} is a folder.", f"Name a file in it, such as {path.name}/office.tour."
        )
    if path.exists() and names_of(path) > 1:
        raise StoreError(
            f"{path.name} has a second name on this disk (a hard link), and work by two names gets "
            "lost.",
            "Copy it to a new file, and work with the copy.",
        )
    name = synced_by(path, dict(os.environ))
    if name:
        raise StoreError(
            f"{path.name} lies in a folder that {name} copies while you work, which damages it.",
            "Move the file to a folder of this computer alone; share it with packets or a shared "
            "folder under Exchange.",
        )
    if on_network(path):
        raise StoreError(
            f"{path.name} lies on a network disk, where two people's work would overwrite "
            "each other.",
            "Move the file to this computer; share it with packets or a shared folder under "
            "Exchange.",
        )


def synced_by(path: PurePath, environ: dict[str, str]) -> str:
    """Give the name of the program that copies this folder, or "" where none is known."""
    for part in path.parent.parts:
        low = part.lower()
        if low in _SYNCED_NAMES:
            return _SYNCED_NAMES[low]
        for start, name in _SYNCED_STARTS.items():
            if low.startswith(start):
                return name
    for variable in _VARIABLES:
        root = environ.get(variable, "")
        if root and path.is_relative_to(root):
            return "OneDrive"
    if isinstance(path, Path):
        for folder in path.parents:
            for marker, name in _MARKERS.items():
                if (folder / marker).exists():
                    return name
    return ""


def on_network(path: Path) -> bool:
    """Whether the folder lies on a disk of another computer, as far as the system tells."""
    if str(path).startswith(("\\\\", "//")):
        return True
    if sys.platform == "win32":
        drive_remote = 4
        kind: int = ctypes.windll.kernel32.GetDriveTypeW(f"{path.drive}\\")
        return kind == drive_remote
    if sys.platform == "darwin":
        return _is_remote_mac(path)
    try:
        mounts = Path("/proc/self/mountinfo").read_text("utf-8", "replace")
    except OSError:
        return False
    return network_mount(path, mounts)


def network_mount(path: PurePath, mountinfo: str) -> bool:
    """Whether the mount that holds ``path`` is of a network type, by Linux's list of mounts."""
    best, kind = -1, ""
    for line in mountinfo.splitlines():
        left, _, right = line.partition(" - ")
        fields = left.split()
        if len(fields) < 5 or not right:
            continue
        point = fields[4].replace("\\040", " ")
        # The last mount on a point covers those before it.
        if len(point) >= best and path.is_relative_to(point):
            best, kind = len(point), right.split()[0]
    return kind in _NETWORK_TYPES


def _is_remote_mac(path: Path) -> bool:
    """Ask macOS whether the disk is local; where it does not answer, the disk counts as local."""
    try:
        libc = ctypes.CDLL(None)
        call = getattr(libc, "statfs$INODE64", None) or libc.statfs
        answer = ctypes.create_string_buffer(4096)
        if call(os.fsencode(path.parent), answer) != 0:
            return False
        local_disk, flags_at = 0x1000, 64  # MNT_LOCAL and where f_flags stands
        flags = int.from_bytes(answer.raw[flags_at : flags_at + 4], sys.byteorder)
        return not flags & local_disk
    except (OSError, AttributeError):
        return False
