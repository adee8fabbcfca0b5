"""A platoon of motorcycles in the rain: capes, a wet road, a long red light, and not everybody waits for its end."""

from random import Random

import traffic
from cycle import Cycle
from fleet import TWO_WHEELED
from red_light_day import CROSS_CABLES, CROSSING, HEADS, MASTS, POLES, STALLS, TREES, lanes, yaml
from traffic import Driver

NAME = "platoon-rain"
SECONDS = 40.0
FPS = 10
CAMERA = {"x": 10.2, "y": -47.0, "height": 8.0, "yaw": 10.5, "pitch": 13.0, "focal": 1500}
LIGHT = {"sun": "rain", "clock": "2026-09-28T17:12:44", "place": "CAM 31  NGA TU GIANG VAN MINH", "soft": 0.8, "noise": 3, "kbps": 460}
CYCLE = Cycle(onset=9.0, red=24.0, green=22.0)
light = CYCLE.light


def signals():
    return CYCLE.spans(SECONDS)


def drivers(seed):
    random = Random(seed)
    riders = TWO_WHEELED[:3]
    everyone = traffic.background(random, {("n", "s"): 8, ("n", "w"): 1}, (-52, 40), 1100, "N")
    everyone += traffic.background(random, {("e", "w"): 6, ("w", "e"): 6}, (-46, -4), 900, "E", riders)
    everyone += traffic.background(random, {("s", "n"): 8, ("s", "e"): 1}, (-20, -8), 2400, "A", riders)
    # The platoon that waits, and those who come when it has gone.
    platoon = traffic.background(random, {("s", "n"): 1}, (4, 22), 5400, "P", riders)
    for d in platoon:
        # The kerb stays free for those who turn right.
        d.gap, d.filters, d.speed, d.start = round(random.uniform(4.7, 5.6), 2), 1.0, 9, 20
        d.align = max(d.align, -0.4) if d.lane == 0 else d.align
    everyone += platoon
    everyone += traffic.background(random, {("s", "n"): 8, ("s", "e"): 1}, (22, 34), 1800, "Z")
    north, east = ("s", "n"), ("s", "e")
    special = [
        Driver("amber-1", "scooter", north, -3.8, 0, 0.5, speed=10, start=30, crosses=6.8, cautious=10),
        Driver("amber-2", "underbone", north, -3.0, 1, 0.4, speed=10, start=30, crosses=7.7, cautious=10),
        Driver("amber-3", "scooter", north, -2.5, 0, -0.8, speed=10, start=30, crosses=8.3, cautious=10, riders=2),
        Driver("within-grace", "cub", north, -2.4, 1, -0.9, speed=10, start=30, crosses=9.2, cautious=10),
        Driver("run-1", "scooter", north, -1.2, 0, 1.0, speed=10, start=30, crosses=10.3, cautious=10),
        Driver("run-2", "underbone", north, -0.6, 1, 0.5, speed=10, start=30, crosses=11.4, cautious=10, riders=2),
        Driver("past-1", "scooter", north, 0.2, 0, 1.5, gap=2.0, factor=0.95),
        Driver("past-2", "cub", north, 0.6, 1, -1.3, gap=1.9, factor=0.95),
        Driver("wait-1", "underbone", north, 1.8, 0, 0.7, gap=4.2),
        Driver("wait-2", "scooter", north, 1.8, 1, -0.5, gap=4.4),
        Driver("early-1", "underbone", north, 1.0, 0, -0.1, gap=3.6, sets_off=17.6, cautious=7),
        Driver("early-2", "scooter", north, 1.2, 1, 1.3, gap=3.7, sets_off=24.3, cautious=7),
        Driver("early-3", "scooter", north, 1.5, 1, 0.4, gap=3.6, sets_off=29.4, cautious=8, riders=2),
        Driver("early-4", "cub", north, 2.0, 0, -0.8, gap=3.7, sets_off=30.2, cautious=8),
        Driver("right-1", "scooter", east, -1.2, 0, -1.4, gap=3.8),
        Driver("right-2", "underbone", east, 1.6, 0, -1.4, gap=3.8, riders=2),
        Driver("right-3", "scooter", east, 6.5, 0, -1.4, gap=3.8),
        Driver("right-4", "cub", east, 12.0, 0, -1.4, gap=3.8),
    ]
    return everyone + special


WALKERS = [(-6, [(-9.8, 13.0), (-9.6, 34.0)]), (12, [(-8.0, 15.7), (8.4, 15.5), (10, 30)]), (18, [(10.2, -30), (10.4, -12)])]
PARKED = (
    [("scooter" if i % 3 else "underbone", -10.9, 13.8 + 0.75 * i, 5, 0.158) for i in range(5)]
    + [("underbone" if i % 3 else "scooter", 11.1, 15.5 + 0.78 * i, 182, 0.158) for i in range(6)]
)
