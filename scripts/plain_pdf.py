"""Lines of Latin text to one page of PDF, the same bytes each time: nothing in it but a font, a title and the words."""

from __future__ import annotations


def pdf(title: str, lines: list[str]) -> bytes:
    """A one-page A4 PDF 1.4; `lines` must fit Windows Latin 1 and one page (about 45 lines)."""
    shown = ["BT", "/F1 16 Tf", "56 770 Td", f"({_escaped(title)}) Tj", "/F1 11 Tf", "0 -28 Td", "16 TL"]
    shown += [f"({_escaped(line)}) Tj T*" for line in lines]
    content = "\n".join([*shown, "ET"]).encode("cp1252")
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /Contents 5 0 R /MediaBox [0 0 595 842] /Resources 7 0 R >>",
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(content), content),
        f"<< /Title ({_escaped(title)}) >>".encode("cp1252"),
        b"<< /Font << /F1 4 0 R >> >>",
    ]
    return _file(objects)


def _file(objects: list[bytes]) -> bytes:
    out, offsets = b"%PDF-1.4\n", []
    for number, body in enumerate(objects, start=1):
        offsets.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    table = b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    size = len(objects) + 1
    trailer = b"trailer\n<< /Size %d /Root 1 0 R /Info 6 0 R >>\n" % size
    start = b"startxref\n%d\n%%%%EOF\n" % len(out)
    return out + b"xref\n0 %d\n0000000000 65535 f \n" % size + table + trailer + start


def _escaped(text: str) -> str:
    return text.replace("\\", r"\\").replace("(", r"\(").replace(")", r"\)")
