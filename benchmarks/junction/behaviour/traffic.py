"""Runs SUMO with traffic that keeps the rules and a few who are told not to, and records where everybody is."""

import math
import os
import sys
from dataclasses import dataclass
from pathlib import Path

os.environ.setdefault("SUMO_HOME", "/usr/share/sumo")
sys.path.append(os.path.join(os.environ["SUMO_HOME"], "tools"))

import traci  # noqa: E402

import fleet  # noqa: E402
import road  # noqa: E402

# SUMO's speed mode that keeps distances but heeds neither lights nor who is in the crossing.
UNRULY = 0b100111
RULED = 0b011111
BLIND = 0b100000


@dataclass
class Driver:
    """One vehicle: where it comes from and goes, when it appears, and what it is told to do. Times are the clip's seconds."""

    id: str
    model: str
    way: tuple  # from arm, to arm
    appears: float
    lane: int = 0
    align: object = "center"  # left, center, right or metres left of the lane's middle
    gap: float = 4.2  # metres before the lane's end at which it waits
    speed: object = None  # metres per second when it appears; None: as the others
    start: object = None  # metres along the lane where it appears; None: its beginning
    factor: float = 1.0
    crosses: object = None  # the moment at which its front is to cross the painted line, whatever the light
    sets_off: object = None  # the moment from which it heeds the light no more
    cautious: float = 8.0  # metres per second once it runs
    filters: float = 0.0  # how eagerly it looks for a faster place across the road
    riders: int = 1
    stops: tuple = ()  # (lane, metres along it, seconds): where it stops and for how long
    swerves: tuple = ()  # (moment, metres to the left, seconds that it takes): sideways moves that SUMO knows nothing of
    top: float = 12.5  # metres per second that it never exceeds
    blind: bool = False  # whether it drives on as if nobody were before it


def background(random, ways, seconds, per_hour, prefix, models=None):
    """Drivers on `ways` {(from, to): weight}, appearing over `seconds` (from, to)."""
    drivers = []
    time, last = seconds
    while True:
        time += random.expovariate(per_hour / 3600)
        if time > last:
            return drivers
        way = random.choices(list(ways), weights=list(ways.values()))[0]
        drivers.append(ordinary(random, f"{prefix}{len(drivers)}", way, time, models))


def ordinary(random, name, way, time, models=None):
    """A driver of any kind who keeps the rules."""
    model = fleet.pick(random, models)
    two = model in fleet.TWO_WHEELED
    right = way in (("s", "e"), ("n", "w"), ("e", "n"), ("w", "s"))
    left = way in (("s", "w"), ("n", "e"), ("e", "s"), ("w", "n"))
    lane = 0 if right or two and not left and random.random() < 0.75 else 1 if left else random.randrange(2)
    align = round(random.uniform(-1.2, 1.2), 2) if two else round(random.uniform(-0.25, 0.25), 2)
    if right and two:
        align = round(random.uniform(-1.3, -0.9), 2)
    return Driver(name, model, way, time, lane, align, gap=round(random.uniform(3.5, 5.0), 2),
                  factor=round(random.uniform(0.8, 1.05), 2), filters=0.6 if two else 0.1, riders=1 + (two and random.random() < 0.22))


def run(crossing, drivers, light, clip, step, folder, seed):
    """Simulates and returns, per vehicle id, its rows (frame, x, y, heading, speed) of the front's middle.

    light(t) gives a dict of the states of main and cross road and of the right turn from the south, as SUMO's letters."""
    folder = Path(folder)
    net, links = road.build(crossing, folder)
    begin = math.floor(min(d.appears for d in drivers)) - 1
    _write_routes(drivers, begin, folder / "traffic.rou.xml")
    traci.start(["sumo", "-n", str(net), "-r", str(folder / "traffic.rou.xml"), "--step-length", str(step),
                 "--lateral-resolution", "0.4", "--seed", str(seed), "--collision.action", "warn", "--time-to-teleport", "-1",
                 "--no-step-log", "--no-warnings", "--default.action-step-length", str(step), "--step-method.ballistic"])
    rows = {}
    told = {d.id: d for d in drivers if d.crosses is not None or d.sets_off is not None}
    blind = {d.id: d.top for d in drivers if d.blind}
    count = sum(len(v) for v in links.values())
    try:
        for index in range(round((clip - begin) / step) + 1):
            now = begin + index * step
            traci.trafficlight.setRedYellowGreenState("c", _letters(light(now), links, count))
            traci.simulationStep()
            here = traci.vehicle.getIDList()
            for name in here:
                if name in blind:
                    traci.vehicle.setSpeedMode(name, BLIND)
                    traci.vehicle.setSpeed(name, blind[name])
                if name in told:
                    _direct(told[name], now, step, crossing)
            frame = round(now / step)
            if frame < -60:
                continue
            for name in here:
                x, y = traci.vehicle.getPosition(name)
                rows.setdefault(name, []).append(
                    (frame, x - crossing.reach, y - crossing.reach,
                     math.radians(90 - traci.vehicle.getAngle(name)), traci.vehicle.getSpeed(name)))
    finally:
        traci.close()
    return rows


def _letters(states, links, count):
    letters = ["r"] * count
    for (start, to), indices in links.items():
        state = states["main"] if start in "sn" else states["cross"]
        if (start, to) == ("s", "e") and states.get("right"):
            state = states["right"]
        left = (start, to) in (("s", "w"), ("n", "e"), ("e", "s"), ("w", "n"))
        for index in indices:
            letters[index] = "g" if state == "G" and left else state
    return "".join(letters)


def _direct(driver, now, step, crossing):
    """Tells a driver how fast to go so that it crosses the line when it is to, and lets go of it beyond the crossing."""
    edge = traci.vehicle.getRoadID(driver.id)
    if edge == "s_in":
        before = crossing.reach - crossing.stop_line - traci.vehicle.getLanePosition(driver.id)
    else:
        before = -1.0
    if driver.sets_off is not None:
        if now >= driver.sets_off and not edge.endswith("_out"):
            traci.vehicle.setSpeedMode(driver.id, UNRULY)
            traci.vehicle.setMaxSpeed(driver.id, driver.cautious)
    elif before > 0:
        traci.vehicle.setSpeedMode(driver.id, UNRULY)
        left = max(driver.crosses - now, 2 * step)
        traci.vehicle.setSpeed(driver.id, max(1.0, min(14.0, before / left)))
    elif not edge.endswith("_out"):
        traci.vehicle.setSpeed(driver.id, -1)
        traci.vehicle.setMaxSpeed(driver.id, max(driver.cautious, traci.vehicle.getSpeed(driver.id)))
    if edge.endswith("_out"):
        traci.vehicle.setSpeedMode(driver.id, RULED)
        traci.vehicle.setMaxSpeed(driver.id, 12.5)
        driver.crosses, driver.sets_off = None, math.inf


def _write_routes(drivers, begin, path):
    lines = ["<routes>"]
    for d in sorted(drivers, key=lambda d: d.appears):
        _, vclass, length, width, height, accel, _ = fleet.MODELS[d.model]
        two = d.model in fleet.TWO_WHEELED
        lines.append(
            f'<vType id="t_{d.id}" vClass="{vclass}" length="{length}" width="{width}" height="{height}" accel="{accel}" decel="4.5" '
            f'emergencyDecel="7.5" minGap="{0.6 if two else 1.3}" minGapLat="{0.25 if two else 0.45}" maxSpeed="{5.0 if d.model == "bicycle" else d.top}" '
            f'sigma="0" tau="{0.8 if two else 1.1}" speedFactor="{d.factor}" latAlignment="{d.align}" maxSpeedLat="{1.2 if two else 0.9}" '
            f'lcSpeedGain="{d.filters}" lcStrategic="{1 if d.filters else 0}" lcKeepRight="0" lcPushy="{0.3 if two else 0}" lcSigma="0" jmStoplineGap="{d.gap}" '
            f'jmTimegapMinor="1.5"/>')
        speed = "desired" if d.speed is None else d.speed
        start = 0 if d.start is None else d.start
        stops = "".join(f'<stop lane="{lane}" endPos="{along}" duration="{seconds}" parking="false"/>' for lane, along, seconds in d.stops)
        lines.append(
            f'<vehicle id="{d.id}" type="t_{d.id}" depart="{d.appears - begin:.2f}" departLane="{d.lane}" departPos="{start}" '
            f'departSpeed="{speed}" departPosLat="{d.align}"><route edges="{d.way[0]}_in {d.way[1]}_out"/>{stops}</vehicle>')
    lines.append("</routes>")
    Path(path).write_text("\n".join(lines))
