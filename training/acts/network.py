"""The network: an encoder whose lower four layers stay as published, and one row of scores for the whole note."""

from __future__ import annotations

import torch
from torch import Tensor, nn
from torch.nn import functional

from training.incidents import network as encoder
from training.network import WIDTH

UPPER = 2
"""Layers that are taught."""
SPREAD = 8.0
"""What the means, brought to length one, are multiplied by: the scores are then of a size that can be told apart."""


class Network(nn.Module):
    """One note of any length."""

    def __init__(self, acts: int) -> None:
        super().__init__()
        base = encoder.Network()
        self.trunk = base.trunk
        self.layers = base.upper.layers
        self.scores = nn.Linear(len(self.layers) * WIDTH, acts)
        nn.init.zeros_(self.scores.weight)
        nn.init.zeros_(self.scores.bias)

    def lower(self, pieces: Tensor) -> tuple[Tensor, Tensor]:
        """[batch, pieces], unpadded, to what the published layers make of each, and the means of the upper of them."""
        x = self.trunk(pieces)
        means = []
        for layer in self.layers[:-UPPER]:
            x = layer(x, None)
            means.append(functional.normalize(x.mean(1), dim=1))
        return x, torch.stack(means, 1)

    def upper(self, x: Tensor, there: Tensor, low: Tensor) -> Tensor:
        """x [batch, pieces, width], there [batch, pieces], low [batch, layers, width] -> [batch, acts]."""
        means = [low[:, at] for at in range(low.shape[1])]
        mask, weight = there[:, None, None, :], there[:, :, None].float()
        for layer in self.layers[-UPPER:]:
            x = layer(x, mask)
            means.append(functional.normalize((x * weight).sum(1) / weight.sum(1), dim=1))
        seen = functional.dropout(torch.cat(means, 1) * SPREAD, 0.1, self.training)
        return self.scores(seen)

    def forward(self, pieces: Tensor) -> Tensor:
        """[pieces] -> [acts], logarithms of what each is likely to be, as it ships."""
        x, low = self.lower(pieces.unsqueeze(0))
        return self.upper(x, torch.ones(x.shape[:2], dtype=torch.bool), low).log_softmax(1)[0]

    def load(self, weights: dict[str, Tensor]) -> None:
        """Take the published weights of a BERT of this shape."""
        base = encoder.Network()
        base.load(weights)
        self.trunk.load_state_dict(base.trunk.state_dict())
        self.layers.load_state_dict(base.upper.layers.state_dict())
