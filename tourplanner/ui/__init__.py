"""The window: Qt Widgets over the services; the only package that imports Qt."""

from tourplanner.ui.immortal import keep_constants_alive

keep_constants_alive()
