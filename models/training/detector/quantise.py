"""int8 weights and activations by post-training quantisation (PyTorch FX graph mode), calibrated on real pictures after
the channels of every tensor were brought to like sizes (`equalise`).

Pictures are 8-bit numbers already: they go in as they are, with the normalisation as their scale and zero point, so that
nothing of them is lost. The last 1x1 convolutions, which give logits and distances, stay in float32: they cost nothing and
decide the scores.
"""

import copy

import torch
from torch import nn
from torch.ao.quantization import HistogramObserver, MinMaxObserver, QConfig, QConfigMapping, default_per_channel_weight_observer
from torch.ao.quantization.fx.custom_config import PrepareCustomConfig
from torch.ao.quantization.quantize_fx import convert_fx, prepare_fx

from .equalise import equalise
from .network import MEAN, SCALE, CrossStage

# Activations of 7 bits, weights of 8, so that no sum of two products passes 16 bits: some processors would cut it off there.
ENGINES = ("fbgemm", "onednn")
WEIGHTS = default_per_channel_weight_observer
# What a convolution gives: the range whose rounding and clipping together cost least.
CONVOLUTION = HistogramObserver.with_args(reduce_range=True)
# What is added and joined: from the least to the largest value. Which of the two is better there changes with the weights.
JOINT = MinMaxObserver.with_args(reduce_range=True)
# The first convolution sees 8 bits, so its weights have 7.
STEM = "backbone.stem"
STEM_WEIGHTS = default_per_channel_weight_observer.with_args(quant_min=-64, quant_max=63)


class Encode(nn.Module):
    """uint8 pictures as the quantised form of the normalised ones: the same bytes."""

    def __init__(self):
        super().__init__()
        self.step, self.zero = 1 / SCALE, int(MEAN)

    def forward(self, pictures: torch.Tensor) -> torch.Tensor:
        # Channels last, as the convolutions want it; bytes are cheaper to reorder than what comes after.
        channels_last = pictures.permute(0, 2, 3, 1).contiguous()
        return torch._make_per_tensor_quantized_tensor(channels_last, self.step, self.zero).permute(0, 3, 1, 2)


class SplitStage(nn.Module):
    """A folded cross-stage unit whose first convolution is two: halving a quantised tensor would take it to float32."""

    def __init__(self, stage):
        super().__init__()
        self.passed, self.worked = (half(stage.pre, rows) for rows in (0, 1))
        self.blocks, self.post = stage.blocks, stage.post

    def forward(self, x):
        kept = [self.passed(x), self.worked(x)]
        for block in self.blocks:
            kept.append(block(kept[-1]))
        return self.post(torch.cat(kept, 1))


def half(unit, which):
    """The first or second half of the output channels of a folded 1x1 unit."""
    whole = unit[0]
    conv = nn.Conv2d(whole.in_channels, whole.out_channels // 2, 1)
    conv.weight, conv.bias = (nn.Parameter(part.chunk(2)[which].clone()) for part in (whole.weight, whole.bias))
    return nn.Sequential(conv, nn.ReLU())


def split(folded):
    """A copy of a folded network that computes the same without halving a tensor."""
    network = copy.deepcopy(folded)
    for parent in list(network.modules()):
        for name, module in list(parent.named_children()):
            if isinstance(module, CrossStage):
                setattr(parent, name, SplitStage(module))
    return network.eval()


@torch.no_grad()
def quantise(folded, pictures):
    """The int8 form of a folded network, which wants what `Encode` makes; `pictures` are normalised batches [1, 3, H, W]."""
    return convert_fx(observed(folded, pictures))


def observed(folded, pictures):
    """The network with observers that have seen the pictures' activations."""
    torch.backends.quantized.engine = next(e for e in ENGINES if e in torch.backends.quantized.supported_engines)
    mapping = QConfigMapping().set_global(QConfig(activation=JOINT, weight=WEIGHTS))
    for unit in (nn.Conv2d, nn.ReLU):
        mapping.set_object_type(unit, QConfig(activation=CONVOLUTION, weight=WEIGHTS))
    mapping.set_module_name(STEM, QConfig(activation=CONVOLUTION, weight=STEM_WEIGHTS))
    for level in range(len(folded.class_out)):
        mapping.set_module_name(f"class_out.{level}", None).set_module_name(f"box_out.{level}", None)
    for join in range(2):
        mapping.set_module_name_object_type_order("", torch.cat, join, None)
    mapping.set_object_type("transpose", None)
    encoded = PrepareCustomConfig().set_input_quantized_indexes([0])
    network = equalise(split(folded), pictures)
    prepared = prepare_fx(network, mapping, (pictures[0],), prepare_custom_config=encoded)
    for picture in pictures:
        prepared(picture)
    return prepared
