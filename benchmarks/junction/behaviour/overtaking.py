"""Who overtook whom where nobody may, and who did what only looks like it."""

import math

from lane_use import share
from truth import event

TWO_WHEELED = ("motorcycle", "bicycle")
AHEAD = 1.0
SLOWEST = 5 / 3.6


def events(world, visible, zone, road):
    """`zone`, and the motor lanes of both directions as `road`: (left, right, near, far) in metres, the middle at 0."""
    found = {"events": [], "ignore": [], "negatives": []}
    movers = [u for u in world["users"] if u["model"] != "pedestrian" and not u.get("ground")]
    for ego in movers:
        if "rows" not in ego or ego["class"] == "bicycle":
            continue
        for other in movers:
            if other is not ego and _direction(other) == _direction(ego):
                _pair(ego, other, world, visible, zone, road, found)
    return found


def _direction(user):
    return 1 if math.sin(user["still"][2] if "still" in user else user["rows"][0][2]) > 0 else -1


def _at(user, frame):
    """(x, y, heading, speed) in a frame, or None."""
    if "still" in user:
        return user["still"]
    index = frame - user["from"]
    return user["rows"][index] if 0 <= index < len(user["rows"]) else None


def _pair(ego, other, world, visible, zone, road, found):
    way, fps = _direction(ego), world["fps"]
    behind = None
    for frame in range(max(0, ego["from"]), world["frames"]):
        a, b = _at(ego, frame), _at(other, frame)
        if not a or not b or not road[2] <= a[1] <= road[3]:
            behind = None
            continue
        rear_gap = way * (b[1] - a[1]) - (ego["size"]["length"] + other["size"]["length"]) / 2
        front_gap = way * (a[1] - b[1]) + (ego["size"]["length"] - other["size"]["length"]) / 2
        if rear_gap > 0:
            behind = frame
        elif behind is not None and front_gap >= AHEAD:
            _judge(ego, other, behind, frame, front_gap, world, visible, zone, road, found)
            behind = None


def _judge(ego, other, behind, frame, front_gap, world, visible, zone, road, found):
    way, fps = _direction(ego), world["fps"]
    a, b, before = _at(ego, frame), _at(other, frame), _at(ego, frame - 1)
    own = (0, road[1], road[2], road[3]) if way > 0 else (road[0], 0, road[2], road[3])
    # The last moment at which it drove in its own lane.
    out = max((f for f in range(max(0, ego["from"]), behind + 1) if _at(ego, f) and share(_at(ego, f), ego["size"], own) > 0.7), default=behind)
    at_out = _at(ego, out)
    lately = [_at(ego, f) for f in range(max(0, frame - 6 * fps), frame + 1)]
    across, moved = -way * (a[0] - b[0]), max(way * (r[0] - a[0]) for r in lately if r)
    if not 0.6 <= across < 4.5:
        return
    decisive = frame / fps - (front_gap - AHEAD) / max(0.1, way * (a[1] - before[1])) / fps
    trail = [_at(other, f) for f in range(max(0, frame - 3 * fps), frame + 1)]
    speed = sum(r[3] for r in trail if r) / sum(r is not None for r in trail)
    seen = min(_seen(visible, user, frame, fps) for user in (ego, other))
    add = lambda key, why: found[key].append(event(ego, "prohibited-overtaking", out / fps, decisive, decisive + 1, "no-overtaking", why))
    inside = [_in(zone, p) for p in (a, b, at_out)]
    edge = min(abs(p[1] - limit) for p in (a, b, at_out) for limit in zone[2:])
    if seen < 0.2:
        key, why = "ignore", f"{ego['class']} overtakes {other['class']}, hidden"
    elif other["class"] in TWO_WHEELED:
        if ego["class"] in TWO_WHEELED or moved < 0.8:
            return
        key, why = "negatives", f"overtaking a motorcycle, {across:.1f} m to its left"
    elif speed < SLOWEST:
        key, why = "negatives", f"passing a broken-down vehicle, {across:.1f} m to its left"
    elif edge < 2 or speed < 1.5 * SLOWEST:
        key, why = "ignore", "too near the zone's end, or the other too slow to tell"
    elif not all(inside):
        key, why = "negatives", f"overtaking outside the zone, {ego['class']} overtakes {other['class']}"
    elif moved < 1.3:
        key, why = "ignore", f"only {moved:.1f} m to the left"
    else:
        key, why = "events", f"{ego['class']} overtakes {other['class']} that drives {speed * 3.6:.0f} km/h"
    add(key, why)


def _in(area, place):
    return area[0] <= place[0] <= area[1] and area[2] <= place[1] <= area[3]


def _seen(visible, user, frame, fps):
    near = sorted(visible.get(user["id"], {}).get(frame + k, 0) for k in range(-fps // 2, fps // 2 + 1))
    return near[len(near) // 2]
