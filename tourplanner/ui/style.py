"""The one style sheet, made from tokens: frames, buttons and fields; never rows of item views."""

from __future__ import annotations

from tourplanner.ui.tokens import (
    BUTTON_HEIGHT,
    RADIUS_BADGE,
    RADIUS_CARD,
    RADIUS_CONTROL,
    SMALL_BUTTON_HEIGHT,
    STATUS_HEIGHT,
    Scheme,
    Tokens,
    mix,
)

_SHEET = """
QMainWindow, QDialog, QWidget[ground="canvas"] {{ background: {canvas}; }}
QWidget[ground="surface"] {{ background: {surface}; }}
QWidget[ground="sunken"], QMenuBar {{ background: {sunken}; }}
QMenuBar {{ border-bottom: 1px solid {line}; padding: 0 6px; color: {ink2}; }}
QMenuBar::item {{ padding: 5px 8px; background: transparent; border-radius: {r_badge}px; }}
QMenuBar::item:selected, QMenuBar::item:pressed {{ background: {select}; color: {ink}; }}
QMenu {{ background: {surface}; border: 1px solid {control}; padding: 4px; color: {ink};
    icon-size: {px16}px; }}
QMenu::item {{ padding: 5px 24px 5px 10px; border-radius: {r_badge}px; }}
Menu::indicator {{ image: none; width: {px16}px; height: {px16}px; }}
Menu::right-arrow {{ image: none; width: 0; }}
QMenu::item:selected {{ background: {select}; }}
QMenu::item:disabled {{ color: {off}; }}
QMenu::separator {{ height: 1px; background: {line}; margin: 4px 6px; }}
QToolTip {{ background: {surface}; color: {ink}; border: 1px solid {control}; padding: 4px 6px; }}

QFrame[card="true"] {{ background: {surface}; border: 1px solid {line};
    border-radius: {r_card}px; }}
QFrame[edge="top"] {{ border: none; border-top: 1px solid {line}; }}
QFrame[edge="bottom"] {{ border: none; border-bottom: 1px solid {line}; }}
QFrame[edge="left"] {{ border: none; border-left: 1px solid {line}; }}
QFrame[edge="right"] {{ border: none; border-right: 1px solid {line}; }}
QFrame[rule="true"] {{ background: {line}; border: none; max-height: 1px; min-height: 1px; }}

QLabel {{ background: transparent; }}
QLabel[role="display"] {{ font-size: {px26}px; font-weight: 700; }}
QLabel[role="name"] {{ font-size: {px20}px; font-weight: 700; }}
QLabel[role="title"] {{ font-size: {px18}px; font-weight: 700; }}
QLabel[role="heading"] {{ font-size: {px15}px; font-weight: 700; }}
QLabel[role="strong"] {{ font-weight: 600; }}
QLabel[role="second"] {{ color: {ink2}; }}
QLabel[role="hint"] {{ color: {ink2}; font-size: {px12}px; }}
QLabel[role="section"] {{ color: {ink3}; font-size: {px12}px; font-weight: 600; }}
QLabel[role="good"] {{ color: {good}; }}
QLabel[role="warn"] {{ color: {warn}; }}
QLabel[role="bad"] {{ color: {bad}; }}
QLabel[role="key"] {{ background: {canvas}; color: {ink2}; font-size: {px12}px; padding: 0 5px;
    border: 1px solid {line}; border-radius: {r_badge}px; }}

QPushButton, QToolButton[kind="button"] {{ background: {surface}; color: {ink};
    border: 1px solid {control}; border-radius: {r_control}px; padding: 0 12px;
    min-height: {button}px; font-weight: 500; }}
QPushButton:hover, QToolButton[kind="button"]:hover {{ background: {soft}; }}
QPushButton:pressed, QToolButton[kind="button"]:pressed {{ background: {select}; }}
QPushButton:disabled {{ color: {off}; border-color: {line}; background: transparent; }}
QPushButton[kind="primary"] {{ background: {fill}; color: {on_fill}; border-color: {fill};
    font-weight: 600; }}
QPushButton[kind="primary"]:hover {{ background: {fill_hover}; }}
QPushButton[kind="primary"]:disabled {{ background: {sunken}; color: {off};
    border-color: {line}; }}
QPushButton:checked {{ background: {soft}; border-color: {accent}; }}
QPushButton[kind="small"] {{ min-height: {small}px; padding: 0 8px; font-size: {px12}px; }}
QPushButton[kind="quiet"], QToolButton[kind="quiet"] {{ background: transparent; color: {accent};
    border: none; padding: 0 6px; min-height: {small}px; font-weight: 500;
    border-radius: {r_badge}px; }}
QPushButton[kind="quiet"]:hover, QToolButton[kind="quiet"]:hover {{ background: {soft}; }}
QPushButton[kind="quiet"]:disabled {{ color: {off}; }}
QPushButton[kind="corner"], QToolButton[kind="corner"] {{ background: transparent; color: {ink2};
    border: none; padding: 0 5px; min-height: {small}px; font-weight: 400;
    font-size: {px12}px;
    border-radius: {r_badge}px; }}
QPushButton[kind="corner"]:hover, QToolButton[kind="corner"]:hover {{ background: {select}; }}
QToolButton[kind="side"] {{ background: transparent; border: none; padding: 0; }}
QToolButton::menu-indicator {{ image: none; width: 0; }}
QToolButton[kind="icon"] {{ background: {surface}; border: 1px solid {control};
    border-radius: {r_control}px; min-width: {button}px; min-height: {button}px; }}
QToolButton[kind="icon"]:hover {{ background: {soft}; }}

QLineEdit, QComboBox, QSpinBox, QPlainTextEdit, QTextEdit {{ background: {surface};
    color: {ink}; border: 1px solid {control}; border-radius: {r_control}px;
    placeholder-text-color: {ink3};
    selection-background-color: {choose}; selection-color: {ink}; }}
QLineEdit, QComboBox, QSpinBox {{ padding: 0 8px; min-height: {button}px; }}
QSpinBox {{ padding: 0 2px; max-height: {button}px; }}
QSpinBox[large="true"] {{ max-height: 200px; }}
QLineEdit:disabled, QComboBox:disabled, QSpinBox:disabled {{ color: {off};
    border-color: {line}; background: {sunken}; }}
QLineEdit[kind="search"] {{ padding-left: 2px; }}
QLineEdit[kind="bare"], QPlainTextEdit[kind="bare"], QTextEdit[kind="bare"] {{ border: none;
    background: transparent; }}
QComboBox::drop-down {{ border: none; width: {px22}px; }}
QComboBox::down-arrow {{ width: 0; height: 0; }}
QComboBox QAbstractItemView {{ background: {surface}; border: 1px solid {control};
    selection-background-color: {select}; selection-color: {ink}; padding: 2px; outline: none; }}
QSpinBox::up-button, QSpinBox::down-button {{ width: 0; border: none; }}
QCheckBox, QRadioButton {{ spacing: 8px; background: transparent; min-height: {small}px; }}

QTableView, QListView {{ background: {surface}; color: {ink}; outline: none;
    selection-background-color: {select}; selection-color: {ink}; }}
QListView[ground="canvas"], QListView[ground="sunken"] {{ background: transparent; }}
QCalendarWidget QTableView:disabled {{ color: {off}; }}
QHeaderView {{ background: {surface}; border: none; }}
QHeaderView::section {{ background: {surface}; color: {ink3}; font-size: {px12}px;
    font-weight: 600; border: none; border-bottom: 1px solid {line}; padding: 0 8px; }}
QTableCornerButton::section {{ background: {surface}; border: none; }}
QSplitter::handle {{ background: {line}; }}
QSplitter::handle:horizontal {{ width: 1px; }}
QSplitter::handle:vertical {{ height: 1px; }}

QScrollBar:vertical {{ width: 10px; background: transparent; margin: 0; }}
QScrollBar:horizontal {{ height: 10px; background: transparent; margin: 0; }}
QScrollBar::handle {{ background: {scroll}; border-radius: 4px; margin: 1px; }}
QScrollBar::handle:vertical {{ min-height: 32px; }}
QScrollBar::handle:horizontal {{ min-width: 32px; }}
QScrollBar::handle:hover {{ background: {control}; }}
QScrollBar::add-line, QScrollBar::sub-line {{ width: 0; height: 0; }}
QScrollBar::add-page, QScrollBar::sub-page {{ background: transparent; }}

QProgressBar {{ border: none; background: {line}; border-radius: 2px; max-height: 4px;
    min-height: 4px; }}
QProgressBar::chunk {{ background: {accent}; border-radius: 2px; }}
QFrame#statusBar {{ background: {sunken}; border: none; border-top: 1px solid {line};
    min-height: {status}px; max-height: {status}px; }}
QFrame#notice[tone="good"] {{ background: {good_bg}; color: {good}; }}
QFrame#notice[tone="warn"] {{ background: {warn_bg}; color: {warn}; }}
QFrame#notice[tone="bad"] {{ background: {bad_bg}; color: {bad}; }}
QFrame#notice[tone="info"] {{ background: {info_bg}; color: {info}; }}
QFrame#notice {{ border: none; border-bottom: 1px solid {line}; }}
QFrame#done {{ background: {good_bg}; border: none; border-top: 1px solid {line}; }}
QFrame#toast, QDialog#palette {{ background: {surface}; border: 1px solid {control};
    border-radius: {r_card}px; }}
"""


def style_sheet(t: Tokens, text_percent: int) -> str:
    """Give Qt's style sheet for a set of colors and a text size."""
    sizes = {f"px{px}": round(px * text_percent / 100) for px in (12, 13, 15, 16, 18, 20, 22, 26)}
    grow = text_percent / 100
    pairs = {"good": t.good, "warn": t.warn, "bad": t.bad, "info": t.info}
    colors = {name: pair.ink for name, pair in pairs.items()}
    colors |= {f"{name}_bg": pair.ground for name, pair in pairs.items()}
    return _SHEET.format(
        canvas=t.canvas,
        surface=t.surface,
        sunken=t.sunken,
        line=t.line,
        control=t.control,
        ink=t.ink,
        ink2=t.ink2,
        ink3=t.ink3,
        off=t.off,
        accent=t.accent,
        fill=t.fill,
        fill_hover=t.fill if t.scheme is Scheme.CONTRAST else mix(t.fill, t.ink, 0.12),
        on_fill=t.on_fill,
        soft=t.soft,
        select=t.select,
        choose=t.select,
        scroll=mix(t.line, t.control, 0.4),
        r_badge=RADIUS_BADGE,
        r_control=RADIUS_CONTROL,
        r_card=RADIUS_CARD,
        button=round((BUTTON_HEIGHT - 2) * grow),
        small=round((SMALL_BUTTON_HEIGHT - 2) * grow),
        status=round(STATUS_HEIGHT * grow),
        **colors,
        **sizes,
    )
