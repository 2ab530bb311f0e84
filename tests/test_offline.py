"""The tests' own safeguards work: no network, none of the user's folders, no quiet warnings."""

from __future__ import annotations

import logging
import os
import socket
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import platformdirs
import pytest

from tests.offline.sitecustomize import OutsideReached

OUTSIDE = "192.0.2.1"  # reserved for documentation, nobody's


def test_another_machine_is_out_of_reach() -> None:
    with socket.socket() as stream, pytest.raises(OutsideReached):
        stream.connect((OUTSIDE, 80))
    with socket.socket(type=socket.SOCK_DGRAM) as datagram, pytest.raises(OutsideReached):
        datagram.sendto(b"?", (OUTSIDE, 53))
    with pytest.raises(OutsideReached):
        socket.getaddrinfo("example.org", 443)


def test_this_machine_is_in_reach() -> None:
    with (
        socket.create_server(("127.0.0.1", 0)) as server,
        socket.create_connection(server.getsockname()) as one,
        server.accept()[0] as other,
    ):
        one.sendall(b"here")
        assert other.recv(4) == b"here"


def test_a_program_that_a_test_starts_is_held_to_the_same() -> None:
    reach = f"import socket; socket.create_connection(({OUTSIDE!r}, 80), 1)"
    done = subprocess.run(
        [sys.executable, "-P", "-c", reach], capture_output=True, text=True, check=False
    )
    assert "OutsideReached" in done.stderr


def test_the_users_folders_are_those_of_this_run() -> None:
    home = os.environ["HOME"]
    assert "tourplanner-tests-" in home
    assert str(Path.home()) == home
    for folder in (
        platformdirs.user_config_dir("TourPlanner"),
        platformdirs.user_cache_dir("TourPlanner"),
        platformdirs.user_data_dir("TourPlanner"),
        platformdirs.user_state_dir("TourPlanner"),
        platformdirs.user_documents_dir(),
    ):
        assert folder.startswith(home)


def test_a_warning_that_was_announced_passes(expected_log: Callable[[str], None]) -> None:
    expected_log("^WARNING tourplanner.trial: the disk is slow$")
    logging.getLogger("tourplanner.trial").warning("the disk is %s", "slow")
