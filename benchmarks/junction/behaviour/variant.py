"""The street of a scene with other traffic before another camera: pictures to train a detector on, so that the bundled clips stay unseen."""

from random import Random
from types import SimpleNamespace

import bodies
import fleet

# What trains poorly because it is scarce on a street comes more often here.
SHARES = {"bicycle": 9, "sedan": 14, "suv": 12, "light-truck": 4, "truck": 3, "minibus": 3, "bus": 3}
WALKERS = 14


def of(scene, seed):
    """A scene like `scene` with its own camera, more walkers and more of what is scarce. For one scene per process."""
    random = Random(seed)
    for model, share in SHARES.items():
        fleet.MODELS[model] = fleet.MODELS[model][:6] + (share,)

    def edit(drivers, paths):
        """The scene's own changes; then whoever touches another leaves the street."""
        if hasattr(scene, "edit"):
            scene.edit(drivers, paths)
        for pair in bodies.touching(drivers, paths, 0):
            paths.pop(pair[1], None)

    changed = {"edit": edit, "CAMERA": _moved(scene.CAMERA, random), "WALKERS": list(scene.WALKERS) + [_walker(scene, random) for _ in range(WALKERS)]}
    return SimpleNamespace(**{**vars(scene), **changed})


def _moved(camera, random):
    """Higher or lower, to the side, turned, and with another lens; lower cameras look up."""
    raised = random.uniform(0.8, 1.35)
    return camera | {
        "x": camera["x"] + random.uniform(-1.2, 0.6),
        "height": camera["height"] * raised,
        "yaw": camera["yaw"] + random.uniform(-2.0, 2.0),
        "pitch": camera["pitch"] * (0.4 + 0.6 * raised) + random.uniform(-0.8, 1.5),
        "focal": camera["focal"] * random.uniform(0.75, 1.15),
    }


def _walker(scene, random):
    """Somebody on the way of one of the scene's walkers, at another time, a little beside it, perhaps the other way round."""
    _, way = random.choice(scene.WALKERS)
    aside, ahead = random.uniform(-0.5, 0.5), random.uniform(-2.0, 2.0)
    points = [(x + aside, y + ahead) for x, y in way]
    return round(random.uniform(-30, scene.SECONDS - 5), 1), points if random.random() < 0.5 else points[::-1]
