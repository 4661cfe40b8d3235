"""A plain-text file to its Text: the file exactly, so that offsets into one are offsets into the other."""

from __future__ import annotations

from pathlib import PurePosixPath

from holdfire import seals
from holdfire.intake.decode import decode
from holdfire.intake.language import language
from holdfire.intake.taken import Taken
from holdfire.records import Doubt, Report, Text

EXTRACTOR = "text-utf8/1"


def read(report: Report, data: bytes) -> Taken:
    """The text of a plain-text file, its characters unchanged."""
    content, doubts = decode(data, where=report.key)
    return Taken(texts=(text_record(report, content, extractor=EXTRACTOR, doubts=doubts),))


def text_record(report: Report, content: str, *, extractor: str, doubts: tuple[Doubt, ...] = ()) -> Text:
    """The frozen Text of what an extractor read. A language that a person stated wins over a guess."""
    digest = seals.sha256(content.encode("utf-8"))
    return Text(
        key=f"text:{digest}",
        rests_on=(report.key,),
        report=report.key,
        doc=stem(report.filename),
        content=content,
        sha256=digest,
        extractor=extractor,
        language=report.language or language(content),
        doubts=doubts,
    )


def stem(filename: str) -> str:
    """The file's name without folder and last ending: `a/b.tar.gz` -> `b.tar`."""
    return PurePosixPath(filename).stem
