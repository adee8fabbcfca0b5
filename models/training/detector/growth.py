"""Grows a trained network into a wider and deeper one that computes the same function at first.

New channels start at random but nothing reads them yet (their columns are zero), so the grown network answers like the
small one and keeps its training (function-preserving growth after Net2Net, Chen et al. 2016).
"""

import torch
import torch.nn.functional as F

from .dataset import DataError
from .network import SEED, Architecture, ConvUnit, CrossStage, Detector, PyramidPooling, SharedUnit


def exported_convolutions(path):
    """Weights and biases in order of execution out of a frozen TorchScript export (normalisation folded in)."""
    nodes = torch.jit.load(str(path), map_location="cpu").graph.nodes()
    convolutions = [node for node in nodes if node.kind() in ("aten::conv2d", "aten::_convolution")]
    return [(node.inputsAt(1).toIValue(), node.inputsAt(2).toIValue()) for node in convolutions]


def executed_convolutions(network):
    """(convolution, its normalisation or None, number of equal chunks its input is joined from, of its output)."""
    chunks = {}
    for module in network.modules():
        if isinstance(module, CrossStage):
            chunks[module.post.conv] = (len(module.blocks) + 2, 1)
            chunks[module.pre.conv] = (1, 2)
        elif isinstance(module, PyramidPooling):
            chunks[module.post.conv] = (4, 1)
    norms = {module.conv: [module.norm] for module in network.modules() if isinstance(module, ConvUnit)}
    norms.update({module.conv: list(module.norms) for module in network.modules() if isinstance(module, SharedUnit)})
    executed = []

    def note(module, _, __):
        queue = norms.get(module)
        executed.append((module, queue.pop(0) if queue else None, *chunks.get(module, (1, 1))))

    hooks = [m.register_forward_hook(note) for m in network.modules() if isinstance(m, torch.nn.Conv2d)]
    with torch.no_grad():
        network.eval()(torch.zeros(1, 3, 64, 64))
    for hook in hooks:
        hook.remove()
    return executed


def fits(convolutions, architecture):
    """Whether exported convolutions are those of an architecture."""
    own = executed_convolutions(Detector(architecture))
    shapes = [(conv.weight.shape, conv.out_channels) for conv, *_ in own]
    return shapes == [(weight.shape, len(bias)) for weight, bias in convolutions]


def exported_architecture(path, convolutions):
    """Which of the known architectures the convolutions of the exported model at `path` are of."""
    known = next((each for each in (Architecture(), SEED) if fits(convolutions, each)), None)
    if known is None:
        raise DataError(f"{path}: another architecture (expected: the present one or the seed's, fp32)")
    return known


def restored(path):
    """The network of an exported fp32 model, which answers like the file."""
    convolutions = exported_convolutions(path)
    architecture = exported_architecture(path, convolutions)
    return grow(convolutions, architecture, architecture, torch.randn(2, 3, 64, 64)).eval()


def grow(convolutions, small, large, pictures):
    """A network of architecture `large` that answers like the exported convolutions of architecture `small`.

    `pictures` (normalised, float [N, 3, H, W]) set the statistics of the normalisations.
    """
    network = Detector(large)
    new = executed_convolutions(network)
    steps = iter(match(executed_convolutions(Detector(small)), new, convolutions))
    first = {}

    def fill(module, inputs):
        """Just before a convolution runs (each time for another stride): its weights and its statistics."""
        _, norm, weight, bias, rows, columns = next(steps)
        if module not in first:
            first[module] = weight
            module.weight[rows] = 0
            module.weight[rows[:, None], columns[None]] = weight
        if norm is None:
            module.bias.copy_(bias)
        else:
            stride, padding = module.stride, module.padding
            output = F.conv2d(inputs[0], module.weight, None, stride, padding)
            set_statistics(norm, output, rows, ratio(weight, first[module]), bias)

    hooks = [c.register_forward_pre_hook(fill) for c in network.modules() if isinstance(c, torch.nn.Conv2d)]
    with torch.no_grad():
        network.eval()(pictures)
    for hook in hooks:
        hook.remove()
    return network


def ratio(weight, first):
    """By what the weights of each channel differ from those at the first stride: normalisation folded in scales them."""
    return (weight * first).flatten(1).sum(1) / first.square().flatten(1).sum(1).clamp(min=1e-12)


def set_statistics(norm, output, rows, scale, bias):
    mean, variance = output.mean((0, 2, 3)), output.var((0, 2, 3), unbiased=False)
    norm.running_mean.copy_(mean)
    norm.running_var.copy_(variance)
    norm.weight[rows] = scale * torch.sqrt(variance[rows] + norm.eps)
    norm.bias[rows] = bias + scale * mean[rows]


def match(old, new, weights):
    """Pairs every new convolution with its old weights; blocks that the old network lacks get none."""
    # Deeper stages have extra blocks just before the stage's last 1x1 convolution: skip new ones until that fits.
    steps, position = [], 0
    for conv, norm, joined, split in new:
        weight, bias = weights[min(position, len(weights) - 1)]
        old_joined, old_split = old[min(position, len(weights) - 1)][2:]
        extra = old_joined > 1 and joined == 1
        if extra:
            none = torch.zeros(0, dtype=torch.long)
            steps.append((conv, norm, weight.new_zeros(0, 0, *conv.kernel_size), weight.new_zeros(0), none, none))
            continue
        rows = spread(weight.shape[0], old_split, conv.out_channels, split)
        columns = spread(weight.shape[1], old_joined, conv.in_channels, joined)
        steps.append((conv, norm, weight, bias, rows, columns))
        position += 1
    if position != len(weights):
        raise ValueError(f"grown network: {position} convolutions matched (expected: {len(weights)})")
    return steps


def spread(old_channels, old_chunks, new_channels, new_chunks):
    """New index of every old channel, where both counts are joined from equal chunks."""
    old_size, new_size = old_channels // old_chunks, new_channels // new_chunks
    if old_size > new_size or old_chunks > new_chunks:
        raise ValueError(f"channels: {new_channels} (expected: at least {old_channels})")
    return torch.cat([torch.arange(old_size) + chunk * new_size for chunk in range(old_chunks)])
