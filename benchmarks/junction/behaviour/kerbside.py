"""A street in the evening sun: some stand at the kerb where nobody may, others only let somebody out."""

from random import Random

import dwell
import road
import traffic
from traffic import Driver

NAME = "kerbside"
SECONDS = 60.0
FPS = 10
CROSSING = road.Crossing(inner_lane=3.6, outer_lane=3.6)
CAMERA = {"x": 8.6, "y": 23.0, "height": 7.0, "yaw": 8.0, "pitch": 12.5, "focal": 1420}
LIGHT = {"sun": "low", "clock": "2026-10-21T16:22:40", "place": "CAM 11  DUONG TRAN NGUYEN HAN"}
SPANS = [("GREEN", 16.0), ("AMBER", 19.0), ("RED", 43.0), ("GREEN", 70.0)]


def signals():
    return {"main": SPANS, "cross": [("RED", 20.5), ("GREEN", 38.5), ("AMBER", 41.5), ("RED", 70.0)]}


def light(t):
    main = next(s for s, until in SPANS if t < until) if t >= 0 else "GREEN" if t < -55 or t > -25 else "RED"
    cross = "G" if -53.5 < t < -30 or 20.5 <= t < 38.5 else "y" if -30 <= t < -27 or 38.5 <= t < 41.5 else "r"
    return {"main": {"GREEN": "G", "AMBER": "y", "RED": "r"}[main], "cross": cross}


def drivers(seed):
    random = Random(seed)
    everyone = traffic.background(random, {("s", "n"): 8, ("s", "e"): 1}, (-21, 8), 800, "A")
    everyone += traffic.background(random, {("w", "n"): 3, ("e", "n"): 2, ("w", "e"): 2, ("e", "w"): 2}, (-30, 30), 500, "C")
    everyone += traffic.background(random, {("s", "n"): 8}, (22, 52), 900, "B")
    everyone += traffic.background(random, {("n", "s"): 8, ("n", "w"): 1}, (-40, 56), 900, "N")
    north = ("s", "n")

    def kerb(name, model, appears, y, seconds, align):
        return Driver(name, model, north, appears, 0, align, speed=10, filters=0.1, stops=(("n_out_0", y - 16.4, seconds),))

    special = [
        kerb("stop-car", "sedan", -17.5, 68, 34, -0.85),
        kerb("stop-scooter", "scooter", -12.0, 54, 29, -1.35),
        kerb("stop-lorry", "light-truck", -19.5, 86, 90, -0.8),
        kerb("drop-taxi", "mpv", -8.0, 43.5, 10, -0.85),
        kerb("drop-scooter", "underbone", -3.0, 48, 11, -1.35),
        kerb("bus", "bus", -22.5, 110, 27, -0.6),
        Driver("park-car", "suv", ("n", "s"), -7.5, 0, -0.85, speed=10, stops=(("n_in_0", 150 - 57.0, 52),)),
        Driver("short-park", "hatchback", ("n", "s"), 1.5, 0, -0.85, speed=10, stops=(("n_in_0", 150 - 70.0, 26),)),
    ]
    return everyone + special


HEADS = [{"signal": "main", "x": -7.8, "y": 18.7, "z": 3.5, "facing": 1.5708, "height": 1.25, "pole": True}]
TREES = [(-8.6, 42, 1.0), (-8.6, 55, 1.0), (-8.5, 65, 1.15), (-8.5, 78, 1.2), (-8.5, 92, 1.2), (11.6, 47, 0.8), (11.4, 66, 0.85), (11.2, 84, 1.0), (11.0, 100, 1.1),
         (0, 165, 2.2), (-7, 170, 2.5), (8, 168, 2.4)]
POLES = [(-8.1, y) for y in (15, 48, 78, 110, 140)] + [(8.3, y) for y in (62, 96, 130)]
CROSS_CABLES = 78
MASTS = [(-7.9, 38, 1), (7.9, 80, -1), (-7.9, 100, 1)]
STALLS = [(10.8, 58), (-10.9, 49), (10.9, 76)]
SIGNS = [{"kind": "P.130", "x": 7.75, "y": 41.5}, {"kind": "P.131a", "x": -7.7, "y": 40.0}]
WALKERS = [(-6, [(9.6, 40), (9.4, 75)]), (4, [(10.3, 82), (9.5, 45)]), (0, [(-9.6, 38), (-9.8, 75)]), (18, [(-10, 80), (-9.5, 40)]), (24, [(9.9, 42), (9.7, 70)]),
           (12, [(10.2, 60), (9.2, 58), (9.4, 85)]), (30, [(-9.4, 46), (-10.2, 70)])]
PARKED = (
    [("scooter" if i % 3 else "underbone", -11.0, 45.0 + 0.8 * i, 178, 0.158) for i in range(9)]
    + [("underbone" if i % 2 else "scooter", 11.1, 50.5 + 0.78 * i, 182, 0.158) for i in range(7)]
    + [("scooter" if i % 2 else "cub", 11.0, 68.0 + 0.8 * i, 2, 0.158) for i in range(9)]
    + [("cub" if i % 3 else "scooter", -11.0, 58.0 + 0.8 * i, 182, 0.158) for i in range(8)]
)

_NO_STOPPING = [(3.7, 38.5), (3.7, 113), (7.2, 113), (7.2, 38.5)]
_BUS_STOP = [(3.7, 97), (3.7, 113), (7.2, 113), (7.2, 97)]
_NO_PARKING = [(-3.8, 40), (-3.8, 82), (-7.2, 82), (-7.2, 40)]


def lanes():
    r = CROSSING
    mid, outer = r.inner_lane / 2, r.inner_lane + r.outer_lane / 2
    return [
        {"id": "A1", "corners": [(0, 38), (0, 120), (r.inner_lane, 120), (r.inner_lane, 38)], "heading": [(mid, 42), (mid, 110)]},
        {"id": "A2", "corners": [(r.inner_lane, 38), (r.inner_lane, 120), (r.half, 120), (r.half, 38)], "heading": [(outer, 42), (outer, 110)]},
        {"id": "B1", "corners": [(0, 38), (0, 120), (-r.inner_lane, 120), (-r.inner_lane, 38)], "heading": [(-mid, 110), (-mid, 44)]},
        {"id": "B2", "corners": [(-r.inner_lane, 38), (-r.inner_lane, 120), (-r.half, 120), (-r.half, 38)], "heading": [(-outer, 110), (-outer, 50)]},
    ]


def yaml(camera, points):
    zones = (("kerb", "no-stopping", _NO_STOPPING, ", after: 20s"), ("bus-stop", "bus-stop", _BUS_STOP, ""), ("left-kerb", "no-parking", _NO_PARKING, ", after: 40s"))
    return ["zones:"] + [f"  - {{id: {name}, kind: {kind}, polygon: {points(camera.area(area))}{after}}}" for name, kind, area, after in zones]


def events(world, visible):
    return dwell.events(world, visible, [("kerb", "illegal-stopping", _NO_STOPPING, 20.0), ("left-kerb", "illegal-parking", _NO_PARKING, 40.0)], _BUS_STOP)
