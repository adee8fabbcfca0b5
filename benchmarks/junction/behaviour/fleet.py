"""What drives: models with their sizes in metres, their looks, and plates valid in Vietnam."""

# model: (class of the detections, SUMO's class, length, width, height, acceleration, share among motor traffic)
MODELS = {
    "scooter": ("motorcycle", "motorcycle", 1.88, 0.72, 1.62, 2.6, 34),
    "underbone": ("motorcycle", "motorcycle", 1.92, 0.70, 1.60, 2.8, 22),
    "cub": ("motorcycle", "motorcycle", 1.86, 0.68, 1.58, 2.4, 10),
    "sedan": ("car", "passenger", 4.55, 1.80, 1.46, 2.3, 9),
    "hatchback": ("car", "passenger", 3.85, 1.70, 1.50, 2.3, 6),
    "suv": ("car", "passenger", 4.62, 1.86, 1.72, 2.2, 7),
    "mpv": ("car", "passenger", 4.50, 1.76, 1.70, 2.1, 5),
    "pickup": ("car", "passenger", 5.30, 1.86, 1.80, 2.1, 1),
    "light-truck": ("truck", "delivery", 5.40, 1.86, 2.55, 1.6, 2),
    "truck": ("truck", "truck", 7.60, 2.30, 3.10, 1.2, 1),
    "minibus": ("bus", "delivery", 5.90, 2.00, 2.60, 1.6, 1),
    "bus": ("bus", "bus", 10.6, 2.50, 3.15, 1.1, 1),
    "bicycle": ("bicycle", "bicycle", 1.75, 0.60, 1.62, 1.0, 1),
}

TWO_WHEELED = ("scooter", "underbone", "cub", "bicycle")

_SERIES = "ABCDEFGHKLMNPSTUVXYZ"
_PLACES = ("29", "30", "30", "30", "51", "15", "99", "90", "17", "89")


def plate(model, index, random):
    """A plate: its rows, its colour, and the text as it is written in tables. None for a bicycle."""
    if model == "bicycle":
        return None
    place = random.choice(_PLACES)
    order = 0
    while order == 0:
        order = random.randrange(100000)
    number = f"{order:05d}"
    if model in TWO_WHEELED:
        series = (random.choice(_SERIES) + random.choice("123456789") if random.random() < 0.6
                  else random.choice("AB") + random.choice(_SERIES))
        rows, colour = [f"{place}-{series}", f"{number[:3]}.{number[3:]}"], "white"
    else:
        series = random.choice(_SERIES)
        rows = [f"{place}{series}", f"{number[:3]}.{number[3:]}"]
        business = model in ("light-truck", "truck", "minibus", "bus") or index % 5 == 0
        colour = "yellow" if business else "white"
    return {"rows": rows, "colour": colour, "text": f"{place}{series}{number}"}


def pick(random, among=None):
    """A model, as often as it occurs."""
    names = [name for name in MODELS if among is None or name in among]
    return random.choices(names, weights=[MODELS[name][6] for name in names])[0]
