"""A signalised approach by day: riders and a car run the red light, others nearly do."""

from random import Random

import road
import traffic
from traffic import Driver

NAME = "red-light-day"
SECONDS = 50.0
FPS = 10
CROSSING = road.Crossing()
# Where the camera stands and looks: metres, degrees left of the road's direction and down; pixels.
CAMERA = {"x": 8.9, "y": -48.0, "height": 7.4, "yaw": 8.5, "pitch": 12.0, "focal": 1560}
LIGHT = {"sun": "day", "clock": "2026-09-14T09:41:07", "place": "CAM 04  NGA TU MAI LINH - HUONG BAC"}
SPANS = [("GREEN", 8.0), ("AMBER", 11.0), ("RED", 35.5), ("GREEN", 60.0)]  # until


def signal(t):
    """The state of the approach's signal at `t`."""
    if t < -20:
        return "GREEN" if t < -70 else "RED"
    return next(state for state, until in SPANS if t < until) if t >= 0 or t > -17 else "RED"


def light(t):
    """SUMO's letters for the main road, the cross street and the right turn that may be made on red."""
    main = {"GREEN": "G", "AMBER": "y", "RED": "r"}[signal(t)]
    cross = "G" if -62 < t < -23 or 12.5 <= t < 31 else "y" if -23 <= t < -20 or 31 <= t < 34 else "r"
    return {"main": main, "cross": cross, "right": "g" if main == "r" else main}


def drivers(seed):
    random = Random(seed)
    everyone = traffic.background(random, {("n", "s"): 8, ("n", "w"): 1, ("n", "e"): 0.4}, (-75, 49), 1250, "N")
    everyone += traffic.background(random, {("e", "w"): 6, ("e", "n"): 1, ("e", "s"): 1}, (-75, -2), 760, "E")
    everyone += traffic.background(random, {("w", "e"): 6, ("w", "s"): 1}, (-75, -2), 700, "W")
    everyone += traffic.background(random, {("e", "w"): 6, ("w", "e"): 6}, (13.5, 15.5), 3600, "X")
    everyone += traffic.background(random, {("s", "n"): 8, ("s", "e"): 1}, (-60, -6.5), 1500, "A")
    everyone += traffic.background(random, {("s", "n"): 8, ("s", "e"): 1}, (24, 44), 1500, "Z")
    north, east = ("s", "n"), ("s", "e")
    special = [
        # While it is green, amber, and just red.
        Driver("green-1", "scooter", north, -5.4, 0, -0.6, speed=10, start=30, crosses=6.6),
        Driver("amber-car", "hatchback", north, -3.2, 1, 0.1, speed=10, start=30, crosses=8.9, cautious=11),
        Driver("amber-scooter", "scooter", north, -2.0, 0, 0.7, speed=10, start=30, crosses=10.2, cautious=10),
        Driver("within-grace", "underbone", north, -1.3, 0, -0.8, speed=10, start=30, crosses=11.2, cautious=11),
        # Runners.
        Driver("run-1", "scooter", north, 0.6, 0, 1.0, speed=10, start=30, crosses=12.4, cautious=11, riders=2),
        Driver("run-car", "sedan", north, 0.8, 1, 0.2, speed=10, start=30, crosses=13.3, cautious=12),
        # Those who stop. Two of them past the line.
        Driver("past-car", "suv", north, 3.2, 1, 0.55, gap=1.75, factor=0.9),
        Driver("past-scooter", "scooter", north, 4.2, 0, 0.1, gap=2.0, factor=0.95),
        Driver("wait-2", "cub", north, 7.6, 0, 0.2, gap=4.4, riders=2),
        Driver("wait-car", "mpv", north, 13.6, 0, -0.3, gap=11.0),
        Driver("wait-car-2", "hatchback", north, 9.4, 1, 0.0, gap=4.6),
        Driver("wait-3", "scooter", north, 15.5, 1, 0.9, gap=4.0),
        Driver("wait-4", "underbone", north, 17.5, 1, -0.8, gap=4.2),
        # Impatient ones who had stopped.
        Driver("run-2", "underbone", north, 4.8, 0, 1.55, gap=4.0, sets_off=20.2, cautious=7),
        Driver("run-3", "scooter", north, 6.0, 1, -1.05, gap=3.9, sets_off=26.5, cautious=7),
        Driver("run-4", "scooter", north, 11.5, 0, 1.55, gap=3.8, sets_off=31.8, cautious=8),
        Driver("run-5", "underbone", north, 12.8, 0, -1.2, gap=4.3, sets_off=32.3, cautious=8),
        # Right turns that are permitted.
        Driver("right-1", "scooter", east, 4.6, 0, -1.4, gap=3.8),
        Driver("right-2", "underbone", east, 8.2, 0, -1.4, gap=3.8),
        Driver("right-3", "scooter", east, 11.0, 0, -1.4, gap=3.8, riders=2),
    ]
    return everyone + special


def signals():
    """Until when each signal shows what."""
    cross = [("RED", 12.5), ("GREEN", 31.0), ("AMBER", 34.0), ("RED", 60.0)]
    return {"main": SPANS, "cross": cross}


_SOUTH, _NORTH, _WEST, _EAST = -1.5708, 1.5708, 3.1416, 0.0
# Signal heads: the middle of the housing, which way it faces, its height.
HEADS = [
    {"id": "near", "signal": "main", "x": 7.75, "y": -18.7, "z": 3.5, "facing": _SOUTH, "height": 1.25, "pole": True},
    {"id": "far", "signal": "main", "x": 4.6, "y": 14.6, "z": 5.35, "facing": _SOUTH, "height": 1.25, "arm": [8.1, 14.7]},
    {"signal": "main", "x": -7.8, "y": 18.7, "z": 3.5, "facing": _NORTH, "height": 1.25, "pole": True},
    {"signal": "cross", "x": -18.7, "y": -7.5, "z": 3.5, "facing": _WEST, "height": 1.25, "pole": True},
    {"signal": "cross", "x": 18.7, "y": 7.5, "z": 3.5, "facing": _EAST, "height": 1.25, "pole": True},
]
# Trees: place and size.
TREES = [(-8.6, -17.5, 1.0), (-8.5, 15.5, 1.15), (-8.6, 24, 1.0), (-8.5, 33, 1.2), (-8.6, 43, 1.0), (-8.5, 55, 1.2), (-8.5, 70, 1.2),
         (8.9, 22, 1.05), (8.8, 31, 1.15), (8.8, 42, 1.1), (8.8, 56, 1.2), (8.8, 72, 1.2), (20, 8.6, 0.9), (30, 8.7, 1.1), (-20, 8.6, 1.1),
         (-30, 8.5, 1.2), (-42, 8.5, 1.2), (11.2, -22.5, 0.9), (-18, -8.8, 1.0), (0, 150, 2.2), (-7, 156, 2.5), (8, 154, 2.4)]
# Poles that carry cables, where cables cross the road, and street lamps with the side to which they reach.
POLES = [(-8.1, y) for y in (-64, -34.5, 24, 52, 80, 110)] + [(8.1, y) for y in (24, 52, 80, 110)]
CROSS_CABLES = 24
MASTS = [(-7.9, 16, 1), (7.9, 34, -1), (-7.9, 60, 1), (7.9, 78, -1)]
STALLS = [(-10.6, 20.5), (10.8, 26), (11, 12.6)]
# Who walks: when, and along which points.
WALKERS = [
    (-6, [(-9.8, 13.0), (-9.6, 34.0)]), (2, [(10.4, 30.0), (9.8, 12.0), (20, 9.4)]), (12, [(-8.0, 15.7), (8.4, 15.5), (10, 30)]),
    (13.2, [(-8.2, 16.4), (8.3, 16.5)]), (20, [(10.2, -30), (10.4, -12)]), (0, [(-10.2, 45), (-10.0, 14)]), (26, [(11, 11), (26, 9.6)]),
    (14, [(8.6, 14.8), (-8.6, 15.0)]), (-10, [(-30, 9.8), (-9.6, 10.4), (-9.9, 30)]), (5, [(9.9, -14), (10.3, -38)]),
]
# What is parked on the pavement, heading in degrees, height of the ground.
PARKED = (
    [("scooter" if i % 3 else "underbone", -10.9 + 0.05 * (i % 2), 13.8 + 0.75 * i, 5, 0.158) for i in range(7)]
    + [("cub" if i % 2 else "scooter", -11.0, 25.0 + 0.8 * i, 178, 0.158) for i in range(9)]
    + [("underbone" if i % 3 else "scooter", 11.1, 15.5 + 0.78 * i, 182, 0.158) for i in range(8)]
    + [("scooter" if i % 2 else "cub", 11.0, 30.0 + 0.8 * i, 2, 0.158) for i in range(9)]
    + [("scooter" if i % 2 else "underbone", 14.5 + 0.8 * i, 10.6, 268, 0.158) for i in range(7)]
    + [("scooter", 11.3, -17.0 - 0.8 * i, 184, 0.158) for i in range(4)]
)


def lanes():
    r = CROSSING
    stop, near, far = -r.stop_line, -31.0, 95.0
    mid, outer = r.inner_lane / 2, r.inner_lane + r.outer_lane / 2
    return [
        {"id": "L1", "corners": [(0, near), (0, stop), (r.inner_lane, stop), (r.inner_lane, near)], "heading": [(mid, -30.5), (mid, stop)], "movements": "[straight, left]"},
        {"id": "L2", "corners": [(r.inner_lane, near), (r.inner_lane, stop), (r.half, stop), (r.half, near)], "heading": [(outer, -30.5), (outer, stop)], "movements": "[straight, right]"},
        {"id": "away", "corners": [(0, 19.4), (0, far), (r.half, far), (r.half, 19.4)], "heading": [(mid, 19.4), (mid, 90)]},
        {"id": "toward", "corners": [(0, 19.4), (0, far), (-r.half, far), (-r.half, 19.4)], "heading": [(-mid, 90), (-mid, 19.4)]},
        {"id": "leaving", "corners": [(0, near), (0, -13.9), (-r.half, -13.9), (-r.half, near)], "heading": [(-mid, -14), (-mid, -27)]},
    ]


def yaml(camera, points):
    stop = -CROSSING.stop_line
    line = points([camera.picture(0.1, stop), camera.picture(CROSSING.half - 0.1, stop)])
    heading = points([camera.picture(3.4, stop - 7), camera.picture(3.4, stop + 12)])
    return ["stopLines:", f"  - {{id: S1, line: {line}, heading: {heading}, signal: main, turnOnRed: [right]}}",
            "markings:", f"  - {{id: centre, line: {points([camera.picture(0, -26), camera.picture(0, stop)])}, kind: solid-yellow}}"]
