"""Pictures, videos and recordings to plain JSON inside the box: pixels, tags, perceptual hashes, content credentials.

Loaded by `boxed`; imports nothing of holdfire. A job says what the file says of itself and judges nothing.
"""

from __future__ import annotations

import importlib.metadata
import importlib.util
import io
import json
import shutil
import subprocess
from collections.abc import Callable
from functools import cache
from typing import Any

MAX_PIXELS = 120_000_000
"""Above any camera in use; at three bytes a pixel it still fits in the memory limit."""
DRAFT = 512
"""Pixels of the longer side from which prints are made: finer detail is blurred away anyhow."""
SIDE, KEPT, PASSES = 64, 16, 2
"""PDQ: the blurred picture is taken at 64 x 64, its cosine transform at the lowest 16 x 16 waves but the first."""
LEAST = 50
"""Below this quality (a wall, a night sky) anything matches anything: no prints are made. The level is PDQ's own."""
CROPS = {1.0: 1, 0.94: 3, 0.88: 5, 0.82: 7}
"""Share of a side that a crop keeps -> at how many places along that side it is cut. Each for both sides: 256 cuts, of
which the first is the whole. Finer steps are needed because a hash stands a shift of a fiftieth of a side, not more."""
PROGRAMS = "/usr/local/bin:/usr/bin"
"""Where ExifTool is looked for; nothing of the person's own path is."""
LONGEST = 500
"""Characters of one tag: a novel in a comment is not metadata."""
OURS = ("System:", "SourceFile", "ExifTool:")
"""What ExifTool says of our own pipe, and the hour: no word of the file's."""
FORMATS = ("JPEG", "PNG", "TIFF", "WEBP", "GIF", "BMP", "JPEG2000", "AVIF")
"""Pictures that are decoded: what cameras, phones and satellites write. None of them starts another program."""
BROKEN = (OSError, ValueError, SyntaxError, TypeError, KeyError, IndexError)
"""What Pillow raises on damaged files."""

Answer = dict[str, Any]


class Refused(Exception):
    """The parser looked at the file and says why it cannot be read; the words are shown to the person."""


def read_photo(data: bytes) -> Answer:
    """A JPEG, PNG or TIFF to {format, width, height, broken, tags}; tags as exifread prints them."""
    image = _opened(data, ("JPEG", "PNG", "TIFF"))
    width, height = image.size
    broken = ""
    try:
        image.load()
    except BROKEN as error:
        broken = type(error).__name__
    return {"format": image.format, "width": width, "height": height, "broken": broken, "tags": _tags(data)}


def read_picture(data: bytes) -> Answer:
    """A picture of FORMATS to {width, height, broken, prints}; prints are [] where no pixels decode.

    prints: the hash of the whole, of its mirror image, then of each crop (see CROPS), 64 hex digits each.
    """
    image = _opened(data, FORMATS)
    width, height = image.size
    try:
        image.draft("L", (DRAFT, DRAFT))
        grey = image.convert("L")
        grey.thumbnail((DRAFT, DRAFT))
    except BROKEN as error:
        return {"width": width, "height": height, "broken": type(error).__name__, "prints": []}
    return {"width": width, "height": height, "broken": "", "prints": _prints(grey)}


def read_metadata(data: bytes) -> Answer:
    """Any file to {reader, tags}: by ExifTool where it is installed, by exifread where not."""
    tool = shutil.which("exiftool", path=PROGRAMS)
    if tool is None:
        import exifread

        return {"reader": f"exifread/{exifread.__version__}", "tags": _tags(data)}
    asked = [tool, "-json", "-G1", "-fast", "-c", "%+.8f", "-"]
    done = subprocess.run(asked, input=data, capture_output=True, check=False, env={})  # noqa: S603  our own words, no shell
    try:
        told = json.loads(done.stdout)[0]
    except (ValueError, IndexError) as error:
        raise Refused("damaged") from error
    version = told.get("ExifTool:ExifToolVersion", "")
    tags = {
        name: str(value)[:LONGEST] for name, value in told.items()
        if not isinstance(value, (list, dict)) and not name.startswith(OURS)
    }  # fmt: skip
    return {"reader": f"exiftool/{version}", "tags": tags}


def read_tools(_: bytes) -> Answer:
    """Which of the parsers that need not be there are: {tools}, one line."""
    tool = shutil.which("exiftool", path=PROGRAMS)
    version = ""
    if tool is not None:
        version = subprocess.run([tool, "-ver"], capture_output=True, check=False, env={}).stdout.decode().strip()  # noqa: S603
    c2pa = importlib.metadata.version("c2pa-python") if importlib.util.find_spec("c2pa") is not None else ""
    return {"tools": f"exiftool {version}; c2pa {c2pa}"}


def read_credentials(data: bytes) -> Answer:
    """A file to {found, ...} of its content credentials (C2PA). Nothing is fetched, no manifest and no revocation."""
    if importlib.util.find_spec("c2pa") is None:
        return {"found": False}
    import c2pa

    head, asked = data[:16], {"verify": {"remote_manifest_fetch": False, "ocsp_fetch": False}}
    kind = next((kind for mark, at, kind in _C2PA_KINDS if head[at : at + len(mark)] == mark), "")
    if not kind:
        return {"found": False}
    context = c2pa.Context(c2pa.Settings.from_dict(asked))
    try:
        reader = c2pa.Reader(kind, io.BytesIO(data), context=context)
    except c2pa.C2paError as error:
        words = str(error)
        if "ManifestNotFound" in words or "no JUMBF" in words:
            return {"found": False}
        return {"found": True, "error": words[:300], "elsewhere": "emote" in words}
    return {"found": True, "error": "", "elsewhere": False, "store": json.loads(reader.json())}


_C2PA_KINDS = (
    (b"\xff\xd8\xff", 0, "image/jpeg"), (b"\x89PNG", 0, "image/png"), (b"WEBP", 8, "image/webp"),
    (b"II*\0", 0, "image/tiff"), (b"MM\0*", 0, "image/tiff"), (b"ftyphei", 4, "image/heic"),
    (b"ftypmif1", 4, "image/heif"), (b"ftypavif", 4, "image/avif"), (b"ftypqt", 4, "video/quicktime"),
    (b"ftyp", 4, "video/mp4"), (b"WAVE", 8, "audio/wav"), (b"%PDF", 0, "application/pdf"),
)  # fmt: skip


def _opened(data: bytes, formats: tuple[str, ...]) -> Any:
    import warnings

    from PIL import Image, UnidentifiedImageError

    warnings.simplefilter("ignore")
    Image.MAX_IMAGE_PIXELS = None  # our own limit below: refuse before a pixel is unpacked
    try:
        image = Image.open(io.BytesIO(data), formats=formats)
    except (UnidentifiedImageError, *BROKEN) as error:
        raise Refused("damaged") from error
    width, height = image.size
    if width * height > MAX_PIXELS:
        raise Refused(f"{width} x {height} pixels, more than {MAX_PIXELS:,}")
    return image


def _tags(data: bytes) -> dict[str, str]:
    import logging

    import exifread

    logging.disable(logging.CRITICAL)
    found = exifread.process_file(io.BytesIO(data), details=False)
    tags = {}
    for name, value in found.items():
        if name.startswith(("GPS ", "EXIF ", "Image ")):
            tags[name] = str(getattr(value, "values", value)) if name.startswith("GPS ") else str(value)
    return tags


def _prints(grey: Any) -> list[str]:
    if quality(grey) < LEAST:
        return []
    light = _blurred(grey)
    cuts = [(kept, at / max(places - 1, 1)) for kept, places in CROPS.items() for at in range(places)]
    whole = _points(light)
    crops = [_hash(_points(light, wide, high)) for high in cuts for wide in cuts][1:]
    return [_hash(whole), _hash(whole[:, ::-1]), *crops]


def quality(grey: Any) -> int:
    """How much there is to tell one picture from another by, 0 to 100: the steps between neighbouring points."""
    import numpy as np

    small = _points(_blurred(grey))
    steps = sum(np.abs(np.trunc(np.diff(small, axis=axis) * 100 / 255)).sum() for axis in (0, 1))
    return min(100, int(steps / 90))


def pdq(grey: Any) -> str:
    """The PDQ hash of a grey picture, 64 hex digits, after Meta's description of it (2019), in numpy.

    Blur by boxes as wide as a 128th of each side, twice; take 64 x 64 points; cosine transform; a bit for each of the
    16 x 16 lowest waves that is above their median.
    """
    return _hash(_points(_blurred(grey)))


def _hash(small: Any) -> str:
    import numpy as np

    basis = _waves()
    lowest = basis @ small @ basis.T
    bits = (lowest > np.sort(lowest.ravel())[KEPT * KEPT // 2 - 1]).ravel()
    return np.packbits(bits[::-1]).tobytes().hex()


@cache
def _waves() -> Any:
    import numpy as np

    at = np.arange(1, KEPT + 1)[:, None] * (2 * np.arange(SIDE)[None, :] + 1)
    return np.sqrt(2.0 / SIDE) * np.cos(np.pi / (2 * SIDE) * at)


def _blurred(grey: Any) -> Any:
    import numpy as np

    light = np.asarray(grey, dtype=np.float64)
    for _ in range(PASSES):
        light = _boxed(_boxed(light, 1), 0)
    return light


def _points(light: Any, wide: tuple[float, float] = (1.0, 0.0), high: tuple[float, float] = (1.0, 0.0)) -> Any:
    """64 x 64 points of a part; of each direction the share of the side that is kept, and where, from 0 to 1."""
    import numpy as np

    steps = (np.arange(SIDE) + 0.5) / SIDE
    rows, columns = (
        ((steps * kept + (1 - kept) * at) * n).astype(int)
        for n, (kept, at) in zip(light.shape, (high, wide), strict=True)
    )
    return light[np.ix_(rows, columns)]


def _boxed(light: Any, axis: int) -> Any:
    """Means over a window along one axis; at the edges over what of the window is there."""
    import numpy as np

    length = light.shape[axis]
    window = (length + 2 * SIDE - 1) // (2 * SIDE)
    before, after = (window + 1) // 2 - 1, window // 2
    sums = np.concatenate([np.zeros_like(light.take([0], axis)), light.cumsum(axis)], axis)
    at = np.arange(length)
    low, high = np.maximum(at - before, 0), np.minimum(at + after + 1, length)
    size = (high - low).reshape([-1 if n == axis else 1 for n in range(2)])
    return (sums.take(high, axis) - sums.take(low, axis)) / size


JOBS: dict[str, Callable[[bytes], Answer]] = {
    "photo": read_photo,
    "picture": read_picture,
    "metadata": read_metadata,
    "credentials": read_credentials,
    "tools": read_tools,
}
PARSERS = {
    "photo": ("exifread", "PIL.Image"),
    "picture": ("numpy", "PIL.Image"),
    "metadata": ("exifread", "subprocess"),
    "credentials": ("c2pa",),
    "tools": ("importlib.metadata", "subprocess"),
}
