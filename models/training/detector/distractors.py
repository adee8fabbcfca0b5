"""Things that a detector takes for vehicles, drawn by this code: signal heads, signs, billboards, poles, trees, writing,
night skies.

They are put where no labelled object is, so that the network learns them as background.
"""

import cv2
import numpy as np

LAMPS = ((255, 40, 30), (255, 190, 30), (40, 255, 120))
LETTERS = "AEHKMNOPRTUVX0123456789 "


def colour(rng, low=0, high=255):
    return tuple(rng.randint(low, high) for _ in range(3))


def signal_head(image, box, rng):
    """A dark housing with three lamps, one of them lit, with a halo."""
    x1, y1, x2, y2 = box
    cv2.rectangle(image, (x1, y1), (x2, y2), colour(rng, 0, 60), -1)
    upright = (y2 - y1) >= (x2 - x1)
    lit = rng.randrange(3)
    radius = max(1, int(min(x2 - x1, y2 - y1) * 0.38))
    for lamp in range(3):
        share = (lamp + 0.5) / 3
        centre = (x1 + x2) // 2, int(y1 + share * (y2 - y1))
        if not upright:
            centre = int(x1 + share * (x2 - x1)), (y1 + y2) // 2
        if lamp != lit:
            cv2.circle(image, centre, radius, colour(rng, 20, 70), -1)
            continue
        halo = image.copy()
        cv2.circle(halo, centre, radius * 2, LAMPS[lamp], -1)
        cv2.addWeighted(halo, 0.25, image, 0.75, 0, image)
        cv2.circle(image, centre, radius, LAMPS[lamp], -1)


def billboard(image, box, rng):
    """A coloured plate with blocks and lettering."""
    x1, y1, x2, y2 = box
    cv2.rectangle(image, (x1, y1), (x2, y2), colour(rng), -1)
    for _ in range(rng.randint(0, 3)):
        a, b = sorted(rng.randint(x1, x2) for _ in range(2))
        c, d = sorted(rng.randint(y1, y2) for _ in range(2))
        cv2.rectangle(image, (a, c), (b, d), colour(rng), -1)
    text = "".join(rng.choice(LETTERS) for _ in range(rng.randint(2, 8)))
    size = max(0.3, (y2 - y1) / 60)
    cv2.putText(image, text, (x1 + 2, (y1 + y2) // 2), cv2.FONT_HERSHEY_SIMPLEX, size, colour(rng), 1 + int(size))


def writing(image, box, rng):
    """A line that the camera writes on its picture: bright letters with a dark rim."""
    x1, y1, x2, y2 = box
    text = "".join(rng.choice(LETTERS + "-:/") for _ in range(rng.randint(4, 20)))
    size = max(0.3, (y2 - y1) / 30)
    tone = colour(rng, 180, 255)
    for thick, ink in ((3 + int(size), (0, 0, 0)), (1 + int(size), tone)):
        cv2.putText(image, text, (x1, y2 - (y2 - y1) // 5), cv2.FONT_HERSHEY_DUPLEX, size, ink, thick)


def round_sign(image, box, rng):
    """A traffic sign on its post."""
    x1, y1, x2, y2 = box
    radius = max(2, (x2 - x1) // 2)
    x = (x1 + x2) // 2
    cv2.line(image, (x, y1 + radius), (x, y2), colour(rng, 60, 180), max(1, radius // 5))
    cv2.circle(image, (x, y1 + radius), radius, (200, 30, 40), -1)
    cv2.circle(image, (x, y1 + radius), max(1, int(radius * 0.7)), rng.choice(((240, 240, 240), (30, 60, 170))), -1)


def pole(image, box, rng):
    """A post, sometimes with a box on it."""
    x1, y1, x2, y2 = box
    x = (x1 + x2) // 2
    thick = max(1, (x2 - x1) // 5)
    tone = rng.randint(30, 190)
    cv2.line(image, (x, y1), (x, y2), (tone, tone, tone), thick)
    if rng.random() < 0.5:
        middle = (y1 + y2) // 2
        cv2.rectangle(image, (x1, middle), (x2, middle + max(2, (y2 - y1) // 6)), colour(rng, 40, 200), -1)


def tree(image, box, rng):
    """A crown of leaves on its trunk, sometimes before a bright sky."""
    x1, y1, x2, y2 = box
    width, height = x2 - x1, y2 - y1
    if rng.random() < 0.5:
        light = rng.randint(150, 255)
        cv2.rectangle(image, (x1, y1), (x2, y2), (light - rng.randint(0, 40), light - rng.randint(0, 15), light), -1)
    crown = y1 + int(height * rng.uniform(0.65, 1.0))
    middle, bark = (x1 + x2) // 2, rng.randint(20, 110)
    cv2.line(image, (middle, (y1 + crown) // 2), (middle, y2), (bark, bark, bark), max(1, width // 12))
    green, shade = rng.randint(25, 120), rng.uniform(0.4, 1.0)
    for _ in range(rng.randint(40, 120)):
        # A leaf within the crown's ellipse; the root spreads them evenly over it.
        angle, share = rng.uniform(0, 2 * np.pi), rng.random() ** 0.5
        x = (x1 + x2) / 2 + 0.42 * width * share * np.cos(angle)
        y = (y1 + crown) / 2 + 0.42 * (crown - y1) * share * np.sin(angle)
        tone = green * rng.uniform(0.4, 1.4)
        radius = max(1, int(width * rng.uniform(0.03, 0.1)))
        cv2.circle(image, (int(x), int(y)), radius, (int(tone * shade), int(tone), int(tone * shade * 0.7)), -1)


# (drawing, range of widths, range of heights as a multiple of the width)
KINDS = (
    (signal_head, (5, 26), (2.0, 3.2)),
    (signal_head, (12, 60), (0.3, 0.45)),
    (billboard, (16, 130), (0.3, 1.4)),
    (writing, (60, 300), (0.06, 0.2)),
    (round_sign, (8, 34), (1.2, 4.0)),
    (pole, (4, 20), (4.0, 12.0)),
    (tree, (8, 90), (0.8, 4.0)),
)


def add(image, boxes, rng, count):
    """Draws up to `count` of them into the picture, away from all boxes."""
    height, width = image.shape[:2]
    for _ in range(count):
        draw, widths, ratios = rng.choice(KINDS)
        w = rng.randint(*widths)
        h = int(w * rng.uniform(*ratios))
        if w >= width or h >= height:
            continue
        x, y = rng.randrange(width - w), rng.randrange(height - h)
        margin = 3
        apart = (
            (boxes[:, 2] < x - margin)
            | (boxes[:, 0] > x + w + margin)
            | (boxes[:, 3] < y - margin)
            | (boxes[:, 1] > y + h + margin)
        )
        if apart.all():
            # A view, so that nothing is drawn beyond it.
            draw(image[y : y + h, x : x + w], (0, 0, w - 1, h - 1), rng)


def night(width, height, rng):
    """An empty night view: a dark gradient, a road's glow, lamps with halos, poles."""
    top, bottom = np.array(colour(rng, 0, 40)), np.array(colour(rng, 5, 90))
    ramp = np.linspace(0, 1, height)[:, None, None] ** rng.uniform(0.6, 3)
    image = np.broadcast_to(top + (bottom - top) * ramp, (height, width, 3)).astype(np.uint8).copy()
    for _ in range(rng.randint(0, 6)):
        centre = rng.randrange(width), rng.randrange(height)
        radius = rng.randint(2, 9)
        tone = rng.choice(((255, 240, 200), (255, 200, 120), (200, 220, 255)) + LAMPS)
        halo = image.copy()
        cv2.circle(halo, centre, radius * 4, tone, -1)
        image = cv2.addWeighted(cv2.GaussianBlur(halo, (0, 0), radius), 0.35, image, 0.65, 0)
        cv2.circle(image, centre, radius, tone, -1)
    add(image, np.zeros((0, 4)), rng, rng.randint(0, 3))
    noise = np.random.default_rng(rng.randrange(1 << 30)).normal(0, rng.uniform(1, 8), image.shape)
    return np.clip(image + noise, 0, 255).astype(np.uint8)
