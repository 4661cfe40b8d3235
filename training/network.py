"""The network: a small BERT encoder with features of its own, tags scored by a linear-chain CRF, and two linkers."""

from __future__ import annotations

import torch
from torch import Tensor, nn
from torch.nn import functional

from training.corpus import ROLES, TAGS

WIDTH, LAYERS, HEADS, INNER, VOCABULARY, POSITIONS, FEATURES = 384, 6, 12, 1536, 30522, 512, 45
LINK = 96
FROZEN = 2
"""Layers that are kept as published; the features are added above them, so that nothing below has to learn."""
FAR = 40
"""Tokens; beyond them a distance is no longer told apart by one."""
NEVER = -1e4


def allowed() -> tuple[Tensor, Tensor, Tensor]:
    """Which tag may follow which, and which may open and close a paragraph (True: may)."""
    count = len(TAGS)
    follow = torch.zeros(count, count, dtype=torch.bool)
    for a, before in enumerate(TAGS):
        for b, after in enumerate(TAGS):
            goes_on = before[0] in "BI"
            same = before[1:] == after[1:]
            follow[a, b] = (after[0] in "IE" and same) if goes_on else after[0] in "OBS"
    begin = torch.tensor([tag[0] in "OBS" for tag in TAGS])
    end = torch.tensor([tag[0] in "OES" for tag in TAGS])
    return follow, begin, end


class Layer(nn.Module):
    """One transformer layer, normalised after each half as BERT does."""

    def __init__(self, dropout: float) -> None:
        super().__init__()
        self.qkv = nn.Linear(WIDTH, 3 * WIDTH)
        self.out = nn.Linear(WIDTH, WIDTH)
        self.norm1 = nn.LayerNorm(WIDTH, eps=1e-12)
        self.up = nn.Linear(WIDTH, INNER)
        self.down = nn.Linear(INNER, WIDTH)
        self.norm2 = nn.LayerNorm(WIDTH, eps=1e-12)
        self.drop = dropout

    def forward(self, x: Tensor, mask: Tensor | None) -> Tensor:
        """x: [batch, pieces, width]; mask: [batch, 1, 1, pieces], True where there is a piece."""
        batch, length, _ = x.shape
        q, k, v = self.qkv(x).view(batch, length, 3, HEADS, WIDTH // HEADS).permute(2, 0, 3, 1, 4)
        drop = self.drop if self.training else 0.0
        seen = functional.scaled_dot_product_attention(q, k, v, attn_mask=mask)
        seen = self.out(seen.transpose(1, 2).reshape(batch, length, WIDTH))
        x = self.norm1(x + functional.dropout(seen, drop, self.training))
        inner = self.down(functional.gelu(self.up(x)))
        return self.norm2(x + functional.dropout(inner, drop, self.training))


class Encoder(nn.Module):
    """Word pieces and features to one vector a piece: a learned mean of what the layers see."""

    def __init__(self, dropout: float) -> None:
        super().__init__()
        self.word = nn.Embedding(VOCABULARY, WIDTH)
        self.position = nn.Embedding(POSITIONS, WIDTH)
        self.kind = nn.Parameter(torch.zeros(WIDTH))
        self.feature = nn.Embedding(FEATURES, WIDTH)
        nn.init.zeros_(self.feature.weight)
        self.norm = nn.LayerNorm(WIDTH, eps=1e-12)
        self.layers = nn.ModuleList(Layer(dropout) for _ in range(LAYERS))
        self.mix = nn.Parameter(torch.tensor([0.0, 0.0, 1.0, 2.0]))
        self.drop = dropout

    def forward(self, pieces: Tensor, features: Tensor, mask: Tensor | None = None) -> Tensor:
        """pieces, features: [batch, pieces] -> [batch, pieces, width]."""
        places = torch.arange(pieces.shape[1])
        with torch.no_grad():
            x = self.norm(self.word(pieces) + self.position(places) + self.kind)
            for layer in self.layers[:FROZEN]:
                x = layer(x, mask)
        x = functional.dropout(x + self.feature(features), self.drop, self.training)
        share = self.mix.softmax(0)
        mixed = torch.zeros_like(x)
        for number, layer in enumerate(self.layers[FROZEN:]):
            x = layer(x, mask)
            mixed = mixed + share[number] * x
        return mixed

    def freeze(self) -> None:
        """Keep what is not to learn as it is."""
        kept = [self.word, self.position, self.norm, *self.layers[:FROZEN]]
        for parameter in (self.kind, *(own for module in kept for own in module.parameters())):
            parameter.requires_grad_(False)

    def load(self, weights: dict[str, Tensor]) -> None:
        """Take the published weights of a BERT of this shape."""
        own = self.state_dict()
        table = {
            "word.weight": "embeddings.word_embeddings.weight",
            "position.weight": "embeddings.position_embeddings.weight",
            "norm.weight": "embeddings.LayerNorm.weight",
            "norm.bias": "embeddings.LayerNorm.bias",
        }
        own["kind"] = weights["embeddings.token_type_embeddings.weight"][0]
        for number in range(LAYERS):
            ours, theirs = f"layers.{number}.", f"encoder.layer.{number}."
            for end in ("weight", "bias"):
                parts = [weights[f"{theirs}attention.self.{name}.{end}"] for name in ("query", "key", "value")]
                own[f"{ours}qkv.{end}"] = torch.cat(parts)
                table[f"{ours}out.{end}"] = f"{theirs}attention.output.dense.{end}"
                table[f"{ours}norm1.{end}"] = f"{theirs}attention.output.LayerNorm.{end}"
                table[f"{ours}up.{end}"] = f"{theirs}intermediate.dense.{end}"
                table[f"{ours}down.{end}"] = f"{theirs}output.dense.{end}"
                table[f"{ours}norm2.{end}"] = f"{theirs}output.LayerNorm.{end}"
        own.update({ours: weights[theirs] for ours, theirs in table.items()})
        self.load_state_dict(own)


class Linker(nn.Module):
    """For one token the scores of the tokens it may belong to, and of none: a biaffine form with distances."""

    def __init__(self, width: int) -> None:
        super().__init__()
        self.ask = nn.Linear(width, LINK)
        self.answer = nn.Linear(width, LINK)
        self.alone = nn.Linear(width, 1)
        self.none = nn.Linear(width, 1)
        self.distance = nn.Embedding(2 * FAR + 1, 1)
        nn.init.zeros_(self.distance.weight)

    def forward(self, asked: Tensor, answered: Tensor, gap: Tensor) -> Tensor:
        """Vectors of those who ask [n, width]; `answered` [n, m, LINK + 1] as `offers` makes it; gap [n, m] in tokens.

        Returns scores [n, 1 + m], none first.
        """
        met = torch.einsum("nd,nmd->nm", self.ask(asked), answered[..., :LINK]) / LINK**0.5
        near = self.distance(gap.clamp(-FAR, FAR) + FAR).squeeze(-1)
        return torch.cat([self.none(asked), met + answered[..., LINK] + near], 1)

    def offers(self, tokens: Tensor) -> Tensor:
        """What each token offers to those that ask: [..., width] -> [..., LINK + 1]."""
        return torch.cat([self.answer(tokens), self.alone(tokens)], -1)

    def grid(self, tokens: Tensor) -> Tensor:
        """tokens [m, width] -> scores [m, 1 + m] of every token against every other."""
        places = torch.arange(tokens.shape[0])
        gap = (places.unsqueeze(0) - places.unsqueeze(1)).clamp(-FAR, FAR) + FAR
        met = self.ask(tokens) @ self.answer(tokens).transpose(0, 1) / LINK**0.5
        rest = self.alone(tokens).transpose(0, 1) + self.distance(gap).squeeze(-1)
        return torch.cat([self.none(tokens), met + rest], 1)


class Network(nn.Module):
    """Encoder and heads."""

    def __init__(self, dropout: float = 0.1, head_dropout: float = 0.2) -> None:
        super().__init__()
        self.encoder = Encoder(dropout)
        self.head = nn.Sequential(nn.Dropout(head_dropout), nn.Linear(WIDTH, WIDTH), nn.GELU())
        self.tags = nn.Sequential(nn.Dropout(head_dropout), nn.Linear(WIDTH, len(TAGS)))
        self.follow = nn.Parameter(torch.zeros(len(TAGS), len(TAGS)))
        self.source_of = Linker(WIDTH)
        self.cue_of = Linker(WIDTH)
        follow, begin, end = allowed()
        self.register_buffer("barred", torch.where(follow, 0.0, NEVER))
        self.register_buffer("barred_begin", torch.where(begin, 0.0, NEVER))
        self.register_buffer("barred_end", torch.where(end, 0.0, NEVER))

    def forward(self, pieces: Tensor, features: Tensor, first: Tensor) -> tuple[Tensor, Tensor, Tensor]:
        """One window: [pieces], [pieces], [tokens] -> scores of tags, of sources and of cues, for each token."""
        seen = self.head(self.encoder(pieces.unsqueeze(0), features.unsqueeze(0))[0][first])
        return self.tags(seen), self.source_of.grid(seen), self.cue_of.grid(seen)

    def surprise(self, scores: Tensor, gold: Tensor, there: Tensor) -> Tensor:
        """Negative log-likelihood of the gold tags: scores [lines, tokens, tags], gold and there [lines, tokens]."""
        step = self.follow + self.barred
        columns = scores.unbind(1)  # slicing column by column costs a whole matrix each on the way back
        alpha = columns[0] + self.barred_begin
        for own, here in zip(columns[1:], there[:, 1:].unsqueeze(-1).unbind(1), strict=True):
            grown = torch.logsumexp(alpha.unsqueeze(2) + step, 1) + own
            alpha = torch.where(here, grown, alpha)
        gained = scores.gather(2, gold.unsqueeze(2)).squeeze(2)
        moved = step[gold[:, :-1], gold[:, 1:]]
        own = (gained * there).sum(1) + (moved * there[:, 1:]).sum(1)
        return torch.logsumexp(alpha + self.barred_end, 1) - own


__all__ = ["ROLES", "Linker", "Network", "allowed"]
