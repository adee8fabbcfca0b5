"""Who drove in a lane that is kept for others, for how long and how far, and who nearly did."""

import math

import bodies
from camera import cut
from truth import event

# What the rule asks for: seconds and metres with more than half of the body inside.
TIME, WAY = 2.0, 20.0
# Near these nobody can be sure.
SURE_TIME, SURE_WAY, BRIEF_TIME, BRIEF_WAY = 2.6, 25.0, 1.5, 15.0
TALL = ("bus", "truck")


def events(world, visible, lanes):
    """`lanes`: (name, (left, right, near, far) in metres of the crossing, classes that may use it)."""
    found = {"events": [], "ignore": [], "negatives": []}
    for user in world["users"]:
        if "rows" not in user or user["model"] == "pedestrian":
            continue
        own = [lane for lane in lanes if user["class"] in lane[2]]
        inside = []
        for name, area, may_use in lanes:
            if user["class"] in may_use:
                continue
            shares = list(_shares(user, area, world))
            stays = list(_stays(shares, world["fps"]))
            inside += stays
            for stay in stays:
                _judge(user, name, stay, shares, visible, world["fps"], found)
            if not stays:
                over = [s for s in shares if 0.12 < s[1] <= 0.45]
                if len(over) > world["fps"]:
                    found["negatives"].append(event(user, "wrong-lane", over[0][0], over[len(over) // 2][0], over[-1][0], name,
                                                    f"wheels over the line for {len(over) / world['fps']:.1f} s"))
        if user["class"] in TALL and not inside:
            for name, area, _ in own:
                kept = [s for s in _shares(user, area, world) if s[1] > 0.9]
                if len(kept) > 3 * world["fps"]:
                    found["negatives"].append(event(user, "wrong-lane", kept[0][0], kept[len(kept) // 2][0], kept[-1][0], name, "tall vehicle in its own lane"))
    return found


def _shares(user, area, world):
    """(time, share of the body inside, metres along) per frame in which it is in the clip."""
    for i, row in enumerate(user["rows"]):
        frame = user["from"] + i
        if 0 <= frame < world["frames"]:
            yield frame / world["fps"], share(row, user["size"], area), row[1]


def _stays(shares, fps):
    """(first, last) moments between which more than half was inside, but for less than half a second."""
    start = last = None
    for t, share, _ in shares:
        if share > 0.5:
            start = t if start is None else start
            last = t
        elif start is not None and t - last >= 0.5:
            yield start, last
            start = None
    if start is not None:
        yield start, last


def _judge(user, name, stay, shares, visible, fps, found):
    start, end = stay
    part = [s for s in shares if start <= s[0] <= end]
    origin = part[0][2]
    reached = max(abs(y - origin) for _, _, y in part)
    decisive = next((t for t, _, y in part if t - start >= TIME and abs(y - origin) >= WAY), end)
    seen = [visible.get(user["id"], {}).get(round(t * fps), 0) for t, _, _ in part]
    told = f"{end - start:.1f} s, {reached:.0f} m"
    add = lambda key, why: found[key].append(event(user, "wrong-lane", start, decisive, end, name, why))
    if end - start < BRIEF_TIME or reached < BRIEF_WAY:
        # Who comes into the picture or leaves it there did not go out and back.
        if part[0][0] > shares[0][0] and part[-1][0] < shares[-1][0] and shares[0][1] < 0.1:
            add("negatives", f"out and back at once, {told}")
    elif end - start < SURE_TIME or reached < SURE_WAY:
        add("ignore", f"{told}: too near the limit")
    elif sum(v > 0.3 for v in seen) < 0.7 * len(seen):
        add("ignore", f"{told}, hidden")
    else:
        add("events", f"{user['class']} in a lane kept for others {told}")


def share(row, size, area):
    """How much of a body at (x, y, heading, speed) is inside a rectangle (left, right, near, far) of the road."""
    (x, y, h, _), length, width = row, size["length"], size["width"]
    front = (0, x + math.cos(h) * length / 2, y + math.sin(h) * length / 2, h, 0)
    points = cut(bodies.corners(front, length, width), *area)
    return abs(sum(a[0] * b[1] - b[0] * a[1] for a, b in zip(points, points[1:] + points[:1]))) / 2 / (length * width)
