"""Thins a stream of readings for long storage."""

from collections import defaultdict


def downsample(readings, seconds=60):
    """Average readings per machine over windows of the given length; yields (machine, window start, mean)."""
    windows = defaultdict(list)
    for machine, timestamp, value in readings:
        windows[machine, timestamp - timestamp % seconds].append(value)
    for (machine, start), values in sorted(windows.items()):
        yield machine, start, sum(values) / len(values)


def drop_expired(readings, now, keep_seconds=7 * 24 * 3600):
    """Forget raw readings older than a week."""
    return [reading for reading in readings if now - reading[1] <= keep_seconds]
