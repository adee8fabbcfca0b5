"""Puts what SUMO drove, who walks and what stands about into the file that the picture is made of."""

import math
from random import Random

import bodies
import fleet
import traffic

WALK = 1.25


def of(scene, seed, folder):
    """The world of a scene module: a dictionary for world.json. Fails when two vehicles touch."""
    drivers = scene.drivers(seed)
    frames = round(scene.SECONDS * scene.FPS)
    rows = traffic.run(scene.CROSSING, drivers, scene.light, scene.SECONDS, 1 / scene.FPS, folder, seed)
    paths = {d.id: bodies.smooth(bodies.swerve(rows[d.id], d.swerves, scene.FPS), d.model in fleet.TWO_WHEELED) for d in drivers if d.id in rows}
    if hasattr(scene, "edit"):
        scene.edit(drivers, paths)
    touching = bodies.touching(drivers, paths, 0)
    if touching:
        raise SystemExit(f"{scene.NAME}: vehicles touch with seed {seed}: {touching} (expected: none)")
    users = []
    random = Random(seed + 1)
    for index, driver in enumerate(drivers):
        kind, _, length, width, height, *_ = fleet.MODELS[driver.model]
        user = {
            "id": index + 1, "name": driver.id, "way": driver.way, "model": driver.model, "class": kind,
            "size": {"length": length, "width": width, "height": height}, "seed": seed * 1000 + index * 7 + 1,
            "plate": fleet.plate(driver.model, index, random),
            "taxi": driver.model in ("sedan", "mpv", "hatchback") and index % 5 == 0,
            "bare": random.random() < 0.06,
        }
        if driver.model in fleet.TWO_WHEELED:
            user["riders"] = driver.riders
        path = [r for r in paths.get(driver.id, []) if r[0] >= -10]
        if not path or path[-1][0] < 0:
            continue
        user["from"] = path[0][0]
        # Centres from now on: SUMO tells the front.
        user["rows"] = [[round(x - math.cos(h) * length / 2, 3), round(y - math.sin(h) * length / 2, 3), round(h, 4), round(v, 2)]
                        for _, x, y, h, v in path]
        users.append(user)
    users += _walkers(scene, frames, len(drivers) + 1, seed)
    users += _parked(scene, len(drivers) + 100, seed, random)
    keys = {"name": scene.NAME, "seed": seed, "fps": scene.FPS, "frames": frames, "width": 1280, "height": 720}
    camera = {"roll": 0, "sway": 1} | scene.CAMERA
    return keys | {
        "road": scene.CROSSING.measures(), "camera": camera, "light": scene.LIGHT, "heads": scene.HEADS, "trees": scene.TREES,
        "stalls": scene.STALLS, "poles": scene.POLES, "masts": scene.MASTS, "crossCables": scene.CROSS_CABLES, "signs": getattr(scene, "SIGNS", []), "lamps": getattr(scene, "LAMPS", []),
        "markings": getattr(scene, "MARKINGS", {}),
        "signals": scene.signals(), "users": users}


def _walkers(scene, frames, first, seed):
    walkers = []
    for index, (start, points) in enumerate(scene.WALKERS):
        rows, frame = [], round(start * scene.FPS)
        legs = [(a, b, math.dist(a, b)) for a, b in zip(points, points[1:])]
        pace = WALK * (0.9 + 0.05 * (index % 5))
        step = pace / scene.FPS
        walked, total = 0.0, sum(leg[2] for leg in legs)
        while walked < total and frame + len(rows) < frames + 1:
            rest = walked
            for a, b, length in legs:
                if rest <= length:
                    break
                rest -= length
            h = math.atan2(b[1] - a[1], b[0] - a[0])
            rows.append([round(a[0] + math.cos(h) * rest, 3), round(a[1] + math.sin(h) * rest, 3), round(h, 4), pace])
            walked += step
        walkers.append({"id": first + index, "name": f"walker-{index}", "model": "pedestrian", "class": "pedestrian",
                        "size": {"length": 0.45, "width": 0.55, "height": 1.68}, "seed": seed * 500 + index, "from": frame, "rows": rows,
                        "ground": 0.0})
    return walkers


def _parked(scene, first, seed, random):
    parked = []
    for index, (model, x, y, heading, ground) in enumerate(scene.PARKED):
        kind, _, length, width, height, *_ = fleet.MODELS[model]
        two = model in fleet.TWO_WHEELED
        user = {"id": first + index, "name": f"parked-{index}", "model": model, "class": kind,
                "size": {"length": length, "width": width, "height": 1.15 if two else height}, "seed": seed * 700 + index * 3,
                "still": [x, y, math.radians(heading + random.uniform(-4, 4)), 0.0], "ground": ground,
                "plate": fleet.plate(model, index + 1, random)}
        if two:
            user["riders"] = 0
        parked.append(user)
    return parked
