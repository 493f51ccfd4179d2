"""Calls the engineer on duty, once a fault."""

QUIET_SECONDS = 600


class Alarms:
    def __init__(self, page_engineer):
        self.page_engineer = page_engineer
        self.last_seen = {}

    def report(self, machine, timestamp):
        """Page the engineer on duty unless this fault has been reported and never went quiet since."""
        last = self.last_seen.get(machine)
        self.last_seen[machine] = timestamp
        if last is None or timestamp - last > QUIET_SECONDS:
            self.page_engineer(machine)
