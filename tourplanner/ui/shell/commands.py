"""Every command of the window, once: its words, its key, its menu."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QActionGroup, QKeySequence
from PySide6.QtWidgets import QMainWindow

from tourplanner.ui.looks import DENSITY_WORDS, SCHEME_WORDS, text_words
from tourplanner.ui.shell.sidebar import PLACES, SETTINGS
from tourplanner.ui.tokens import TEXT_SIZES, Density, Scheme
from tourplanner.ui.widgets.menu import Menu


class Commands:
    """The window's actions by name, and its menus."""

    def __init__(self, window: QMainWindow) -> None:
        self._window = window
        self.by_name: dict[str, QAction] = {}
        self.menus: dict[str, Menu] = {}
        self._groups: list[QActionGroup] = []

    def menu(self, title: str) -> Menu:
        """Give a menu of the menu bar, made where it is missing; ``&`` marks its letter."""
        if title not in self.menus:
            made = self.menus[title] = Menu(title, self._window.menuBar())
            self._window.menuBar().addMenu(made)
        return self.menus[title]

    def add(
        self,
        menu: str | Menu,
        name: str,
        text: str,
        act: Callable[[], None],
        key: str | QKeySequence.StandardKey = "",
        *,
        icon: str = "",
        checkable: bool = False,
    ) -> QAction:
        """Make a command and put it into a menu."""
        # With words PySide looks whether they are an icon: 2 ms for names of themes.
        made = QAction(self._window)
        made.setText(text)
        made.setObjectName(name)
        made.setProperty("words", text)
        made.setCheckable(checkable)
        made.triggered.connect(lambda _checked=False: act())
        if isinstance(key, QKeySequence.StandardKey):
            made.setShortcuts(key)
        elif key:
            made.setShortcut(QKeySequence(key))
        made.setShortcutContext(Qt.ShortcutContext.WindowShortcut)
        if icon:
            made.setProperty("command_icon", icon)  # for the palette; menus show none
        (self.menu(menu) if isinstance(menu, str) else menu).addAction(made)
        self._window.addAction(made)
        self.by_name[name] = made
        return made

    def separator(self, menu: str) -> None:
        """Draw a line in a menu."""
        self.menu(menu).addSeparator()

    def choice(
        self,
        menu: Menu,
        name: str,
        options: dict[str, str],
        act: Callable[[str], None],
    ) -> None:
        """Make a group of commands of which one is on: value -> words."""
        group = QActionGroup(self._window)
        for value, words in options.items():
            made = self.add(
                menu,
                f"{name}_{value}",
                words,
                lambda value=value: act(value),  # type: ignore[misc]
                checkable=True,
            )
            made.setActionGroup(group)
        self._groups.append(group)

    def enable(self, names: tuple[str, ...], on: bool) -> None:
        """Turn commands on or off."""
        for name in names:
            self.by_name[name].setEnabled(on)

    def all(self) -> list[QAction]:
        """Give every command that may be started now."""
        return [a for a in self.by_name.values() if a.isEnabled() and a.isVisible()]


def key_words(action: QAction) -> str:
    """Give the key of a command as it is shown."""
    return action.shortcut().toString(QKeySequence.SequenceFormat.NativeText)


def add_place_commands(commands: Commands, go: Callable[[str], None]) -> None:
    """Put the places into the Go menu."""
    for entry in (*PLACES, SETTINGS):
        commands.add(
            "&Go",
            f"go_{entry.name}",
            entry.title,
            lambda name=entry.name: go(name),  # type: ignore[misc]
            entry.key,
            icon=entry.icon,
        )


def add_look_commands(
    commands: Commands,
    scheme: Callable[[Scheme], None],
    density: Callable[[Density], None],
    text: Callable[[int], None],
) -> None:
    """Put colors, row heights and text sizes into the View menu."""
    view = commands.menu("&View")
    commands.choice(
        view.submenu("Colors"),
        "scheme",
        {str(s): words for s, words in SCHEME_WORDS.items()},
        lambda value: scheme(Scheme(value)),
    )
    commands.choice(
        view.submenu("Density"),
        "density",
        {str(d): words for d, words in DENSITY_WORDS.items()},
        lambda value: density(Density(value)),
    )
    commands.choice(
        view.submenu("Text size"),
        "text",
        {str(size): text_words(size) for size in TEXT_SIZES},
        lambda value: text(int(value)),
    )


def check_looks(commands: Commands, scheme: Scheme, density: Density, percent: int) -> None:
    """Check the looks that are on."""
    for name, value in (("scheme", scheme), ("density", density), ("text", percent)):
        commands.by_name[f"{name}_{value}"].setChecked(True)
