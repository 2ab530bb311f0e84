import pytest

from tourplanner.core.file_names import MOST_CHARS, file_name


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("2013-10-14 Host confirmation St. John's", "2013-10-14 Host confirmation St. John's v1"),
        ("Buena Vista/ Horace Mann K-8", "Buena Vista Horace Mann K-8 v1"),
        ('..\\..\\x: "y"?*', ".. .. x y v1"),
        ("A school.\n", "A school v1"),
        ("Peña Núñez", "Peña Núñez v1"),
    ],
)
def test_a_name_that_every_system_takes(text: str, name: str) -> None:
    assert file_name(text, " v1") == name


def test_a_long_name_is_cut_before_its_version() -> None:
    made = file_name("School " * 40, " v12")
    assert len(made) <= MOST_CHARS
    assert made.endswith(" v12")
