"""The network: a plain convolutional, anchor-free detector.

Cross-stage-partial backbone (Wang et al. 2020) of 1x1 and 3x3 convolutions with ReLU, spatial pyramid pooling
(He et al. 2015), a light feature pyramid with a bottom-up path (PANet, Liu et al. 2018) and a decoupled head whose
convolutions are shared by the three strides while every stride keeps its own normalisation (RTMDet, Lyu et al. 2022).
Nothing but convolution, ReLU, max pooling, nearest upsampling, addition and concatenation: it quantises well.
"""

from dataclasses import asdict, dataclass

import torch
import torch.nn.functional as F
from torch import nn

CLASSES = ("pedestrian", "bicycle", "motorcycle", "car", "bus", "truck")
# Boxes of the same group suppress each other: a car is not also a truck, but a motorcycle in front of a car stays.
GROUPS = (0, 1, 1, 2, 2, 2)
STRIDES = (8, 16, 32)
WIDTH, HEIGHT = 832, 480
MEAN, SCALE = 114.0, 58.0


@dataclass(frozen=True)
class Architecture:
    """Channel and block counts of the network; written into every checkpoint and compared when one is loaded."""

    widths: tuple = (16, 24, 48, 128, 224)
    depths: tuple = (2, 3, 2)
    neck: int = 80

    def describe(self):
        return {key: list(value) if isinstance(value, tuple) else value for key, value in asdict(self).items()}


SEED = Architecture(widths=(16, 24, 48, 96, 160), depths=(2, 2, 1), neck=64)


class ConvUnit(nn.Module):
    """Convolution, batch normalisation, ReLU."""

    def __init__(self, inputs, outputs, kernel=3, stride=1):
        super().__init__()
        self.conv = nn.Conv2d(inputs, outputs, kernel, stride, kernel // 2, bias=False)
        self.norm = batch_norm(outputs)

    def forward(self, x):
        return F.relu(self.norm(self.conv(x)))


class Residual(nn.Module):
    """A 1x1 and a 3x3 unit added to their input."""

    def __init__(self, channels, hidden=None):
        super().__init__()
        hidden = hidden or channels
        self.squeeze = ConvUnit(channels, hidden, 1)
        self.spread = ConvUnit(hidden, channels, 3)

    def forward(self, x):
        return x + self.spread(self.squeeze(x))


class CrossStage(nn.Module):
    """Half of the channels pass by, the other half goes through residual blocks; all intermediate results are kept."""

    def __init__(self, channels, depth):
        super().__init__()
        half = channels // 2
        self.pre = ConvUnit(channels, 2 * half, 1)
        self.blocks = nn.ModuleList([Residual(half) for _ in range(depth)])
        self.post = ConvUnit((depth + 2) * half, channels, 1)

    def forward(self, x):
        halves = self.pre(x).chunk(2, 1)
        kept = [halves[0], halves[1]]
        for block in self.blocks:
            kept.append(block(kept[-1]))
        return self.post(torch.cat(kept, 1))


class PyramidPooling(nn.Module):
    """Maxima over windows of 5, 9 and 13 cells beside the features themselves."""

    def __init__(self, channels):
        super().__init__()
        self.pre = ConvUnit(channels, channels // 2, 1)
        self.post = ConvUnit(channels // 2 * 4, channels, 1)

    def forward(self, x):
        a = self.pre(x)
        b = F.max_pool2d(a, 5, 1, 2)
        c = F.max_pool2d(b, 5, 1, 2)
        return self.post(torch.cat([a, b, c, F.max_pool2d(c, 5, 1, 2)], 1))


class SharedUnit(nn.Module):
    """One 3x3 convolution for all strides, with one normalisation per stride: their statistics differ."""

    def __init__(self, inputs, outputs):
        super().__init__()
        self.conv = nn.Conv2d(inputs, outputs, 3, 1, 1, bias=False)
        self.norms = nn.ModuleList([batch_norm(outputs) for _ in STRIDES])

    def forward(self, x, level: int):
        return F.relu(self.norms[level](self.conv(x)))


class Backbone(nn.Module):
    """Features at strides 8, 16 and 32."""

    def __init__(self, widths, depths):
        super().__init__()
        self.stem = ConvUnit(3, widths[0], 3, 2)
        self.down2 = ConvUnit(widths[0], widths[1], 3, 2)
        self.stage2 = Residual(widths[1], widths[1] // 2)
        self.down3 = ConvUnit(widths[1], widths[2], 3, 2)
        self.stage3 = CrossStage(widths[2], depths[0])
        self.down4 = ConvUnit(widths[2], widths[3], 3, 2)
        self.stage4 = CrossStage(widths[3], depths[1])
        self.down5 = ConvUnit(widths[3], widths[4], 3, 2)
        self.stage5 = CrossStage(widths[4], depths[2])
        self.pool = PyramidPooling(widths[4])

    def forward(self, x):
        c3 = self.stage3(self.down3(self.stage2(self.down2(self.stem(x)))))
        c4 = self.stage4(self.down4(c3))
        return c3, c4, self.pool(self.stage5(self.down5(c4)))


class Neck(nn.Module):
    """Top-down, then bottom-up exchange between the three strides, all at one width."""

    def __init__(self, widths, neck):
        super().__init__()
        self.lateral5 = ConvUnit(widths[4], neck, 1)
        self.lateral4 = ConvUnit(widths[3], neck, 1)
        self.lateral3 = ConvUnit(widths[2], neck, 1)
        self.top4 = CrossStage(neck, 1)
        self.top3 = CrossStage(neck, 1)
        self.down4 = ConvUnit(neck, neck, 3, 2)
        self.out4 = CrossStage(neck, 1)
        self.down5 = ConvUnit(neck, neck, 3, 2)
        self.out5 = CrossStage(neck, 1)

    def forward(self, c3, c4, c5):
        p5 = self.lateral5(c5)
        p4 = self.top4(self.lateral4(c4) + F.interpolate(p5, scale_factor=2.0, mode="nearest"))
        p3 = self.top3(self.lateral3(c3) + F.interpolate(p4, scale_factor=2.0, mode="nearest"))
        p4 = self.out4(p4 + self.down4(p3))
        return p3, p4, self.out5(p5 + self.down5(p4))


class Detector(nn.Module):
    """Class logits [N, A, 6] and logarithms of the four distances to the box sides in strides [N, A, 4]."""

    def __init__(self, architecture=Architecture()):
        super().__init__()
        neck = architecture.neck
        self.architecture = architecture
        self.backbone = Backbone(architecture.widths, architecture.depths)
        self.neck = Neck(architecture.widths, neck)
        self.class_unit = SharedUnit(neck, neck)
        self.box_unit = SharedUnit(neck, neck // 2)
        self.class_out = nn.ModuleList([nn.Conv2d(neck, len(CLASSES), 1) for _ in STRIDES])
        self.box_out = nn.ModuleList([nn.Conv2d(neck // 2, 4, 1) for _ in STRIDES])
        self.reset()

    def reset(self):
        for module in self.modules():
            if isinstance(module, nn.Conv2d):
                nn.init.kaiming_normal_(module.weight, mode="fan_out", nonlinearity="relu")
        for out, bias in [(out, -4.6) for out in self.class_out] + [(out, 0.7) for out in self.box_out]:
            nn.init.normal_(out.weight, std=0.01)
            nn.init.constant_(out.bias, bias)

    def forward(self, x):
        c3, c4, c5 = self.backbone(x)
        logits, distances = [], []
        for level, features in enumerate(self.neck(c3, c4, c5)):
            logits.append(self.class_out[level](self.class_unit(features, level)).flatten(2))
            distances.append(self.box_out[level](self.box_unit(features, level)).flatten(2))
        return torch.cat(logits, 2).transpose(1, 2), torch.cat(distances, 2).transpose(1, 2)


def batch_norm(channels):
    return nn.BatchNorm2d(channels, eps=1e-3, momentum=0.05)


def grid(width, height):
    """Centres of all cells [A, 2] and their strides [A], in pixels of the network's input."""
    centres, strides = [], []
    for stride in STRIDES:
        rows, columns = torch.meshgrid(torch.arange(height // stride), torch.arange(width // stride), indexing="ij")
        centres.append(torch.stack([(columns + 0.5) * stride, (rows + 0.5) * stride], -1).reshape(-1, 2).float())
        strides.append(torch.full((rows.numel(),), float(stride)))
    return torch.cat(centres), torch.cat(strides)


def decode(distances, centres, strides):
    """Boxes x1 y1 x2 y2 in input pixels from the network's distances."""
    pixels = torch.exp(distances.clamp(-4, 5)) * strides[:, None]
    return torch.cat([centres - pixels[..., :2], centres + pixels[..., 2:]], -1)


def multiply_accumulates(network, width=WIDTH, height=HEIGHT):
    """Multiply-accumulate operations of the convolutions for one picture (GFLOPs are twice that, in 1e9)."""
    total = 0

    def count(module, _, output):
        nonlocal total
        total += output.numel() * module.weight.numel() // module.out_channels

    hooks = [m.register_forward_hook(count) for m in network.modules() if isinstance(m, nn.Conv2d)]
    training = network.training
    with torch.no_grad():
        network.eval()(torch.zeros(1, 3, height, width))
    network.train(training)
    for hook in hooks:
        hook.remove()
    return total
