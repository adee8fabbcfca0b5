"""The exported form: uint8 letterboxed pictures in, final boxes out, plain tensor operations only.

Input uint8 [N, 3, H, W] RGB. Output float32 [N, 300, 6]: x1 y1 x2 y2 in input pixels, score, class, best score first;
rows without a box are zero with class -1 (output layout `ngatu-boxes`).
"""

import copy

import torch
from torch import nn
from torch.nn.utils.fusion import fuse_conv_bn_eval

from .network import GROUPS, HEIGHT, MEAN, SCALE, WIDTH, ConvUnit, grid


class Boxes(nn.Module):
    """From logits and distances to final boxes: threshold, exact greedy suppression within a group, the best 300.

    Every box above the threshold takes part: in a dense crowd that is well over a thousand, and whoever takes only the
    best few hundred drops road users for the doubles of others. So they go block by block, best first.
    """

    def __init__(self, score_min: float, iou: float = 0.6, block: int = 128, rows: int = 300):
        super().__init__()
        self.score_min, self.iou, self.block, self.rows = score_min, iou, block, rows
        self.register_buffer("groups", torch.tensor(GROUPS, dtype=torch.float32))

    def forward(self, scores: torch.Tensor, boxes: torch.Tensor) -> torch.Tensor:
        best, classes = scores.max(-1)
        out = torch.zeros([scores.shape[0], self.rows, 6], dtype=torch.float32)
        out[:, :, 5] = -1.0
        for n in range(scores.shape[0]):
            index = torch.nonzero(best[n] > self.score_min)[:, 0]
            index = index[torch.argsort(best[n][index], descending=True)]
            kept = index[self.keep(boxes[n][index], classes[n][index])]
            columns = [boxes[n][kept], best[n][kept][:, None], classes[n][kept][:, None].to(torch.float32)]
            out[n, : kept.shape[0]] = torch.cat(columns, 1)
        return out

    def keep(self, boxes: torch.Tensor, classes: torch.Tensor) -> torch.Tensor:
        """Indices of the boxes that survive, at most `rows`; they come sorted by score, and so do these."""
        apart = boxes + (self.groups[classes] * 4096.0)[:, None]
        kept = torch.zeros([0], dtype=torch.int64)
        for start in range(0, boxes.shape[0], self.block):
            block = torch.arange(start, min(start + self.block, boxes.shape[0]))
            block = block[torch.logical_not(self.cover(apart[kept], apart[block]).any(0))]
            kept = torch.cat([kept, block[self.survivors(apart[block])]])
            if kept.shape[0] >= self.rows:
                break
        return kept[: self.rows]

    def survivors(self, boxes: torch.Tensor) -> torch.Tensor:
        """Mask of the boxes that no better one covers which survives itself: iterated to the fixed point, which equals
        the greedy result."""
        beats = torch.triu(self.cover(boxes, boxes), 1).to(torch.float32)
        kept = torch.ones([boxes.shape[0]], dtype=torch.float32)
        changed = boxes.shape[0] > 0
        while changed:
            after = (torch.mv(beats.t(), kept) < 0.5).to(torch.float32)
            changed = bool((after != kept).any())
            kept = after
        return kept > 0.5

    def cover(self, boxes: torch.Tensor, others: torch.Tensor) -> torch.Tensor:
        """Whether each of the boxes (rows) lies on each of the others (columns)."""
        # Side by side: a last dimension of two would not be vectorised.
        left, top, right, bottom = boxes[:, :, None].unbind(1)
        lefts, tops, rights, bottoms = others.unbind(1)
        wide = (torch.minimum(right, rights) - torch.maximum(left, lefts)).clamp(min=0.0)
        high = (torch.minimum(bottom, bottoms) - torch.maximum(top, tops)).clamp(min=0.0)
        both = wide * high
        areas = (right - left) * (bottom - top) + (rights - lefts) * (bottoms - tops)
        return both > self.iou * (areas - both)


class Normalise(nn.Module):
    """uint8 pictures as normalised floats."""

    def __init__(self):
        super().__init__()
        self.mean, self.scale = MEAN, SCALE

    def forward(self, pictures: torch.Tensor) -> torch.Tensor:
        # Without channels-last memory the convolutions take about 40 % longer on a CPU.
        x = pictures.to(torch.float32).contiguous(memory_format=torch.channels_last)
        return (x - self.mean) / self.scale


class Deployed(nn.Module):
    """Everything together: `prepare` turns uint8 pictures into what `network` wants, which gives logits and distances."""

    def __init__(self, network, score_min, prepare=None, width=WIDTH, height=HEIGHT):
        super().__init__()
        centres, strides = grid(width, height)
        self.prepare = prepare or Normalise()
        self.network = network
        self.boxes = Boxes(score_min)
        self.register_buffer("centres", centres)
        self.register_buffer("strides", strides)

    def forward(self, pictures: torch.Tensor) -> torch.Tensor:
        logits, distances = self.network(self.prepare(pictures))
        pixels = torch.exp(torch.clamp(distances, -4.0, 5.0)) * self.strides[:, None]
        boxes = torch.cat([self.centres - pixels[:, :, :2], self.centres + pixels[:, :, 2:]], -1)
        return self.boxes(torch.sigmoid(logits), boxes)


class PerLevel(nn.Module):
    """A shared unit as one convolution per stride, with that stride's normalisation folded in."""

    def __init__(self, unit):
        super().__init__()
        self.units = nn.ModuleList([folded(unit.conv, norm) for norm in unit.norms])

    def forward(self, x, level: int):
        return self.units[level](x)


def folded(conv, norm):
    # Nothing may stand between the convolution and its ReLU, or quantisation won't make one operation of them.
    return nn.Sequential(fuse_conv_bn_eval(conv, norm), nn.ReLU())


def fold(network):
    """A copy for inference with all normalisations folded into the convolutions."""
    network = copy.deepcopy(network).eval()
    for parent in list(network.modules()):
        for name, module in list(parent.named_children()):
            if isinstance(module, ConvUnit):
                setattr(parent, name, folded(module.conv, module.norm))
    network.class_unit, network.box_unit = PerLevel(network.class_unit), PerLevel(network.box_unit)
    for parameter in network.parameters():
        parameter.requires_grad_(False)
    return network.to(memory_format=torch.channels_last)


def script(network, score_min, prepare=None, width=WIDTH, height=HEIGHT):
    """The frozen TorchScript module of a folded (or quantised) network; batch size free, picture size fixed."""
    prepare = prepare or Normalise()
    with torch.no_grad():
        example = prepare(torch.zeros(1, 3, height, width, dtype=torch.uint8))
        traced = torch.jit.trace(network, example)
        return torch.jit.freeze(torch.jit.script(Deployed(traced, score_min, prepare, width, height).eval()))
