"""int8 weights and activations by post-training quantisation (PyTorch FX graph mode), calibrated on real pictures.

The last 1x1 convolutions, which give logits and distances, stay in float32: they cost nothing and decide the scores.
"""

import torch
from torch.ao.quantization import get_default_qconfig_mapping
from torch.ao.quantization.quantize_fx import convert_fx, prepare_fx

# 7-bit activations: also exact on processors whose 8-bit products would overflow.
SCHEME = "fbgemm"
ENGINES = ("fbgemm", "onednn")


@torch.no_grad()
def quantise(folded, pictures):
    """The int8 form of a folded network; `pictures` are normalised batches [1, 3, H, W]."""
    torch.backends.quantized.engine = next(e for e in ENGINES if e in torch.backends.quantized.supported_engines)
    mapping = get_default_qconfig_mapping(SCHEME)
    for level in range(len(folded.class_out)):
        mapping.set_module_name(f"class_out.{level}", None).set_module_name(f"box_out.{level}", None)
    prepared = prepare_fx(folded.eval(), mapping, example_inputs=(pictures[0],))
    for picture in pictures:
        prepared(picture)
    return convert_fx(prepared)
