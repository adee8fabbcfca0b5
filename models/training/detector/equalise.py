"""Cross-layer equalisation (Nagel et al. 2019): every channel of a tensor is given a share of the tensor's 8-bit steps.

A tensor has one scale for all of its channels, so one that stays small has few steps of its own. Between convolutions
there is nothing but what lets a positive factor pass (ReLU, addition, maxima, joining, enlarging): a channel may be
written larger and read smaller by the same factor, and the network computes the same.
"""

import operator

import torch
import torch.nn.functional as F
from torch import nn

# How far a channel goes towards the range of its tensor: the whole way would leave the weights that read it few steps.
STRENGTH = 0.35
LARGEST = 8.0
# Activations below this are nothing.
TINY = 1e-6
PASSING = (F.relu, F.max_pool2d, F.interpolate, torch.relu)


class Sets:
    """Disjoint sets of numbers."""

    def __init__(self):
        self.parents = []

    def new(self):
        self.parents.append(len(self.parents))
        return self.parents[-1]

    def of(self, number):
        while self.parents[number] != number:
            number = self.parents[number]
        return number

    def join(self, one, other):
        self.parents[self.of(one)] = self.of(other)


class Channels(torch.fx.Interpreter):
    """Runs a traced network and keeps which channels must have one factor, which tensors one scale, and how large each
    channel of each tensor gets."""

    def __init__(self, traced):
        super().__init__(traced)
        self.factors, self.scales = Sets(), Sets()
        self.factor_of, self.scale_of, self.largest, self.fixed = {}, {}, {}, set()

    def run_node(self, node):
        value = super().run_node(node)
        if isinstance(value, torch.Tensor) and value.ndim == 4:
            if node not in self.factor_of:
                self.learn(node, value.shape[1])
            largest = value.amax((0, 2, 3))
            self.largest[node] = torch.maximum(self.largest.get(node, largest), largest)
        else:
            self.fix(node)
        return value

    def learn(self, node, count):
        """What a node does to channels: a convolution makes new ones, others pass on, join or add those they get."""
        inputs = [each for each in node.all_input_nodes if each in self.factor_of]
        self.scale_of[node] = self.scales.new()
        if node.op == "call_function" and node.target is torch.cat:
            self.factor_of[node] = [factor for each in node.args[0] for factor in self.factor_of[each]]
            for each in inputs:
                self.scales.join(self.scale_of[each], self.scale_of[node])
        elif passes(node, self.module):
            self.factor_of[node] = list(self.factor_of[inputs[0]])
            self.scales.join(self.scale_of[inputs[0]], self.scale_of[node])
        elif node.target in (operator.add, torch.add):
            one, other = (self.factor_of[each] for each in node.args)
            for pair in zip(one, other):
                self.factors.join(*pair)
            self.factor_of[node] = list(one)
        else:
            self.factor_of[node] = [self.factors.new() for _ in range(count)]
            if not convolution(node, self.module):
                self.fix(node)
                self.fixed.update(self.factor_of[node])

    def fix(self, node):
        """What goes into anything else must stay as it is."""
        for each in node.all_input_nodes:
            self.fixed.update(self.factor_of.get(each, ()))

    def chosen(self, strength):
        """The factor of every set of channels: 1 where it must not change, and never so that a tensor's range grows."""
        ranges = {}
        for node, largest in self.largest.items():
            scale = self.scales.of(self.scale_of[node])
            ranges[scale] = max(ranges.get(scale, 0.0), float(largest.max()))
        chosen = {self.factors.of(factor): 1.0 for factor in self.fixed}
        still = set(chosen)
        for node, largest in self.largest.items():
            whole = ranges[self.scales.of(self.scale_of[node])]
            for factor, own in zip(self.factor_of[node], largest.tolist()):
                name = self.factors.of(factor)
                if name not in still:
                    most = min(LARGEST, (max(whole, TINY) / max(own, TINY)) ** strength)
                    chosen[name] = min(chosen.get(name, LARGEST), most)
        return chosen


def passes(node, traced):
    if node.op == "call_module":
        return isinstance(traced.get_submodule(node.target), nn.ReLU)
    return node.op == "call_function" and node.target in PASSING


def convolution(node, traced):
    return node.op == "call_module" and isinstance(traced.get_submodule(node.target), nn.Conv2d)


@torch.no_grad()
def equalise(folded, pictures, strength=STRENGTH):
    """Changes the weights of a folded network, which answers as before; `pictures` are normalised batches [1, 3, H, W]."""
    channels = Channels(torch.fx.symbolic_trace(folded))
    for picture in pictures:
        channels.run(picture)
    chosen = channels.chosen(strength)
    for node in channels.module.graph.nodes:
        if convolution(node, channels.module):
            conv = folded.get_submodule(node.target)
            written = torch.tensor([chosen[channels.factors.of(factor)] for factor in channels.factor_of[node]])
            read = torch.tensor([chosen[channels.factors.of(factor)] for factor in channels.factor_of[node.args[0]]])
            conv.weight.mul_(written[:, None, None, None]).div_(read[None, :, None, None])
            conv.bias.mul_(written)
    return folded
