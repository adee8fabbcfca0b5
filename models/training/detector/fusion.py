"""What several detectors agree on, and what that says about labels that are already there.

Boxes are fused as in weighted box fusion (Solovyev et al. 2021). Nothing is certain here: what enough detectors see
becomes a label, what some see becomes an ignore region, and a label that nobody sees becomes one too.
"""

from dataclasses import dataclass, field, replace

import numpy as np

from .metrics import area, intersections, iou
from .network import CLASSES, GROUPS

PEDESTRIAN, TWO_WHEEL, FOUR_WHEEL = range(3)
SAME_IOU = 0.55
# Sum of scores from which two detectors' word counts, and from which anybody's is at least a doubt; by group.
CERTAIN = (0.55, 0.9, 0.9)
DOUBTFUL = (0.3, 0.3, 0.35)
# What was added at one place in so many pictures of a view, and in hardly any before, is a post or a sign.
FIXTURE_SHARE = 0.3
FIXTURE_PICTURES = 12
# Share of the picture from which one detector's word is not even a doubt: they see lorries in empty roads.
LARGE = 0.05


@dataclass
class Sight:
    """One object as the detectors see it: the best score of each, and the boxes weighted by score."""

    group: int
    votes: dict = field(default_factory=dict)
    names: np.ndarray = field(default_factory=lambda: np.zeros(len(CLASSES)))
    weighted: np.ndarray = field(default_factory=lambda: np.zeros(4))

    def add(self, voter, row, names_class):
        self.votes[voter] = float(row[4])
        self.weighted = self.weighted + row[:4] * row[4]
        if names_class:
            self.names[int(row[5])] += row[4]

    @property
    def total(self):
        return sum(self.votes.values())

    @property
    def box(self):
        return self.weighted / self.total

    @property
    def name(self):
        return int(self.names.argmax()) if self.names.any() else (0, 2, 3)[self.group]

    @property
    def certain(self):
        return len(self.votes) > 1 and self.total >= CERTAIN[self.group]

    def doubtful(self, picture):
        """Whether something may be there, in a picture of so many pixels."""
        alone = len(self.votes) == 1 and area(self.box[None])[0] > LARGE * picture
        return self.total >= DOUBTFUL[self.group] and not alone


def sights(found, unnamed=()):
    """Sights of one picture from each detector's rows x1 y1 x2 y2 score class; `unnamed` detectors don't tell classes
    of one group apart."""
    rows = [(voter, row) for voter, of_voter in found.items() for row in of_voter if min(row[2:4] - row[:2]) >= 2]
    seen = [[], [], []]
    for voter, row in sorted(rows, key=lambda pair: -pair[1][4]):
        group = GROUPS[int(row[5])]
        others = [sight for sight in seen[group] if voter not in sight.votes]
        overlaps = overlap(row[:4], others)
        if len(others) and overlaps.max() >= SAME_IOU:
            sight = others[overlaps.argmax()]
        else:
            sight = Sight(group)
            seen[group].append(sight)
        sight.add(voter, row, voter not in unnamed)
    return sorted(seen[0] + seen[1] + seen[2], key=lambda sight: -sight.total)


def overlap(box, seen):
    """The IoU of a box with each sight's."""
    return iou(box[None], np.array([sight.box for sight in seen]).reshape(-1, 4))[0]


def relabel(sample, seen, trusted, as_drawn=False):
    """The sample with labels that its sights confirm, add, widen or put in doubt.

    `trusted` labels were made by people with care: they stay though nobody sees the same, unless two detectors see
    another kind of road user at that very place. Labels `as_drawn` are as likely to go, but are never widened.
    """
    height, width = sample.image.shape[:2]
    seen = [sight for sight in seen if sight.doubtful(width * height) and not rides(sight, seen)]
    boxes, names, ignore = confirmed(sample, seen, trusted, as_drawn)
    for sight in seen:
        own = [box for box, name in zip(boxes, names) if GROUPS[name] == sight.group]
        if sight.certain and sample.labelled[sight.name] and not meets(sight.box, own):
            boxes.append(sight.box)
            names.append(named(sight, sample))
    ignore = [region for region in ignore if not settled(region, boxes, seen, width * height, sample.view)]
    ignore += [sight.box for sight in seen if not covered(sight.box, boxes) and not covered(sight.box, ignore)]
    edge = (width, height, width, height)
    return replace(
        sample,
        boxes=np.clip(np.array(boxes, np.float32).reshape(-1, 4), 0, edge).astype(np.float32),
        classes=np.array(names, np.int64),
        ignore=np.clip(np.array(ignore, np.float32).reshape(-1, 4), 0, edge).astype(np.float32),
    )


def confirmed(sample, seen, trusted, as_drawn):
    """The labels to keep, their classes and the ignore regions.

    Labels of people stay where anybody sees the same, or are widened; those of detectors make way for what is seen now.
    What nobody sees any more becomes an ignore region.
    """
    boxes, names, ignore = [], [], list(sample.ignore)
    for box, name in zip(sample.boxes, sample.classes):
        alike = [sight for sight in seen if sight.group == GROUPS[name]]
        others = [sight for sight in seen if sight.group != GROUPS[name] and sight.certain]
        supported = matched(box, alike, 0.4)
        if not sample.human and meets(box, [sight.box for sight in alike if sight.certain]):
            continue
        if not supported and matched(box, others, 0.5):
            # A lorry that somebody called a motorcycle.
            continue
        whole = None if trusted else widened(box, name, alike, sample)
        if whole is not None:
            box = box if as_drawn else whole
        elif not trusted and not supported:
            ignore.append(box)
            continue
        boxes.append(box)
        names.append(name)
    return boxes, names, ignore


def named(sight, sample):
    """The class of a sight: that of the label that was there, or what the detectors say."""
    own = np.array([GROUPS[name] == sight.group for name in sample.classes], bool)
    if own.any():
        overlaps = iou(sight.box[None], sample.boxes[own])[0]
        if overlaps.max() >= 0.4:
            return int(sample.classes[own][overlaps.argmax()])
    return sight.name


def settled(region, boxes, seen, picture, view):
    """Whether an ignore region is no longer needed: it became a label, or it is large and nobody sees anything there.

    Crowds are marked by regions of many vehicles in the views named here only."""
    if len(boxes) and iou(region[None], np.array(boxes)).max() >= SAME_IOU:
        return True
    large = area(region[None])[0] > LARGE * picture and not view.startswith("uvh")
    return large and not matched(region, seen, 0.4)


def matched(box, seen, least):
    return bool((overlap(box, seen) >= least).any())


def covered(box, others, share=0.5):
    return bool(len(others)) and (intersections(box[None], np.array(others))[0] / area(box[None])).max() > share


def widened(box, name, alike, sample):
    """The whole of a two-wheeler of which only the machine was labelled, without the rider; None where unclear."""
    if GROUPS[name] != TWO_WHEEL:
        return None
    own = area(box[None])[0]
    for sight in alike:
        whole = sight.box
        inside = intersections(box[None], whole[None])[0, 0] / own
        lower = abs(whole[3] - box[3]) < 0.2 * (whole[3] - whole[1])
        if sight.certain and inside > 0.8 and lower and 0.2 < iou(box[None], whole[None])[0, 0] < 0.6:
            others = iou(sample.boxes, whole[None])[:, 0] > iou(box[None], whole[None])[0, 0]
            return None if (others & (sample.classes == name)).any() else whole
    return None


def rides(sight, seen):
    """Whether a person sits on a two-wheeler, or in another vehicle."""
    if sight.group != PEDESTRIAN:
        return False
    return covered(sight.box, [other.box for other in seen if other.group != PEDESTRIAN and other.total >= 0.45], 0.4)


def meets(box, others):
    """Whether a box is already labelled: much the same place, or mostly inside another or around it."""
    if not others:
        return False
    others = np.array(others)
    smaller = np.minimum(area(box[None]), area(others))
    return bool((iou(box[None], others) >= 0.5).any() or (intersections(box[None], others)[0] / smaller > 0.8).any())


def without_fixtures(before, after):
    """Samples relabelled from those in `before`, in the same order, with fixtures of a view moved to the ignore regions."""
    views = {}
    for index, sample in enumerate(after):
        views.setdefault((sample.view, sample.image.shape), []).append(index)
    result = list(after)
    for indices in views.values():
        if len(indices) < FIXTURE_PICTURES:
            continue
        fixtures = fixtures_of([before[i] for i in indices], [after[i] for i in indices])
        for index in indices:
            result[index] = doubted(after[index], fixtures)
    return result


def fixtures_of(before, after):
    """Rows x1 y1 x2 y2 group that appear at one place again and again though the first labels did not have them."""
    rows, origin = grouped(after)
    old_rows, old_origin = grouped(before)
    earlier = max(1, sum(len(sample.boxes) > 0 for sample in before))
    found, known = [], np.zeros(len(rows), bool)
    for index, row in enumerate(rows):
        if known[index]:
            continue
        same = (rows[:, 4] == row[4]) & (iou(row[None, :4], rows[:, :4])[0] > 0.6)
        known |= same
        old = (old_rows[:, 4] == row[4]) & (iou(row[None, :4], old_rows[:, :4])[0] > 0.5)
        often = len(set(origin[same])) / len(after) >= FIXTURE_SHARE
        if often and len(set(old_origin[old])) / earlier <= FIXTURE_SHARE / 2:
            found.append(row)
    return np.array(found).reshape(-1, 5)


def grouped(samples):
    """All boxes of samples as rows x1 y1 x2 y2 group, and the sample each is of."""
    groups = np.array(GROUPS)
    rows = [np.column_stack([sample.boxes, groups[sample.classes]]) for sample in samples]
    return np.concatenate(rows), np.repeat(np.arange(len(samples)), [len(row) for row in rows])


def doubted(sample, fixtures):
    """The sample with what lies on fixtures of the same group moved to the ignore regions."""
    same = iou(sample.boxes, fixtures[:, :4]) > 0.5
    same &= np.array(GROUPS)[sample.classes][:, None] == fixtures[None, :, 4]
    fixed = same.any(1)
    return replace(
        sample,
        boxes=sample.boxes[~fixed],
        classes=sample.classes[~fixed],
        ignore=np.concatenate([sample.ignore, sample.boxes[fixed]]),
    )
