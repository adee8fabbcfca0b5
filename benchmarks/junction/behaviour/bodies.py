"""Bodies on the road: smooth paths out of SUMO's rows, and who touches whom."""

import math

import fleet


def swerve(rows, swerves, fps):
    """Rows of one vehicle moved sideways, softly, by what each swerve adds."""
    moved = []
    for frame, x, y, heading, speed in rows:
        off = 0.0
        for moment, metres, seconds in swerves:
            part = min(1.0, max(0.0, (frame / fps - moment) / seconds))
            off += metres * part * part * (3 - 2 * part)
        moved.append((frame, x - off * math.sin(heading), y + off * math.cos(heading), heading, speed))
    return moved


def smooth(rows, two_wheeled):
    """Rows of one vehicle with sideways jerks taken out: SUMO moves sideways in steps. Standing vehicles stay as they are."""
    reach = 6 if two_wheeled else 8
    smoothed = []
    for i, (frame, x, y, heading, speed) in enumerate(rows):
        near = min(reach, i, len(rows) - 1 - i)
        if near:
            part = rows[i - near:i + near + 1]
            weights = [1 + near - abs(k - near) for k in range(len(part))]
            total = sum(weights)
            mx = sum(w * p[1] for w, p in zip(weights, part)) / total
            my = sum(w * p[2] for w, p in zip(weights, part)) / total
            # Only the part across the heading: along it SUMO is smooth and knows when who stops.
            across = (-math.sin(heading), math.cos(heading))
            off = (mx - x) * across[0] + (my - y) * across[1]
            x, y = x + off * across[0], y + off * across[1]
        smoothed.append([frame, x, y, heading, speed])
    _head_where_it_goes(smoothed, two_wheeled)
    return smoothed


def _head_where_it_goes(rows, two_wheeled):
    heading = rows[0][3]
    turn = 0.35 if two_wheeled else 0.22
    places = [(r[1], r[2]) for r in rows]
    for i, row in enumerate(rows):
        a, b = places[max(0, i - 2)], places[min(len(rows) - 1, i + 2)]
        if math.dist(a, b) > 0.6:
            wanted = math.atan2(b[1] - a[1], b[0] - a[0])
            off = math.remainder(wanted - heading, math.tau)
            heading += off * turn if i else off
        row[3] = heading


def corners(row, length, width):
    _, x, y, heading, _ = row
    ahead, side = (math.cos(heading), math.sin(heading)), (-math.sin(heading), math.cos(heading))
    return [(x - back * ahead[0] + half * side[0], y - back * ahead[1] + half * side[1])
            for back, half in ((0, width / 2), (length, width / 2), (length, -width / 2), (0, -width / 2))]


def touching(drivers, paths, from_frame, margin=0.0):
    """Pairs that overlap on the road, with the first frame and how long."""
    by_frame = {}
    sizes = {}
    for driver in drivers:
        if driver.id in paths:
            _, _, length, width, *_ = fleet.MODELS[driver.model]
            two = driver.model in fleet.TWO_WHEELED
            sizes[driver.id] = (length, width * (0.8 if two else 1))
            for row in paths[driver.id]:
                if row[0] >= from_frame:
                    by_frame.setdefault(row[0], []).append((driver.id, row))
    found = {}
    for frame in sorted(by_frame):
        here = by_frame[frame]
        for i, (a, ra) in enumerate(here):
            for b, rb in here[i + 1:]:
                if math.dist(ra[1:3], rb[1:3]) < 16 and _overlap(corners(ra, *sizes[a]), corners(rb, *sizes[b]), margin):
                    first, count = found.get((a, b), (frame, 0))
                    found[(a, b)] = (first, count + 1)
    return found


def _overlap(one, other, margin):
    for shape in (one, other):
        for i in range(4):
            a, b = shape[i], shape[(i + 1) % 4]
            length = math.dist(a, b)
            normal = ((b[1] - a[1]) / length, (a[0] - b[0]) / length)
            p = [c[0] * normal[0] + c[1] * normal[1] for c in one]
            q = [c[0] * normal[0] + c[1] * normal[1] for c in other]
            if max(p) < min(q) - margin or max(q) < min(p) - margin:
                return False
    return True
