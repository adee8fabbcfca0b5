"""A crossing's signals: the same cycle again and again, before and during a clip."""

import math
from dataclasses import dataclass

AMBER = 3.0
CLEAR = 1.5  # seconds in which everybody has red


@dataclass(frozen=True)
class Cycle:
    """`onset` is a moment, in the clip's seconds, at which the main road's red begins; `red` and `green` last so long."""

    onset: float
    red: float
    green: float

    def main(self, t):
        """What the main road's signal shows at `t`."""
        into = (t - self.onset) % (self.red + self.green + AMBER)
        return "RED" if into < self.red else "GREEN" if into < self.red + self.green else "AMBER"

    def cross(self, t):
        """What the cross street's signal shows at `t`."""
        into = (t - self.onset) % (self.red + self.green + AMBER)
        go = self.red - CLEAR - AMBER
        return "GREEN" if CLEAR <= into < go else "AMBER" if go <= into < go + AMBER else "RED"

    def light(self, t):
        """The simulation's letters; right turns are free on red."""
        letters = {"GREEN": "G", "AMBER": "y", "RED": "r"}
        main = letters[self.main(t)]
        return {"main": main, "cross": letters[self.cross(t)], "right": "g" if main == "r" else main}

    def spans(self, seconds):
        """(state, until) of each signal during the clip."""
        return {"main": _spans(self.main, seconds), "cross": _spans(self.cross, seconds)}


# The main road always has green: for scenes beyond the crossing.
FREE = Cycle(onset=-1e6, red=0.0, green=math.inf)


def _spans(state, seconds):
    spans = []
    for tick in range(round(seconds * 10) + 100):
        now = state(tick / 10)
        if spans and spans[-1][0] == now:
            spans[-1] = (now, (tick + 1) / 10)
        else:
            spans.append((now, (tick + 1) / 10))
    return spans
