"""Random numbers that are the same on every machine."""

from __future__ import annotations

from tourplanner.planner.kernels.compiling import inner


@inner
def draw(rng, n):
    """Give a whole number 0..n-1 (Marsaglia's two multiply-with-carry, 32 bit at a time)."""
    high = 36969 * (rng[0] & 65535) + (rng[0] >> 16)
    low = 18000 * (rng[1] & 65535) + (rng[1] >> 16)
    rng[0] = high
    rng[1] = low
    return ((((high << 16) + low) & 0xFFFFFFFF) * n) >> 32
