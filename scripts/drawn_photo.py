"""Draws the packaged case's one photo: a calibration card before hills, with a camera's metadata that we made up."""

from __future__ import annotations

import io
import math

from PIL import ExifTags, Image, ImageDraw
from PIL.TiffImagePlugin import IFDRational

WIDTH, HEIGHT = 960, 640
TAKEN = "2017:11:15 13:20:00"
"""As a camera writes it: local time, no zone. The card is invented, and so is the moment."""
LAT, LON, ALTITUDE_M = 35.6580, 36.7150, 510
PATCHES = ["#735244", "#c29682", "#627a9d", "#576c43", "#8580b1", "#67bdaa", "#f3f3f2", "#c8c8c8", "#a0a0a0", "#555555"]


def photo() -> bytes:
    """JPEG bytes, the same each time for one version of Pillow."""
    out = io.BytesIO()
    _drawn().save(out, "JPEG", quality=80, exif=_metadata())
    return out.getvalue()


def _drawn() -> Image.Image:
    image = Image.new("RGB", (WIDTH, HEIGHT), "#b9cfe0")
    draw = ImageDraw.Draw(image)
    for depth, colour in enumerate(("#8f9a86", "#7b8566", "#5f6b48")):
        wave, base = 70 + 30 * depth, 250 + 70 * depth
        ridge = [(x, base + int(28 * math.sin(x / wave + depth))) for x in range(0, WIDTH + 1, 8)]
        draw.polygon([*ridge, (WIDTH, HEIGHT), (0, HEIGHT)], fill=colour)
    draw.rectangle((250, 300, 710, 560), fill="#fafafa", outline="#222222", width=3)
    for number, colour in enumerate(PATCHES):
        left, top = 275 + 84 * (number % 5), 325 + 84 * (number // 5)
        draw.rectangle((left, top, left + 72, top + 72), fill=colour)
    draw.text((275, 510), "CALIBRATION CARD - DRAWN BY A SCRIPT - SHOWS NO EVENT", fill="#111111", font_size=15)
    return image


def _metadata() -> Image.Exif:
    exif = Image.Exif()
    base, gps = ExifTags.Base, ExifTags.GPS
    exif[base.Make] = "Drawn"
    exif[base.Model] = "holdfire example camera"
    exif[base.Software] = "scripts/drawn_photo.py"
    exif[base.ImageDescription] = "Calibration card drawn for the packaged case; it shows no event"
    exif[base.Orientation] = 1
    exif[base.DateTime] = TAKEN
    exif[ExifTags.IFD.Exif] = {base.DateTimeOriginal: TAKEN, base.DateTimeDigitized: TAKEN, base.ExifVersion: b"0231"}
    exif[ExifTags.IFD.GPSInfo] = {
        gps.GPSLatitudeRef: "N", gps.GPSLatitude: _sexagesimal(LAT),
        gps.GPSLongitudeRef: "E", gps.GPSLongitude: _sexagesimal(LON),
        gps.GPSAltitudeRef: b"\x00", gps.GPSAltitude: IFDRational(ALTITUDE_M, 1),
        gps.GPSDateStamp: "2017:11:15", gps.GPSTimeStamp: (IFDRational(11), IFDRational(20), IFDRational(0)),
    }
    return exif


def _sexagesimal(degrees: float) -> tuple[IFDRational, IFDRational, IFDRational]:
    whole, rest = divmod(round(degrees * 360_000), 360_000)
    minutes, hundredths = divmod(rest, 6_000)
    return IFDRational(whole), IFDRational(minutes), IFDRational(hundredths, 100)
