"""Runs the search for copies over many texts in a process of its own; prints seconds, peak memory and pairs."""

from __future__ import annotations

import json
import resource
import sys
import time

from bench.copying import many_texts
from holdfire.corroboration import copies
from holdfire.records import Text


def main() -> None:
    """The texts are made first; only the search is timed, while the peak holds the texts too."""
    texts = [
        Text(key=f"{n:07d}", report=f"{n:07d}", doc="", content=content, sha256="", extractor="bench", language="en")
        for n, content in enumerate(many_texts(int(sys.argv[1])))
    ]
    began, worked = time.monotonic(), time.process_time()
    found = copies(texts)
    seconds, worked = time.monotonic() - began, time.process_time() - worked
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(json.dumps({"seconds": seconds, "cpu_s": worked, "peak_mb": peak, "pairs": len(found)}))


if __name__ == "__main__":
    main()
