"""The network: the encoder's lowest layers as published, upper layers of its own, and one row of scores a token."""

from __future__ import annotations

import torch
from torch import Tensor, nn
from torch.nn import functional

from training.incidents.labels import AT
from training.incidents.labels import WIDTH as SCORES
from training.network import FROZEN, POSITIONS, VOCABULARY, WIDTH, Layer

UPPER = 4
HEAD = 320


class Trunk(nn.Module):
    """Word pieces to what the lowest layers, as published, make of them."""

    def __init__(self) -> None:
        super().__init__()
        self.word = nn.Embedding(VOCABULARY, WIDTH)
        self.position = nn.Embedding(POSITIONS, WIDTH)
        self.kind = nn.Parameter(torch.zeros(WIDTH))
        self.norm = nn.LayerNorm(WIDTH, eps=1e-12)
        self.layers = nn.ModuleList(Layer(0.0) for _ in range(FROZEN))

    def forward(self, pieces: Tensor, mask: Tensor | None = None) -> Tensor:
        """pieces: [batch, pieces] -> [batch, pieces, width]."""
        x = self.norm(self.word(pieces) + self.position(torch.arange(pieces.shape[1])) + self.kind)
        for layer in self.layers:
            x = layer(x, mask)
        return x


class Upper(nn.Module):
    """What the trunk sees to one row of scores a token."""

    def __init__(self, dropout: float = 0.1) -> None:
        super().__init__()
        self.layers = nn.ModuleList(Layer(dropout) for _ in range(UPPER))
        self.mix = nn.Parameter(torch.tensor([0.0, 0.0, 1.0, 2.0]))
        self.inner = nn.Linear(WIDTH, HEAD)
        self.scores = nn.Linear(HEAD, SCORES)
        self.drop = dropout
        with torch.no_grad():  # pooled over many tokens these begin where nothing is told
            self.scores.bias[AT["types"]] = -5.0
            self.scores.bias[AT["whole"]] = -7.0
            self.scores.bias[AT["several"]] = -8.0

    def forward(self, x: Tensor, first: Tensor, mask: Tensor | None = None) -> Tensor:
        """x [batch, pieces, width], first [batch, tokens] -> [batch, tokens, scores]."""
        x = functional.dropout(x, self.drop, self.training)
        share = self.mix.softmax(0)
        mixed = torch.zeros_like(x)
        for number, layer in enumerate(self.layers):
            x = layer(x, mask)
            mixed = mixed + share[number] * x
        seen = mixed.gather(1, first.unsqueeze(-1).expand(-1, -1, WIDTH))
        seen = functional.dropout(seen, self.drop, self.training)
        return self.scores(functional.dropout(functional.gelu(self.inner(seen)), self.drop, self.training))


class Network(nn.Module):
    """Both, as it ships: one window."""

    def __init__(self) -> None:
        super().__init__()
        self.trunk = Trunk()
        self.upper = Upper()

    def forward(self, pieces: Tensor, first: Tensor) -> Tensor:
        """pieces [pieces], first [tokens] -> [tokens, scores]."""
        return self.upper(self.trunk(pieces.unsqueeze(0)), first.unsqueeze(0))[0]

    def load(self, weights: dict[str, Tensor]) -> None:
        """Take the published weights of a BERT of this shape."""
        own = self.state_dict()
        own["trunk.word.weight"] = weights["embeddings.word_embeddings.weight"]
        own["trunk.position.weight"] = weights["embeddings.position_embeddings.weight"]
        own["trunk.kind"] = weights["embeddings.token_type_embeddings.weight"][0]
        names = {"out": "attention.output.dense", "norm1": "attention.output.LayerNorm"}
        names |= {"up": "intermediate.dense", "down": "output.dense", "norm2": "output.LayerNorm"}
        for end in ("weight", "bias"):
            own[f"trunk.norm.{end}"] = weights[f"embeddings.LayerNorm.{end}"]
            for number in range(FROZEN + UPPER):
                at = number if number < FROZEN else number - FROZEN
                ours = f"{'trunk' if number < FROZEN else 'upper'}.layers.{at}."
                theirs = f"encoder.layer.{number}."
                parts = [weights[f"{theirs}attention.self.{name}.{end}"] for name in ("query", "key", "value")]
                own[f"{ours}qkv.{end}"] = torch.cat(parts)
                own.update({f"{ours}{a}.{end}": weights[f"{theirs}{b}.{end}"] for a, b in names.items()})
        self.load_state_dict(own)
