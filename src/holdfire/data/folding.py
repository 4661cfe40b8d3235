"""Names to keys under which their spellings meet: "Atarib" and "Al-Atareb", "الأتارب" and "اتارب"."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

TOKEN = re.compile(r"[^\W_]+(?:['’‘ʼ`´ʿʾ][^\W_]+)*")
"""A word of a name, in any script. Hyphens part words (Al-Bab is two), apostrophes do not (Ma'arrat is one)."""

ARTICLES = frozenset(
    ["al", "el", "ar", "as", "ash", "ad", "adh", "an", "at", "ath", "az", "ed", "er", "es", "esh", "et", "ez", "ul"]
)
"""The Arabic article with its assimilations, as Latin spellings part it from the word."""

LONGEST_ABBREVIATION = 8

_ARABIC = str.maketrans("أإآٱىةؤئ", "اااايهوي", "ـ\u064b\u064c\u064d\u064e\u064f\u0650\u0651\u0652\u0670ء")
_MARKS = str.maketrans("", "", "'’‘ʼ`´ʿʾ")
_SPELLINGS = tuple(
    (re.compile(pattern), plain)
    for pattern, plain in (
        (r"kh", "x"), (r"gh", "g"), (r"dh", "d"), (r"th", "t"), (r"sh|ch", "c"), (r"ph", "f"), (r"dj|zh", "j"),
        (r"q", "k"), (r"ou|oo|ow", "u"), (r"aw|au", "u"), (r"ee|ei|ey|ay|ai|ie", "i"), (r"(?:ah|eh|et|at)$", "a"),
        (r"e$", "a"), (r"y", "i"), (r"o", "u"), (r"e", "i"), (r"(.)\1+", r"\1"),
    )
)
_SHORT = {"st": "saint", "ste": "sainte", "mt": "mount", "ft": "fort"}
_VOWELS = re.compile(r"[aiu]")


@lru_cache(maxsize=65536)
def fold_word(word: str) -> str:
    """The key of one word: case, accents, apostrophes and the usual transliterations levelled; script is kept."""
    lowered = word.casefold()
    if "\u0600" <= lowered[0] <= "\u06ff":
        levelled = lowered.translate(_ARABIC)
        return levelled[2:] if levelled.startswith("ال") and len(levelled) > 3 else levelled
    plain = "".join(c for c in unicodedata.normalize("NFKD", lowered) if not unicodedata.combining(c)).translate(_MARKS)
    plain = plain.replace("ı", "i")
    if not plain.isascii():
        return plain.replace("ё", "е")
    for pattern, level in _SPELLINGS:
        plain = pattern.sub(level, plain)
    return plain


def fold(name: str) -> str:
    """The key of a whole name: folded words without articles, joined by a space. "" when nothing is left."""
    words = TOKEN.findall(name)
    kept = [w for w in words if w.lower() not in ARTICLES] or words
    return " ".join(fold_word(w) for w in kept)


@lru_cache(maxsize=65536)
def level(name: str) -> str:
    """A name as spelled, but for case, accents, apostrophes, hyphens and "St." for "Saint": the key of spellings."""
    return " ".join(_SHORT.get(w, w) for w in (_level_word(w) for w in TOKEN.findall(name.replace(".", "")))).strip()


@lru_cache(maxsize=65536)
def _level_word(word: str) -> str:
    lowered = word.casefold()
    if lowered.isalpha() and lowered.isascii():
        return lowered
    if "\u0600" <= lowered[0] <= "\u06ff":
        return lowered.translate(_ARABIC)
    plain = "".join(c for c in unicodedata.normalize("NFKD", lowered) if not unicodedata.combining(c))
    return plain.translate(_MARKS).replace("ı", "i")


def abbreviated(name: str) -> bool:
    """Whether a name is an abbreviation, which no transliteration varies: `JEM` and `JeM` are two names."""
    return " " not in name and name.isascii() and len(name) <= LONGEST_ABBREVIATION and sum(map(str.isupper, name)) > 1


def skeleton(key: str) -> str:
    """The consonants of a folded key: a second, weaker meeting point ("Daraa", "Deraa")."""
    return _VOWELS.sub("", key)
