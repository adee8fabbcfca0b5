"""A two-way road where overtaking is forbidden (P.125, solid line): some overtake lorries, others what one may pass."""

from random import Random

import overtaking
import road
import traffic
from cycle import FREE
from fleet import TWO_WHEELED
from traffic import Driver

NAME = "no-overtaking"
SECONDS = 42.0
FPS = 10
# One motor lane each way, and beside it a strip for those on two wheels.
CROSSING = road.Crossing(inner_lane=3.6, outer_lane=2.1)
CAMERA = {"x": 6.9, "y": 22.0, "height": 7.4, "yaw": 6.0, "pitch": 11.5, "focal": 1430}
LIGHT = {"sun": "low", "clock": "2026-10-07T15:58:05", "place": "CAM 23  QL 6 - DOC CUN", "noise": 3, "kbps": 380}
MARKINGS = {"dividers": "solid", "edges": False, "arrows": False, "centreEnds": 94.0}
_NEAR, _FAR, _ENDS = 38.0, 130.0, 94.0
_HALF, _LANE = CROSSING.half, CROSSING.inner_lane


light = FREE.light


def signals():
    return FREE.spans(SECONDS)


def drivers(seed):
    random = Random(seed)
    away, toward = ("s", "n"), ("n", "s")
    everyone = []
    for way, seconds, per_hour, prefix in ((away, (-18, 38), 700, "A"), (toward, (-12, 36), 650, "B")):
        riders = traffic.background(random, {way: 1}, seconds, per_hour, prefix, TWO_WHEELED)
        for d in riders:
            d.lane, d.filters, d.align = 0, 0, round(random.uniform(-0.45, 0.3), 2)
        everyone += riders

    def slow(name, model, way, appears, start, top, lane=1, align=0.0, swerves=()):
        return Driver(name, model, way, appears, lane, align, start=start, top=top, blind=True, swerves=swerves)

    def over(name, model, way, appears, start, top, out, back, metres=3.4, seconds=2.0, riders=1):
        return Driver(name, model, way, appears, 1, 0.0, start=start, top=top, blind=True, riders=riders,
                      swerves=((out, metres, seconds), (back, -metres, seconds + 0.2)))

    special = [
        # A lorry that a car and then a rider overtake.
        slow("lorry-1", "truck", away, -23.5, 100, 4.0),
        over("car-1", "sedan", away, -3.45, 110, 10.5, 4.3, 8.7),
        over("rider-2", "scooter", away, -1.5, 115, 10.0, 6.9, 11.4, metres=2.1, seconds=1.4, riders=2),
        # Toward the camera.
        slow("minibus-3", "minibus", toward, 3.1, 10, 5.5),
        over("car-4", "hatchback", toward, 9.0, 5, 10.5, 13.4, 17.9),
        # Another lorry.
        slow("lorry-5", "light-truck", away, -11.15, 60, 4.0),
        over("car-6", "suv", away, 17.4, 100, 10.5, 26.2, 30.0),
        over("rider-7", "underbone", away, 18.8, 100, 10.0, 28.9, 33.0, metres=2.1, seconds=1.4),
        # Beyond the zone.
        over("car-8", "hatchback", away, 24.3, 100, 10.5, 37.8, 41.3),
        # Whom one may overtake.
        slow("slow-rider", "cub", away, 17.8, 100, 6.0, lane=0, swerves=((31.3, 1.7, 2.0),)),
        over("car-9", "mpv", away, 25.7, 100, 10.0, 34.5, 39.1, metres=1.5, seconds=1.6),
        Driver("late-car", "sedan", away, 25.0, 1, 0.3),
        Driver("toward-car-1", "sedan", toward, -8.2, 1, 0.0),
        Driver("toward-car-2", "suv", toward, 31.0, 1, -0.1),
    ]
    return everyone + special


HEADS = [{"signal": "main", "x": -6.6, "y": 18.7, "z": 3.5, "facing": 1.5708, "height": 1.25, "pole": True}]
TREES = [(-7.1, 52, 1.1), (-7.2, 66, 1.2), (-7.0, 79, 1.1), (-7.2, 94, 1.3), (-7.1, 108, 1.2), (-7.2, 124, 1.3), (7.5, 57, 0.95), (7.6, 71, 1.1), (7.4, 88, 1.15),
         (7.5, 104, 1.2), (7.4, 121, 1.2), (0, 165, 2.2), (-7, 170, 2.5), (8, 168, 2.4)]
POLES = [(-6.6, y) for y in (40, 74, 112, 140)] + [(6.6, y) for y in (62, 97, 130)]
CROSS_CABLES = 97
MASTS = [(-6.4, 58, 1), (6.4, 80, -1), (-6.4, 116, 1)]
STALLS = [(9.2, 64)]
SIGNS = [{"kind": "P.125", "x": 6.25, "y": 43.0, "size": 0.45}]
WALKERS = [(-6, [(8.4, 40), (8.2, 80)]), (6, [(9.0, 88), (8.3, 46)]), (2, [(-8.2, 42), (-8.5, 80)]), (20, [(-8.6, 84), (-8.2, 46)])]
PARKED = (
    # Broken down, half on the strip.
    [("light-truck", -4.75, 49.0, 271, 0.0)]
    + [("scooter" if i % 2 else "underbone", 9.5, 51.0 + 0.8 * i, 182, 0.158) for i in range(5)]
    + [("cub" if i % 2 else "scooter", -9.4, 58.0 + 0.8 * i, 178, 0.158) for i in range(6)]
)


def edit(drivers, paths):
    """Riders go round what stands on their strip."""
    for d in drivers:
        if d.way == ("n", "s") and d.id in paths:
            reach = 1.75 if d.model in TWO_WHEELED else 0.35
            moved = []
            for frame, x, y, heading, speed in paths[d.id]:
                off = max(0.0, 1 - max(0.0, abs(y - 49.0) - 6.0) / 12.0)
                moved.append([frame, x + reach * off * off * (3 - 2 * off), y, heading, speed])
            paths[d.id] = moved


def lanes():
    away, toward = [(1.8, 44.0), (1.8, 124.0)], [(-1.8, 124.0), (-1.8, 44.0)]
    return [{"id": name, "corners": [(0, _NEAR), (0, _FAR), (side * _LANE, _FAR), (side * _LANE, _NEAR)], "heading": way, "oneMotorLanePerDirection": "true"}
            for name, side, way in (("N", 1, away), ("S", -1, toward))]


def yaml(camera, points):
    area = points(camera.area([(-_HALF, _NEAR), (-_HALF, _ENDS), (_HALF, _ENDS), (_HALF, _NEAR)]))
    line = points([camera.picture(0, 44), camera.picture(0, _ENDS)])
    return ["markings:", f"  - {{id: centre, line: {line}, kind: solid-yellow}}", "zones:", f"  - {{id: no-overtaking, kind: no-overtaking, polygon: {area}}}"]


def events(world, visible):
    return overtaking.events(world, visible, (-_HALF, _HALF, _NEAR, _ENDS), (-_LANE, _LANE, _NEAR, _FAR))
