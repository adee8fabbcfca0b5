"""The camera: from the crossing's metres to its own metres on the ground, and to the picture."""

import math


class Camera:
    def __init__(self, pose, width=1280, height=720):
        self.pose = pose
        self.size = (width, height)
        yaw, self.pitch = math.radians(pose["yaw"]), math.radians(pose["pitch"])
        self.ahead = (-math.sin(yaw), math.cos(yaw))

    def ground(self, x, y):
        """Metres to the right of the camera's foot and before it."""
        dx, dy = x - self.pose["x"], y - self.pose["y"]
        return dx * self.ahead[1] - dy * self.ahead[0], dx * self.ahead[0] + dy * self.ahead[1]

    def turn(self, heading):
        """A direction of the crossing as one of the camera's ground."""
        c, s = math.cos(heading), math.sin(heading)
        return c * self.ahead[1] - s * self.ahead[0], c * self.ahead[0] + s * self.ahead[1]

    def picture(self, x, y, z=0.0):
        """The normalised place in the picture; None when it is not before the camera."""
        right, before = self.ground(x, y)
        down = self.pose["height"] - z
        depth = before * math.cos(self.pitch) + down * math.sin(self.pitch)
        if depth < 0.5:
            return None
        below = down * math.cos(self.pitch) - before * math.sin(self.pitch)
        f = self.pose["focal"]
        return 0.5 + f * right / depth / self.size[0], 0.5 + f * below / depth / self.size[1]

    def area(self, corners):
        """A polygon on the road as it is seen in the picture, cut off at the picture's edges."""
        points = []
        for (x0, y0), (x1, y1) in zip(corners, corners[1:] + corners[:1]):
            for k in range(12):
                p = self.picture(x0 + (x1 - x0) * k / 12, y0 + (y1 - y0) * k / 12)
                if p:
                    points.append(p)
        return _straight(cut(points, 0, 1, 0, 1))


def cut(points, left, right, near, far):
    """The part of a polygon inside a rectangle."""
    for axis, limit, sign in ((0, left, 1), (0, right, -1), (1, near, 1), (1, far, -1)):
        kept = []
        for a, b in zip(points, points[1:] + points[:1]):
            da, db = sign * (a[axis] - limit), sign * (b[axis] - limit)
            if da >= 0:
                kept.append(a)
            if (da >= 0) != (db >= 0):
                t = da / (da - db)
                kept.append((a[0] + t * (b[0] - a[0]), a[1] + t * (b[1] - a[1])))
        points = kept
    return points


def _straight(points):
    """Without points that lie between their neighbours."""
    kept = []
    n = len(points)
    for i in range(n):
        a, b, c = points[i - 1], points[i], points[(i + 1) % n]
        area = abs((b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0]))
        if area > 2e-6:
            kept.append(b)
    return kept
