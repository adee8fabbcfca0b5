"""Who stood where nobody may stand, for how long, and who nearly did."""

import math

from truth import event

# Seconds around the time allowed within which nobody can be sure.
UNSURE = 2.0


def events(world, visible, zones, bus_stop):
    found = {"events": [], "ignore": [], "negatives": []}
    seconds = world["frames"] / world["fps"]
    for user in world["users"]:
        if "rows" not in user or user["model"] == "pedestrian":
            continue
        for start, end, x, y in _stands(user, world["fps"], seconds):
            long = end - start
            for name, kind, area, after in zones:
                if not _inside(area, x, y) or long < 4 or user["class"] == "bus" and _inside(bus_stop, x, y):
                    continue
                seen = [v for f, v in visible.get(user["id"], {}).items() if start <= f / world["fps"] <= end]
                if not seen:
                    continue
                queue = not user["name"].startswith(("stop", "park", "drop", "bus", "short"))
                if long < after - UNSURE or queue:
                    short = "short queue stop" if queue else "parked" if kind == "illegal-parking" else "kerb stop"
                    found["negatives"].append(event(user, kind, start, start + min(long, after), end, name, f"{short} of {long:.0f} s"))
                elif long < after + UNSURE or start < 1 or sorted(seen)[len(seen) // 2] < 0.2:
                    found["ignore"].append(event(user, kind, start, start + after, end, name, f"stood {long:.0f} s: too near the time allowed, or hidden"))
                else:
                    found["events"].append(event(user, kind, start, start + after, end, name, f"stood {long:.0f} s"))
            if _inside(bus_stop, x, y) and user["class"] == "bus" and long > 4:
                found["negatives"].append(event(user, "illegal-stopping", start, start + min(20, long), end, "bus-stop", f"bus at its stop for {long:.0f} s"))
    return found


def _stands(user, fps, seconds):
    """(from, until, x, y of the middle) of each time it stood still."""
    start = None
    for i, (x, y, _, v) in enumerate(user["rows"] + [[math.inf, math.inf, 0, 9]]):
        t = (user["from"] + i) / fps
        if v < 0.1 and t < seconds:
            start = start or (t, x, y)
        elif start:
            if t > 0:
                yield max(0.0, start[0]), min(t, seconds), start[1], start[2]
            start = None


def _inside(area, x, y):
    inside = False
    for (x0, y0), (x1, y1) in zip(area, area[1:] + area[:1]):
        if (y0 > y) != (y1 > y) and x < x0 + (y - y0) / (y1 - y0) * (x1 - x0):
            inside = not inside
    return inside
