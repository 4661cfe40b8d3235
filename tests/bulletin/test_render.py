"""HTML, Markdown, JSON: hostile text stays text, nothing is fetched, every figure leads to what it counts."""

from __future__ import annotations

import json
import re
from html.parser import HTMLParser

import pytest
from msgspec.structs import replace
from tests.bulletin.material import material
from tests.bulletin.world import NOT_COVERED, instruments

from holdfire.bulletin import compose, render_html, render_json, render_markdown
from holdfire.bulletin.model import Table
from holdfire.bulletin.render import linkable, ranges, thinned, visible
from holdfire.records import Place

VOID = {"meta", "br", "img", "link", "hr", "input", "col"}


class Page(HTMLParser):
    """Tags, attributes, ids, headings and nesting of one page."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.ids: list[str] = []
        self.hrefs: list[tuple[str, str]] = []
        self.tags: list[str] = []
        self.sources: list[str] = []
        self.headings: list[int] = []
        self.open: list[str] = []
        self.quotes: list[dict[str, str | None]] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = dict(attrs)
        self.tags.append(tag)
        if tag not in VOID:
            self.open.append(tag)
        if "id" in found:
            self.ids.append(found["id"] or "")
        if tag == "a" and "href" in found:
            self.hrefs.append((found["href"] or "", found.get("rel") or ""))
        self.sources += [value or "" for name, value in attrs if name in {"src", "srcset", "data", "poster", "action"}]
        assert not any(name.startswith("on") for name in found), found
        if re.fullmatch("h[1-6]", tag):
            self.headings.append(int(tag[1]))
        if tag == "blockquote":
            self.quotes.append(found)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag not in VOID:
            self.open.pop()

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


@pytest.fixture(scope="module")
def html() -> str:
    return render_html(compose(material(many=30)))


@pytest.fixture(scope="module")
def page(html: str) -> Page:
    return Page(html)


def test_tags_nest_and_ids_are_unique(page: Page) -> None:
    assert page.open == []
    assert len(page.ids) == len(set(page.ids))


def test_every_inner_link_leads_somewhere_and_every_outer_one_sends_no_referrer(page: Page) -> None:
    for href, rel in page.hrefs:
        if href.startswith("#"):
            assert href[1:] in page.ids, href
        else:
            assert href.startswith("https://")
            assert "noreferrer" in rel


def test_nothing_is_fetched_and_nothing_runs(html: str, page: Page) -> None:
    assert page.sources == []
    assert not {"script", "link", "iframe", "img", "object", "form"}.intersection(page.tags)
    style = html[html.index("<style>") : html.index("</style>")]
    assert "@import" not in style
    assert not re.search(r"url\((?!#)", style)


def test_hostile_text_stays_text(html: str) -> None:
    shown = render_html(compose(material(about="<script>alert(1)</script> \u202egnp.exe")))
    assert "<script" not in shown
    assert "&lt;script&gt;alert(1)&lt;/script&gt; ⟨U+202E⟩gnp.exe" in shown
    assert "\u202e" not in html
    assert 'href="javascript' not in html


def test_a_hostile_place_name_stays_text_in_the_map() -> None:
    whole = material()
    evil = Place(name="</title><script>alert(1)</script>", lat=34.9, lon=36.7, radius_m=3000)
    incidents = tuple(
        type(i)(**{n: evil if n == "place" else getattr(i, n) for n in i.__struct_fields__})
        for i in whole.incidents[:1]
    )
    page = Page(render_html(compose(material(incidents=incidents, findings=whole.findings[:3]))))
    assert "script" not in page.tags


def test_headings_never_skip_a_level_and_landmarks_are_there(page: Page) -> None:
    assert page.headings[0] == 1
    assert page.headings.count(1) == 1
    assert all(later - earlier <= 1 for earlier, later in zip(page.headings, page.headings[1:], strict=False))
    assert {"header", "nav", "main", "footer"} <= set(page.tags)


def test_each_quotation_says_its_language_and_direction(page: Page) -> None:
    assert {"lang": "ar", "dir": "rtl"} in page.quotes
    assert all(quote.get("dir") for quote in page.quotes)


def test_every_table_has_heads(html: str) -> None:
    for table in re.findall(r"<table.*?</table>", html, re.DOTALL):
        assert '<th scope="col">' in table


def test_a_violation_is_alleged_or_ruled(html: str) -> None:
    text = re.sub(r"<[^>]+>", " ", html[html.index("<body>") :])
    for before in re.findall(r"(.{0,40})\bviolation\b(?!s)", text):
        assert re.search(r"alleged $|itself a $", before), before


def test_the_not_covered_sentence_is_printed_in_full(html: str) -> None:
    assert NOT_COVERED in html
    assert NOT_COVERED in render_markdown(compose(material()))


def test_two_hundred_incidents_stay_small_enough_to_be_sent() -> None:
    assert len(render_html(compose(material(many=200))).encode()) < 1_000_000


def test_what_stands_out_comes_before_the_map_and_before_every_table(html: str) -> None:
    first = html.index('<section id="first">')
    assert first < html.index('<section id="map">') < html.index("<table")
    assert html.index("alleged violation") < html.index("<table")


def test_every_incident_opens_to_its_row_or_its_sentence(html: str) -> None:
    opened = re.findall(
        r'<details class="entry[^>]*id="i\d+">.*?(?=<details class="entry|<section|</section>\n)', html, re.DOTALL
    )
    assert len(opened) > 30
    for entry in opened:
        assert "<blockquote" in entry or 'class="row"' in entry or "withheld" in entry or "accounts" not in entry


def test_runs_of_numbers_are_said_by_their_ends() -> None:
    assert ranges([7, 1, 3, 2]) == [(1, 3), (7, 7)]
    assert ranges([]) == []


def test_a_column_that_never_changes_is_said_once_and_the_ends_stay() -> None:
    table = Table(
        id="t",
        caption="c",
        columns=("day", "unit", "n"),
        rows=(("1", "case", "5"), ("2", "case", "5"), ("3", "case", "5")),
    )
    thin = thinned(table)
    assert thin.said == [("unit", "case")]
    assert (thin.columns, thin.rows[2]) == (["day", "n"], ["3", "5"])
    assert thinned(replace(table, rows=table.rows[:2])).said == []


def test_contrast_of_every_colour_on_its_ground_is_enough(html: str) -> None:
    style = html[html.index("<style>") : html.index("@media print")]
    light, dark = style.split("@media (prefers-color-scheme:dark)")[:2]
    for scheme in (light, dark):
        colours = dict(re.findall(r"--([a-z_]+):(#[0-9a-f]{3,6})", scheme))
        for name in (
            "ink",
            "soft",
            "link",
            "contrary",
            "contrary_unless_exception",
            "consistent",
            "undetermined",
            "not_covered",
        ):
            for ground in ("paper", "card"):
                assert contrast(colours[name], colours[ground]) >= 4.5, (name, ground)
        for ground in ("source", "cue", "content", "withheld"):
            assert contrast(colours["ink"], colours[ground]) >= 4.5, ground


def contrast(a: str, b: str) -> float:
    def luminance(colour: str) -> float:
        digits = colour[1:] if len(colour) == 7 else "".join(c * 2 for c in colour[1:])
        parts = [int(digits[i : i + 2], 16) / 255 for i in (0, 2, 4)]
        red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
        return 0.2126 * red + 0.7152 * green + 0.0722 * blue

    bright, dim = sorted((luminance(a), luminance(b)), reverse=True)
    return (bright + 0.05) / (dim + 0.05)


def test_markdown_escapes_and_keeps_tables_whole() -> None:
    text = render_markdown(compose(material(about="a | b <b>x</b> [y](javascript:alert(1)) *z*")))
    assert r"a \| b \<b\>x\</b\> \[y\](javascript:alert(1)) \*z\*" in text
    for block in re.findall(r"(?:^\|.*\n)+", text, re.MULTILINE):
        assert len({len(re.findall(r"(?<!\\)\|", line)) for line in block.splitlines()}) == 1, block


def test_markdown_leaves_its_own_headings_tables_and_blanks_alone() -> None:
    made = compose(material())
    text = render_markdown(made)
    assert f"\n### {made.tallies.caption}\n\n| " in text
    assert not re.search(r"(?m)^.*\\#\\#|\\\| ---|\*\*- \*\*|\S- \*\*", text)
    quoted = [c.quotation for e in made.entries for a in e.accounts for c in a.claims if c.quotation]
    plain = text.replace("\\", "")
    assert quoted
    assert all(" ".join("".join(p.text for p in q.pieces).split()) in plain for q in quoted)


def test_json_is_the_model_and_the_same_every_time() -> None:
    once, again = (render_json(compose(material(many=3))) for _ in range(2))
    assert once == again
    assert json.loads(once)["schema"] == "holdfire/bulletin/1"


@pytest.mark.parametrize(
    ("url", "may"),
    [("https://example.org/a", True), ("http://example.org", True), ("javascript:alert(1)", False), ("data:text/html,x", False),
     ("//example.org", False), ("https://", False), ("https://ex\u202eample.org", False), ("http://[", False)],
)  # fmt: skip
def test_only_web_addresses_become_links(url: str, may: bool) -> None:
    assert linkable(url) is may


def test_invisible_marks_are_shown_and_spelling_marks_stay() -> None:
    assert visible("a\u202eb\u2066c\x00") == "a⟨U+202E⟩b⟨U+2066⟩c⟨U+0000⟩"
    assert visible("می\u200cخواهم") == "می\u200cخواهم"


def test_a_paraphrase_is_not_put_in_quotation_marks(html: str) -> None:
    assert instruments()[1].terms[0].quote.words == "cease hostilities"
    assert "<q>cease hostilities</q>" not in html
    assert "<q>cease hostilities with the use of any kinds of weapons, including aerial assets</q>" in html
