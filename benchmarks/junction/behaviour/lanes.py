"""A street whose lanes are kept for cars and for two wheels: some drive in the other's lane, others only touch it."""

from random import Random

import fleet
import lane_use
import road
import traffic
from cycle import FREE
from traffic import Driver

NAME = "lanes"
SECONDS = 42.0
FPS = 10
CROSSING = road.Crossing(inner_lane=3.5, outer_lane=3.3)
CAMERA = {"x": 6.4, "y": 22.0, "height": 7.6, "yaw": 5.0, "pitch": 12.0, "focal": 1400}
LIGHT = {"sun": "day", "clock": "2026-08-19T08:12:30", "place": "CAM 17  DUONG LE HONG PHONG", "noise": 3, "kbps": 400}
# Words on the road: where, and whether they are for those who come toward the camera.
MARKINGS = {"dividers": "solid", "words": [[word, side * x, y, side < 0] for word, x in (("XE MÁY", 5.15), ("Ô TÔ", 1.75)) for y in (41.5, 74.0) for side in (1, -1)]}


light = FREE.light


def signals():
    return FREE.spans(SECONDS)


FOUR = tuple(m for m in fleet.MODELS if m not in fleet.TWO_WHEELED)


def _kept(random, ways, seconds, per_hour, prefix):
    """Drivers who keep to the lanes of their kind."""
    drivers = traffic.background(random, ways, seconds, per_hour, prefix)
    for d in drivers:
        two = d.model in fleet.TWO_WHEELED
        d.lane, d.filters, d.factor = 0 if two else 1, 0, 0.8 + 0.02 * (len(d.id) % 3)
        d.align = round(random.uniform(-0.9, 0.7), 2) if two else round(random.uniform(-0.2, 0.2), 2)
    return drivers


def drivers(seed):
    random = Random(seed)
    away, toward = ("s", "n"), ("n", "s")
    everyone = _kept(random, {away: 1}, (-19, 42), 1000, "A") + _kept(random, {toward: 1}, (-14, 36), 1050, "B")
    wide = {"factor": 0.78, "filters": 0}
    special = [
        # In the other's lane all the way.
        Driver("rider-in-car-lane", "scooter", away, -14.6, 1, 0.5, **wide),
        Driver("car-in-rider-lane", "hatchback", away, -6.5, 0, 0.1, **wide),
        Driver("toward-rider-in-car-lane", "underbone", toward, -2.0, 1, 0.3, **wide, riders=2),
        Driver("toward-car-in-rider-lane", "sedan", toward, 9.0, 0, 0.1, **wide),
        # Into it before the camera.
        Driver("car-goes-right", "suv", away, -11.0, 1, 0.0, swerves=((10.2, -3.3, 2.4),), **wide),
        Driver("rider-goes-left", "underbone", away, 1.6, 0, 0.4, swerves=((21.8, 2.9, 1.8),), **wide),
        Driver("lorry-goes-right", "light-truck", away, 12.5, 1, 0.0, swerves=((34.0, -3.3, 2.6),), **wide),
        # Nearly.
        Driver("rider-out-and-back", "scooter", away, -3.4, 0, 0.9, swerves=((15.4, 1.5, 0.9), (16.9, -1.5, 0.9)), **wide),
        Driver("car-out-and-back", "mpv", away, 17.0, 1, -0.5, swerves=((38.2, -2.1, 1.1), (39.4, 2.1, 1.1)), **wide),
        Driver("car-over-the-line", "sedan", away, 4.4, 1, -1.2, **wide),
        Driver("toward-over-the-line", "pickup", toward, 3.5, 1, -1.2, **wide),
        Driver("bus", "bus", away, 8.5, 1, 0.0, **wide),
        Driver("truck", "truck", toward, -8.0, 1, 0.0, **wide),
        Driver("minibus", "minibus", toward, 15.0, 1, 0.0, **wide),
    ]
    return everyone + special


HEADS = [{"signal": "main", "x": -7.4, "y": 18.7, "z": 3.5, "facing": 1.5708, "height": 1.25, "pole": True}]
TREES = [(-8.2, 44, 1.05), (-8.2, 57, 1.0), (-8.1, 69, 1.15), (-8.1, 82, 1.2), (-8.1, 97, 1.2), (8.6, 52, 0.95), (8.5, 64, 1.0), (8.4, 79, 1.1), (8.4, 94, 1.15),
         (8.4, 112, 1.2), (-8.1, 115, 1.2), (0, 165, 2.2), (-7, 170, 2.5), (8, 168, 2.4)]
POLES = [(-7.7, y) for y in (15, 50, 86, 120)] + [(7.9, y) for y in (72, 106, 138)]
CROSS_CABLES = 92
MASTS = [(-7.5, 38, 1), (7.5, 74, -1), (-7.5, 108, 1)]
STALLS = [(10.2, 57), (-10.4, 52)]
SIGNS = [{"kind": "R.412f", "x": 1.75, "y": 60.0, "z": 5.9, "arm": 7.4}, {"kind": "R.412g", "x": 5.15, "y": 60.0, "z": 5.9}]
WALKERS = [(-6, [(9.2, 40), (9.0, 80)]), (3, [(9.9, 88), (9.2, 46)]), (0, [(-9.2, 40), (-9.5, 80)]), (14, [(-9.6, 84), (-9.1, 42)]), (20, [(9.5, 44), (9.3, 75)])]
PARKED = (
    [("scooter" if i % 3 else "underbone", -10.6, 46.0 + 0.8 * i, 178, 0.158) for i in range(7)]
    + [("underbone" if i % 2 else "scooter", 10.7, 49.0 + 0.78 * i, 182, 0.158) for i in range(6)]
    + [("scooter" if i % 2 else "cub", 10.6, 70.0 + 0.8 * i, 2, 0.158) for i in range(8)]
    + [("cub" if i % 3 else "scooter", -10.6, 62.0 + 0.8 * i, 182, 0.158) for i in range(7)]
)

_NEAR, _FAR = 38.0, 100.0
_CARS, _RIDERS = ("car", "truck", "bus"), ("motorcycle", "bicycle")
_HALF, _INNER = CROSSING.half, CROSSING.inner_lane
# Name, left and right edge, whether it leads away, who may use it.
_LANES = [("A1", 0, _INNER, True, _CARS), ("A2", _INNER, _HALF, True, _RIDERS), ("B1", -_INNER, 0, False, _CARS), ("B2", -_HALF, -_INNER, False, _RIDERS)]


def lanes():
    found = []
    for name, left, right, away, classes in _LANES:
        middle = (left + right) / 2
        way = [(middle, 44.0 if abs(middle) < 4 else 48.0), (middle, 96.0)]
        found.append({"id": name, "corners": [(left, _NEAR), (left, _FAR), (right, _FAR), (right, _NEAR)], "heading": way if away else way[::-1],
                      "vehicles": f"[{', '.join(classes)}]"})
    return found


def yaml(camera, points):
    lines = [(name, x) for name, x in (("away-divider", _INNER), ("toward-divider", -_INNER))]
    return ["markings:"] + [f"  - {{id: {name}, line: {points([camera.picture(x, 50), camera.picture(x, 96)])}, kind: solid-white}}" for name, x in lines]


def events(world, visible):
    return lane_use.events(world, visible, [(name, (left, right, _NEAR, _FAR), classes) for name, left, right, _, classes in _LANES])
