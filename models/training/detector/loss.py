"""What is wrong with an answer: soft dynamic label assignment, quality focal loss and generalised IoU.

Assignment after RTMDet (Lyu et al. 2022), quality focal loss after Li et al. 2020, GIoU after Rezatofighi et al. 2019.
"""

import torch
import torch.nn.functional as F

from .network import decode

CANDIDATES = 10
BOX_WEIGHT = 2.0


def pair_iou(boxes, others):
    wide = torch.minimum(boxes[:, None, 2], others[None, :, 2]) - torch.maximum(boxes[:, None, 0], others[None, :, 0])
    high = torch.minimum(boxes[:, None, 3], others[None, :, 3]) - torch.maximum(boxes[:, None, 1], others[None, :, 1])
    both = wide.clamp(0) * high.clamp(0)
    return both / (box_area(boxes)[:, None] + box_area(others)[None] - both + 1e-6)


def box_area(boxes):
    return (boxes[:, 2] - boxes[:, 0]) * (boxes[:, 3] - boxes[:, 1])


def generalised_iou(boxes, others):
    low, high = torch.maximum(boxes[:, :2], others[:, :2]), torch.minimum(boxes[:, 2:], others[:, 2:])
    both = (high - low).clamp(0).prod(1)
    union = box_area(boxes) + box_area(others) - both + 1e-6
    hull = torch.maximum(boxes[:, 2:], others[:, 2:]) - torch.minimum(boxes[:, :2], others[:, :2])
    hull = hull.prod(1) + 1e-6
    return both / union - (hull - union) / hull


@torch.no_grad()
def assign(logits, boxes, centres, strides, true_boxes, true_classes):
    """Cells that answer for a true box: (cell, true box, IoU), or None where no cell lies in any box.

    Each true box gets as many cells as the sum of its best IoUs says; a cell wanted twice goes where it costs less.
    """
    low, high = centres[:, None] - true_boxes[None, :, :2], true_boxes[None, :, 2:] - centres[:, None]
    inside = torch.minimum(low, high).amin(-1) > 0
    middle = (true_boxes[:, :2] + true_boxes[:, 2:]) / 2
    away = centres[:, None] - middle[None]
    # Objects smaller than a cell may contain no centre: the nearest fine cells stand in.
    inside |= (away.abs().amax(-1) < 6) & (strides == 8)[:, None]
    cells = inside.any(1).nonzero()[:, 0]
    if not len(cells):
        return None
    inside = inside[cells]
    iou = pair_iou(boxes[cells], true_boxes)
    scores = logits[cells][:, true_classes]
    gap = (iou - scores.sigmoid()).abs()
    cost = F.binary_cross_entropy_with_logits(scores, iou, reduction="none") * gap * gap
    cost = cost - 3 * torch.log(iou + 1e-7)
    cost = cost + torch.pow(10, (away[cells].norm(dim=-1) / strides[cells][:, None] - 3).clamp(max=6))
    cost = torch.where(inside, cost, cost.new_tensor(1e8))
    count = min(CANDIDATES, len(cells))
    wanted = torch.topk(torch.where(inside, iou, iou.new_zeros(())), count, 0)[0].sum(0).int().clamp(1)
    best, best_cell = torch.topk(cost, count, 0, largest=False)
    taken = (torch.arange(count)[:, None] < wanted[None]) & (best < 1e7)
    column = torch.arange(len(true_boxes))[None].expand(count, -1)
    matched = torch.full_like(cost, 1e9)
    matched[best_cell[taken], column[taken]] = best[taken]
    least, true_box = matched.min(1)
    positive = least < 1e8
    return cells[positive], true_box[positive], iou[positive, true_box[positive]]


def known(targets, centres, weights):
    """Sets the weight of cells to zero where the labels say nothing: ignore regions, classes not labelled there."""
    for row, (_, _, ignore, unlabelled) in enumerate(targets):
        if len(ignore):
            regions = torch.from_numpy(ignore)
            low, high = centres[:, None] > regions[None, :, :2], centres[:, None] < regions[None, :, 2:]
            weights[row][(low & high).all(-1).any(1)] = 0
        for index, (x1, y1, x2, y2) in unlabelled:
            x, y = centres[:, 0], centres[:, 1]
            weights[row, (x >= x1) & (x < x2) & (y >= y1) & (y < y2), index] = 0


def loss(logits, distances, targets, centres, strides):
    """The scalar to minimise and a dict of its parts; targets are (boxes, classes, ignore, unlabelled) per picture."""
    boxes = decode(distances, centres, strides)
    wanted, weights = torch.zeros_like(logits), torch.ones_like(logits)
    known(targets, centres, weights)
    found, true, quality = [], [], []
    for row, (true_boxes, true_classes, _, _) in enumerate(targets):
        if not len(true_boxes):
            continue
        true_boxes, true_classes = torch.from_numpy(true_boxes), torch.from_numpy(true_classes)
        answer = assign(logits[row].detach(), boxes[row].detach(), centres, strides, true_boxes, true_classes)
        if answer is None:
            continue
        cell, true_box, iou = answer
        iou = iou.clamp(min=0.05)
        wanted[row, cell, true_classes[true_box]] = iou
        weights[row, cell, true_classes[true_box]] = 1
        found.append(boxes[row][cell])
        true.append(true_boxes[true_box])
        quality.append(iou)
    error = (wanted - logits.sigmoid()).abs().pow(2)
    scale = wanted.sum().clamp(min=float(len(targets)))
    of_class = (F.binary_cross_entropy_with_logits(logits, wanted, reduction="none") * error * weights).sum() / scale
    if not found:
        return of_class + 0 * distances.sum(), {"class": float(of_class), "box": 0.0, "positives": 0.0, "iou": 0.0}
    quality = torch.cat(quality)
    of_box = ((1 - generalised_iou(torch.cat(found), torch.cat(true))) * quality).sum() / scale
    parts = {"class": float(of_class), "box": float(of_box)}
    parts.update(positives=len(quality) / len(targets), iou=float(quality.mean()))
    return of_class + BOX_WEIGHT * of_box, parts
