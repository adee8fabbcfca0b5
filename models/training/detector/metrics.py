"""Average precision at IoU 0.5 with ignore regions, per class and for the groups two-wheel and four-wheel."""

import numpy as np

from .network import CLASSES

GROUPED = {
    "two-wheel": {1, 2},
    "four-wheel": {3, 4, 5},
    **{name: {index} for index, name in enumerate(CLASSES)},
}
THRESHOLDS = (0.2, 0.3, 0.35, 0.4, 0.45, 0.5, 0.6)


def intersections(boxes, others):
    wide = np.minimum(boxes[:, None, 2], others[None, :, 2]) - np.maximum(boxes[:, None, 0], others[None, :, 0])
    high = np.minimum(boxes[:, None, 3], others[None, :, 3]) - np.maximum(boxes[:, None, 1], others[None, :, 1])
    return np.clip(wide, 0, None) * np.clip(high, 0, None)


def area(boxes):
    return (boxes[:, 2] - boxes[:, 0]) * (boxes[:, 3] - boxes[:, 1])


def iou(boxes, others):
    both = intersections(boxes, others)
    return both / (area(boxes)[:, None] + area(others)[None] - both + 1e-9)


def suppress(boxes, scores, limit):
    """Indices kept by greedy suppression, best first."""
    order, kept = np.argsort(-scores, kind="stable"), []
    while len(order):
        best, order = order[0], order[1:]
        kept.append(best)
        order = order[iou(boxes[best : best + 1], boxes[order])[0] <= limit]
    return np.array(kept, int)


class AveragePrecision:
    """Collects pictures, then answers per group: AP, number of true boxes, precision and recall at thresholds.

    A detection mostly inside an ignore region that meets no true box counts neither way. A group none of whose classes
    was labelled in a picture skips that picture.
    """

    def __init__(self):
        self.scored = {name: [] for name in GROUPED}
        self.true = {name: 0 for name in GROUPED}

    def add(self, detections, sample):
        """`detections`: rows x1 y1 x2 y2 score class in pixels of the sample's picture."""
        for name, members in GROUPED.items():
            if not any(sample.labelled[index] for index in members):
                continue
            own = detections[np.isin(detections[:, 5], list(members))]
            if len(members) > 1:
                own = own[suppress(own[:, :4], own[:, 4], 0.6)]
            own = own[np.argsort(-own[:, 4], kind="stable")]
            true = sample.boxes[np.isin(sample.classes, list(members))]
            self.true[name] += len(true)
            self.scored[name] += zip(own[:, 4], outcomes(own[:, :4], true, sample.ignore))

    def result(self):
        return {name: self.group(name) for name in GROUPED if self.true[name]}

    def group(self, name):
        counted = sorted(((s, hit) for s, hit in self.scored[name] if hit is not None), key=lambda pair: -pair[0])
        scores = np.array([score for score, _ in counted])
        hits = np.cumsum([hit for _, hit in counted])
        precision = hits / np.arange(1, len(hits) + 1)
        recall = hits / self.true[name]
        envelope = np.maximum.accumulate(precision[::-1])[::-1]
        at = {}
        for threshold in THRESHOLDS:
            count = int((scores >= threshold).sum())
            at[threshold] = (float(precision[count - 1]), float(recall[count - 1])) if count else (0.0, 0.0)
        ap = float(np.sum(np.diff(np.concatenate([[0], recall])) * envelope)) if len(counted) else 0.0
        return {"ap": ap, "true": self.true[name], "at": at}


def outcomes(boxes, true, ignore):
    """True (hit), False (false alarm) or None (not counted) for each box, best first; each true box is hit once."""
    matches = iou(boxes, true)
    covered = intersections(boxes, ignore) / (area(boxes)[:, None] + 1e-9)
    free = np.ones(len(true), bool)
    result = []
    for index in range(len(boxes)):
        candidates = np.where(free & (matches[index] >= 0.5))[0]
        if len(candidates):
            free[candidates[np.argmax(matches[index][candidates])]] = False
            result.append(True)
        else:
            result.append(None if len(ignore) and covered[index].max() > 0.5 else False)
    return result
