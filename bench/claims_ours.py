"""holdfire as a contender: texts to claims with one reader, and how long the reader and all of it took."""

from __future__ import annotations

import json
import resource
import sys
import time
from pathlib import Path


def main(texts: str, name: str) -> None:
    """Print one line of JSON."""
    from bench.polnear import text_of
    from holdfire import claims, reader
    from holdfire.actors import packaged

    actors, means = packaged(), reader.means(name)
    claims.find(text := text_of("", "Arland said it left."), reader.read(text, means), actors)
    ready = time.process_time()
    found, reading = {}, 0.0
    for doc, content in json.loads(Path(texts).read_text(encoding="utf-8")).items():
        text = text_of(doc, content)
        begun = time.process_time()
        marks = reader.read(text, means)
        reading += time.process_time() - begun
        found[doc] = [
            {"source": list(c.source), "cue": list(c.cue), "content": list(c.content)}
            for c in claims.find(text, marks, actors)
        ]
    took = time.process_time() - ready
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(json.dumps({"claims": found, "seconds": took, "reader_s": reading, "ready_s": ready, "peak_mb": peak}))


if __name__ == "__main__":
    main(*sys.argv[1:])
