"""How wide a text is, as the typesetter would have it."""

import json

import pytest

from attendees.badges import widths
from attendees.papers import engine
from tests.attendees.papers.presses import text_of

SAMPLES = [
    "Aigul USONOVA", "Үсөнова Айгүл Өмүрбековна", "Әбілов Қайрат Серікұлы", "Ғуломов Шерзод Баҳром ўғли",
    "Ioana ȘERBAN", "Mihai Ţăranu", "AVATAR To Ty W.A.", "王小明", "O’Brien-Ñuñez", "Nguyễn Thị", "نور الدين",
]  # fmt: skip
#: A page whose text is the widths at 100 points, as typst itself measures them.
MEASURE = """#import "parts.typ": data, sans
#set text(font: sans, ligatures: false)
#context for (words, weight) in data.rows {
  str(measure(text(size: 100pt, weight: weight, words)).width.pt())
  parbreak()
}
"""


class TestWidth:
    @pytest.mark.parametrize("weight", widths.CUTS)
    def test_no_text_is_set_wider_than_it_was_measured(self, press, weight):
        """R-41: what fits here fits on paper."""
        (press.place / "measure.typ").write_text(MEASURE)

        said = text_of(engine.pdf("measure", {"rows": [[each, weight] for each in SAMPLES]}))

        for sample, real in zip(SAMPLES, map(float, said.split()), strict=True):
            mine = widths.width(sample, weight, 100) / widths.POINT
            assert real <= mine + 0.01, sample
            assert mine <= real * (1.5 if sample == SAMPLES[-1] else 1.08), sample

    def test_it_grows_with_the_size(self):
        assert widths.width("Aigul", "bold", 20) == pytest.approx(2 * widths.width("Aigul", "bold", 10))

    def test_a_letter_no_font_has_is_as_wide_as_an_em(self):
        assert widths.width("😀", "regular", 10) == pytest.approx(10 * widths.POINT * widths.MARGIN)


def test_both_weights_have_the_same_fonts():
    stems = {weight: [name.split("_")[0] for name in cuts] for weight, cuts in widths.CUTS.items()}

    assert json.dumps(stems["regular"]) == json.dumps(stems["bold"])
