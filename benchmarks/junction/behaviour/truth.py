"""What happened, from the paths alone: violations, near misses, and the tables beside a clip."""

import csv
import json
import math
from pathlib import Path

from camera import Camera

GRACE = 0.3
# Between the grace of a controller's signal and a little more than that of lamps that are read, nobody can be sure.
UNSURE = 0.65
BEYOND = {"motorcycle": 2.5, "bicycle": 2.5}


def write(scene, world, boxes, into):
    """Writes scene.yaml, signals.csv, gt_tracks.csv and truth.json."""
    into = Path(into)
    into.mkdir(parents=True, exist_ok=True)
    camera = Camera(world["camera"])
    (into / "scene.yaml").write_text(scene_yaml(scene, world, camera))
    (into / "signals.csv").write_text(_signals(world))
    rows = write_tracks(world, boxes, into)
    visible = {}
    for row in rows:
        visible.setdefault(row[1], {})[row[0] - 1] = row[14] * (1 - row[15])
    found = scene.events(world, visible) if hasattr(scene, "events") else red_lights(world, visible)
    c = world["camera"]
    truth = {
        "scenario": world["name"], "title": scene.__doc__.strip().splitlines()[0], "seed": world["seed"], "fps": world["fps"],
        "seconds": world["frames"] / world["fps"], "width": 1280, "height": 720, "calibration": "camera",
        "camera": {k: c[k] for k in ("x", "y", "height", "yaw", "pitch", "roll", "focal")},
        **{key: [e | {"id": f"{prefix}{i + 1:02d}"} for i, e in enumerate(found[key])]
           for key, prefix in (("events", "V"), ("ignore", "U"), ("negatives", "N"))},
        "vehicles": {str(u["id"]): u["size"] | {"class": u["class"], "plate": (u.get("plate") or {}).get("text")}
                     for u in world["users"] if any(r[1] == u["id"] for r in rows)},
    }
    (into / "truth.json").write_text(json.dumps(truth, indent=1, ensure_ascii=False) + "\n")
    return truth


def write_tracks(world, boxes, into):
    """Writes gt_tracks.csv, of the frames that have boxes, and returns its rows."""
    rows = _tracks(world, boxes, Camera(world["camera"]))
    with open(into / "gt_tracks.csv", "w", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow("frame,id,left,top,width,height,class,x,y,front_x,front_y,heading_x,heading_y,speed,visibility,truncation".split(","))
        writer.writerows(rows)
    return rows


def fronts(user, fps):
    """(time, x, y of the front, rear's y, speed) per frame."""
    half = user["size"]["length"] / 2
    for i, (x, y, h, v) in enumerate(user["rows"]):
        yield (user["from"] + i) / fps, x + half * math.cos(h), y + half * math.sin(h), y - half * math.sin(h), v


def event(user, kind, start, decisive, end, where, why):
    return {"kind": kind, "start": round(start, 2), "decisive": round(decisive, 2), "end": round(end, 2), "vehicle": user["id"],
            "name": user["name"], "class": user["class"], "where": where, "why": why}


def red_lights(world, visible):
    """Crossings of the southern approach's stop line, and who nearly crossed."""
    found = {"events": [], "ignore": [], "negatives": []}
    line = -world["road"]["stop_line"]
    spans = world["signals"]["main"]
    fps = world["fps"]
    seconds = world["frames"] / fps
    onset = next(spans[i - 1][1] for i, (state, _) in enumerate(spans) if state == "RED" and i)
    over = next(until for state, until in spans if state == "RED")
    for user in world["users"]:
        if user.get("way", [""])[0] != "s":
            continue
        path = list(fronts(user, fps))
        at = next(((a, b) for a, b in zip(path, path[1:]) if a[2] <= line < b[2]), None)
        if at is None:
            continue
        (t0, _, y0, _, _), (t1, _, y1, _, _) = at
        crossed = t0 + (line - y0) / (y1 - y0) * (t1 - t0)
        if crossed < 0.5 or crossed > seconds - 2:
            continue
        state = next(s for s, until in spans if crossed < until)
        add = lambda key, why, start=crossed - 0.5, end=crossed + 1.0: found[key].append(
            event(user, "red-light", start, crossed, end, "S1", why))
        stood = [p for p in path if p[4] < 0.1 and onset < p[0] < over and -12 < p[2] - line <= 0]
        if len(stood) > 2 * fps and crossed >= over:
            add("negatives", f"stood {line - stood[-1][2]:.1f} m before the line", stood[0][0], stood[-1][0])
            continue
        if state == "AMBER":
            add("negatives", f"entered on amber, {onset - crossed:.1f} s before red")
        elif state == "GREEN":
            if crossed < onset and any(p[0] >= onset and p[2] < 20 and abs(p[1]) < 14 for p in path):
                add("negatives", "already past the line at red onset")
        elif state == "RED":
            _on_red(user, path, line, crossed, onset, over, visible, add)
    return found


def _on_red(user, path, line, crossed, onset, over, visible, add):
    age = crossed - onset
    beyond = BEYOND.get(user["class"], 5.0)
    complete = next((t for t, _, y, rear, _ in path if rear >= line and y >= line + beyond), None)
    halted = next((p for p in path if p[0] > crossed and p[4] < 0.1), None)
    near = [visible.get(user["id"], {}).get(round(crossed * 10) + k, 0) for k in range(-3, 8)]
    if user["way"][1] == "e":
        add("negatives", f"permitted right turn, {age:.1f} s into red", end=crossed + 3)
    elif age <= GRACE:
        add("negatives", f"crossed {age:.1f} s into red, within the grace")
    elif complete is None or complete >= over:
        past = (halted or path[-1])[2] - line
        add("negatives", f"stopped {past:.1f} m past the line", end=over)
    elif age < UNSURE:
        add("ignore", f"{age:.1f} s into red: too near the grace")
    elif max(near) < 0.2:
        add("ignore", f"{age:.1f} s into red, hidden")
    else:
        way = {"n": "ahead", "w": "left", "e": "right"}[user["way"][1]]
        add("events", f"{way}, {age:.1f} s into red", end=complete)


def _tracks(world, boxes, camera):
    rows = []
    users = {u["id"]: u for u in world["users"]}
    for frame in sorted(map(int, boxes)):
        for key, seen in boxes[str(frame)].items():
            user = users[int(key)]
            if seen["visibility"] < 0.02:
                continue
            x, y, h, v = user["still"] if "still" in user else user["rows"][frame - user["from"]]
            half = user["size"]["length"] / 2
            gx, gy = camera.ground(x, y)
            fx, fy = camera.ground(x + half * math.cos(h), y + half * math.sin(h))
            hx, hy = camera.turn(h)
            b = seen["box"]
            rows.append([frame + 1, user["id"], round(b["left"], 1), round(b["top"], 1), round(b["width"], 1), round(b["height"], 1), user["class"],
                         round(gx, 2), round(gy, 2), round(fx, 1), round(fy, 1), round(hx, 2), round(hy, 2), v,
                         round(seen["visibility"], 2), round(seen["truncation"], 2)])
    return rows


def _signals(world):
    seconds = world["frames"] / world["fps"]
    lines = ["start,end,signal,state"]
    start = 0.0
    for state, until in world["signals"].get("main", []):
        if start < seconds:
            lines.append(f"{start:.3f},{min(until, seconds):.3f},main,{state}")
        start = until
    return "\n".join(lines) + "\n"


def scene_yaml(scene, world, camera):
    c = world["camera"]
    lines = [f"# Made by benchmarks/junction/make.py.", f"scene: {world['name']}", "image: {width: 1280, height: 720}", "timeZone: Asia/Ho_Chi_Minh",
             "calibration:", f"  camera: {{height: {c['height']}m, pitch: {c['pitch']}deg, roll: {c['roll']}deg, focal: {c['focal']}px}}"]
    heads = [h for h in world["heads"] if "id" in h]
    if heads:
        lines += ["signals:", "  - id: main", "    heads:"]
        for head in heads:
            lines.append(f"      - {{box: {_box(camera, head)}, lamps: vertical}}  # {head['id']}")
    lines.append("lanes:")
    for lane in scene.lanes():
        extra = "".join(f", {key}: {value}" for key, value in lane.items() if key not in ("id", "corners", "heading"))
        lines.append(f"  - {{id: {lane['id']}, polygon: {_points(camera.area(lane['corners']))}, heading: {_points([camera.picture(*p) for p in lane['heading']])}{extra}}}")
    lines += scene.yaml(camera, _points)
    return "\n".join(lines) + "\n"


def _points(points):
    return "[" + ", ".join(f"[{min(1, max(0, x)):.4f}, {min(1, max(0, y)):.4f}]" for x, y in points) + "]"


def _box(camera, head):
    half, wide = head["height"] / 2, head["height"] / 3 * 1.05 / 2
    left, top = camera.picture(head["x"] - wide, head["y"], head["z"] + half)
    right, bottom = camera.picture(head["x"] + wide, head["y"], head["z"] - half)
    return f"[{left:.4f}, {top:.4f}, {right - left:.4f}, {bottom - top:.4f}]"
