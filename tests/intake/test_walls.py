"""What is parsed sees no network, no vault and nothing of the person; where a wall cannot be put up, that is said."""

from __future__ import annotations

import io
import subprocess
import sys
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from threading import Thread

import pytest
from PIL import Image
from tests.intake.given import ZONE, report

from holdfire import evidence
from holdfire.intake import box, boxed_walls

FOLDER = Path(box.__file__).parent
BUILT = f"""
import importlib.util, sys
found = importlib.util.spec_from_file_location("walls", {str(FOLDER / "boxed_walls.py")!r})
walls = importlib.util.module_from_spec(found)
found.loader.exec_module(walls)
import os, socket
told = walls.build()
"""


class Beacon(HTTPServer):
    """A listener on loopback that counts who calls."""

    hits = 0


@pytest.fixture
def beacon() -> Iterator[Beacon]:
    class Count(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            server.hits += 1
            self.send_error(404)

        def log_message(self, *_: object) -> None: ...

    server = Beacon(("127.0.0.1", 0), Count)
    Thread(target=server.serve_forever, daemon=True).start()
    yield server
    server.shutdown()
    server.server_close()


def tried(words: str) -> str:
    """What a process behind the walls prints, when it tries something."""
    done = subprocess.run([sys.executable, "-c", BUILT + words], capture_output=True, text=True, check=False, timeout=60)
    return done.stdout.strip() or done.stderr.strip().splitlines()[-1]


def standing(kind: str) -> None:
    if box.walls()[kind] == "open":
        pytest.skip(f"this system lets nobody close {kind}; `holdfire evidence walls` says so")


def test_the_box_says_what_it_keeps_out() -> None:
    told = box.walls()
    assert set(told) == {"network", "files", "wrapper"}
    assert all(told.values())


def test_a_parser_reaches_no_listener(beacon: Beacon) -> None:
    standing("network")
    told = tried(
        f"try: socket.create_connection(('127.0.0.1', {beacon.server_port}), 2); print('reached')\n"
        "except OSError as error: print(type(error).__name__)"
    )
    assert "Error" in told
    with_none = subprocess.run(
        [sys.executable, "-c", f"import socket; socket.create_connection(('127.0.0.1', {beacon.server_port}), 2); print('reached')"],
        capture_output=True, text=True, check=True, timeout=60,
    )  # fmt: skip
    assert with_none.stdout.strip() == "reached", "the same without walls gets through"


def test_a_parser_sees_no_vault(tmp_path: Path) -> None:
    standing("files")
    (tmp_path / "vault").write_text("secret", encoding="utf-8")
    assert "PermissionError" in tried(f"print(open({str(tmp_path / 'vault')!r}).read())")
    assert "PermissionError" in tried(f"print(os.listdir({str(tmp_path)!r}))")
    assert "PermissionError" in tried(f"open({str(tmp_path / 'new')!r}, 'w')")
    assert tried("import json, sqlite3; print('its own library')") == "its own library"


def test_a_parser_signals_nobody_outside() -> None:
    standing("files")
    if "landlock" not in box.walls()["network"]:
        pytest.skip("this kernel's landlock knows no scopes")
    assert "PermissionError" in tried("os.kill(os.getppid(), 0)")


def test_only_programs_and_libraries_can_be_read(tmp_path: Path) -> None:
    shown = boxed_walls.readable()
    assert all(Path(path).exists() for path in shown)
    assert not any(tmp_path.is_relative_to(path) for path in shown)


def calling(address: str) -> bytes:
    """A photo whose content credentials are said to lie at an address, and that names it wherever else it may."""
    xmp = (
        '<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:Description '
        f'xmlns:dcterms="http://purl.org/dc/terms/" dcterms:provenance="{address}/manifest.c2pa"/></rdf:RDF></x:xmpmeta>'
    )
    out = io.BytesIO()
    Image.effect_noise((40, 30), 90).save(out, "JPEG", xmp=xmp.encode(), comment=address.encode())
    return out.getvalue()


PAGE = (
    '<html><head><link rel="stylesheet" href="{0}/a.css"><meta http-equiv="refresh" content="0;url={0}/b"><base href="{0}/">'
    '<script src="{0}/c.js"></script></head><body><img src="{0}/d.png"><iframe src="{0}/e"></iframe><p>' + "Words. " * 40 +
    '</p><video src="{0}/f.mp4"></video><object data="{0}/g"></object></body></html>'
)  # fmt: skip
PDF = (
    "%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R/OpenAction<</S/URI/URI({0}/open)>>/AA<</WC<</S/URI/URI({0}/close)>>>>>>endobj\n"
    "2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]/Annots[<</Type/Annot"
    "/Subtype/Link/Rect[0 0 9 9]/A<</S/URI/URI({0}/link)>>>>]>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"
)


def test_nothing_that_a_file_names_is_ever_asked(beacon: Beacon) -> None:
    address = f"http://127.0.0.1:{beacon.server_port}"
    photo = calling(address)
    made = evidence.exhibit(report(photo, "photo", filename="a.jpg"), photo, zone=ZONE)
    if made.credentials is not None:
        assert made.credentials.integrity == "elsewhere"
    for job, data in (("html", PAGE.replace("{0}", address)), ("pdf", PDF.replace("{0}", address))):
        box.ask(job, data.encode(), filename="a")
    for job in ("picture", "metadata", "credentials"):
        box.ask(job, photo, filename="a")
    assert beacon.hits == 0


def test_the_photo_does_call_those_who_read_it_as_usual(beacon: Beacon) -> None:
    """So that the test above can fail: the same library with its own defaults asks the address."""
    c2pa = pytest.importorskip("c2pa")
    photo = calling(f"http://127.0.0.1:{beacon.server_port}")
    with pytest.raises(c2pa.C2paError):
        c2pa.Reader("image/jpeg", io.BytesIO(photo))
    assert beacon.hits > 0
