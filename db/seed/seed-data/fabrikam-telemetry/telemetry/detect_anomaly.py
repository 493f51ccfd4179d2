"""Notices when a machine vibrates more than it usually does."""

import math


class RunningLevel:
    """Mean and variance of a stream without keeping it (Welford, 1962)."""

    def __init__(self):
        self.count = 0
        self.mean = 0.0
        self.squares = 0.0

    def add(self, value):
        self.count += 1
        delta = value - self.mean
        self.mean += delta / self.count
        self.squares += delta * (value - self.mean)

    def deviation(self):
        return math.sqrt(self.squares / (self.count - 1)) if self.count > 1 else 0.0


def is_anomaly(level, value, threshold=4.0):
    """Whether a reading lies more than `threshold` standard deviations above the machine's own level."""
    deviation = level.deviation()
    return level.count >= 30 and deviation > 0 and (value - level.mean) / deviation > threshold
