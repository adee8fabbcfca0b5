"""A signalised approach by night: headlights, street lamps, few people, and some who don't wait."""

from random import Random

import traffic
from cycle import Cycle
from red_light_day import CROSS_CABLES, CROSSING, HEADS, POLES, STALLS, TREES, lanes, yaml
from traffic import Driver

NAME = "red-light-night"
SECONDS = 42.0
FPS = 10
CAMERA = {"x": 2.4, "y": -48.5, "height": 7.2, "yaw": -1.5, "pitch": 12.0, "focal": 1540}
LIGHT = {"sun": "night", "clock": "2026-11-05T21:37:16", "place": "CAM 08  NGA TU QUANG TRUNG - LE LAI", "noise": 5, "kbps": 360}
CYCLE = Cycle(onset=8.0, red=25.0, green=22.0)
light = CYCLE.light


def signals():
    return CYCLE.spans(SECONDS)


def drivers(seed):
    random = Random(seed)
    everyone = traffic.background(random, {("n", "s"): 8, ("n", "w"): 1}, (-46, 40), 620, "N")
    everyone += traffic.background(random, {("e", "w"): 6, ("e", "n"): 1}, (2, 14), 500, "E")
    everyone += traffic.background(random, {("w", "e"): 6, ("w", "s"): 1}, (3, 14), 500, "W")
    everyone += traffic.background(random, {("s", "n"): 8, ("s", "e"): 1}, (-30, -9), 620, "A")
    everyone += traffic.background(random, {("s", "n"): 6, ("s", "e"): 1}, (21, 36), 800, "Z")
    north, east = ("s", "n"), ("s", "e")
    special = [
        Driver("green-car", "suv", north, -7.6, 1, 0.1, speed=10, start=30, crosses=4.4),
        Driver("amber-rider", "underbone", north, -4.6, 0, 0.6, speed=10, start=30, crosses=6.3, cautious=10),
        Driver("amber-car", "sedan", north, -5.2, 1, 0.0, speed=10, start=30, crosses=7.2, cautious=11),
        Driver("within-grace", "scooter", north, -4.0, 0, -0.9, speed=10, start=30, crosses=8.2, cautious=11),
        # Who doesn't stop at all.
        Driver("run-rider", "scooter", north, -2.2, 0, 0.9, speed=10, start=30, crosses=9.6, cautious=11),
        Driver("run-car", "hatchback", north, -1.9, 1, 0.1, speed=10, start=30, crosses=10.9, cautious=12),
        Driver("run-late", "underbone", north, 8.0, 0, -1.3, speed=9, start=30, crosses=20.0, cautious=9, riders=2),
        # Who stops, and where.
        Driver("past-rider", "underbone", north, 0.9, 0, -0.3, gap=2.0, factor=0.95),
        Driver("past-car", "mpv", north, 1.8, 1, -0.1, gap=1.8, factor=0.9),
        Driver("wait-1", "cub", north, 3.4, 1, -1.2, gap=4.3),
        Driver("wait-car", "sedan", north, 6.4, 1, 0.0, gap=4.4),
        Driver("wait-2", "scooter", north, 4.2, 1, 1.5, gap=3.9, riders=2),
        # Who had stopped and sets off too early.
        Driver("early-1", "scooter", north, 2.6, 0, 1.4, gap=4.0, sets_off=15.4, cautious=7),
        Driver("early-2", "underbone", north, 4.9, 0, 0.9, gap=4.2, sets_off=30.0, cautious=8),
        Driver("right-1", "scooter", east, 4.0, 0, -1.4, gap=3.8),
        Driver("right-2", "underbone", east, 14.0, 0, -1.4, gap=3.8),
    ]
    return everyone + special


MASTS = [(-7.9, -33, 1), (7.9, -21.5, -1), (-7.9, 16, 1), (7.9, 20, -1), (-7.9, 46, 1), (7.9, 66, -1), (-7.9, 92, 1)]
# Where the street lamps hang: metres, and how strong they are.
LAMPS = [[x + 2.2 * side, y, 8.9, 150] for x, y, side in MASTS] + [[-7, -2, 8.9, 110]]
WALKERS = [(-4, [(-9.8, 13.0), (-9.6, 34.0)]), (10, [(-8.0, 15.7), (8.4, 15.5), (10, 30)]), (16, [(10.2, -34), (10.4, -12)]), (2, [(9.9, 11), (22, 9.6)])]
PARKED = (
    [("scooter" if i % 3 else "underbone", -10.9, 13.8 + 0.75 * i, 5, 0.158) for i in range(4)]
    + [("underbone" if i % 3 else "scooter", 11.1, 15.5 + 0.78 * i, 182, 0.158) for i in range(5)]
    + [("scooter", 11.3, -17.0 - 0.8 * i, 184, 0.158) for i in range(3)]
)
