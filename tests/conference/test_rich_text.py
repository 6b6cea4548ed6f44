"""What organisers write may be formatted, and can do no harm (XS-03)."""

from html.parser import HTMLParser

import pytest

from conference.rich_text import render

HARMFUL = [
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "[go](javascript:alert(1))",
    "[go](JaVaScRiPt:alert(1))",
    "[go](data:text/html,<script>alert(1)</script>)",
    "[go](vbscript:x)",
    "<javascript:alert(1)>",
    "[go](//other.example/)",
    "[go](/\\other.example/)",
    "[go](http://other.example/)",
    "![picture](https://other.example/x.png)",
    "<style>*{background:url(//x)}</style>",
    "<form action=//x><input name=a></form>",
    "<iframe src=//x></iframe>",
    '<meta http-equiv="refresh" content="0;url=//x">',
    "<base href=//x>",
    "<svg><use href=//x></svg>",
    "<math><mtext></mtext></math>",
    "<<scr<script>ipt>alert(1)<</script>/script>",
    "<p style='position:fixed' onclick='x()'>",
    '[go](https://x.example/"onmouseover="alert(1))',
]


class Reading(HTMLParser):
    """What a browser would make of it."""

    def __init__(self, html):
        super().__init__()
        self.tags, self.attributes, self.links = set(), set(), []
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        self.tags.add(tag)
        self.attributes |= {name for name, _value in attrs}
        self.links += [value for name, value in attrs if name == "href"]


@pytest.mark.parametrize("text", HARMFUL)
def test_nothing_harmful_comes_out(text):
    read = Reading(render(text))

    assert read.tags <= {"p", "a", "br"}
    assert read.attributes <= {"href", "rel"}
    assert [link for link in read.links if not link.startswith(("https://x.example/", "/%5C"))] == []


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("", ""),
        ("# Arriving", "<h3>Arriving</h3>\n"),
        ("#### Small", "<h4>Small</h4>\n"),
        ("One\nTwo", "<p>One<br>\nTwo</p>\n"),
        ("- **bold** and *stressed*", "<ul>\n<li><strong>bold</strong> and <em>stressed</em></li>\n</ul>\n"),
        ("We know <name> & co", "<p>We know &lt;name&gt; &amp; co</p>\n"),
        (
            "[ours](/here/) [theirs](https://un.org/) <a@example.org>",
            '<p><a href="/here/" rel="noopener noreferrer">ours</a> '
            '<a href="https://un.org/" rel="noopener noreferrer">theirs</a> '
            '<a href="mailto:a@example.org" rel="noopener noreferrer">a@example.org</a></p>\n',
        ),
    ],
)
def test_formatting_is_kept(text, html):
    assert render(text) == html


def test_heads_begin_where_the_page_wants_them():
    assert render("# One\n\n#### Two", head=2) == "<h2>One</h2>\n<h3>Two</h3>\n"
