"""Charts: what they draw, that they mirror, and that no width tells what a table hides."""

import re
from datetime import date, timedelta
from itertools import product

import pytest
from defusedxml import ElementTree
from hypothesis import given
from hypothesis import strategies as st

from ankommen.engines.statistics import forecast
from ankommen.ui.charts import (
    Part,
    Point,
    ProgressWords,
    Row,
    Tone,
    bar_chart,
    progress_chart,
    series_chart,
    stacked_bar,
    swatch,
)
from ankommen.ui.charts.bars import HATCH
from ankommen.ui.charts.drawing import PAINT
from tests.ui.chart_examples import examples
from tests.ui.test_styles import STATIC

SVG = "{http://www.w3.org/2000/svg}"
TONES = (Tone.STRONG, Tone.MIDDLE, Tone.LIGHT)
WORDS = {"key": "k", "title": "Title", "desc": "Description"}
TODAY, UNTIL = date(2026, 11, 23), date(2027, 6, 30)


def bar(*percents, tones=TONES, **more):
    parts = [Part(tone, percent) for tone, percent in zip(tones, percents, strict=True)]
    return stacked_bar(parts, **WORDS, **more)


def boxes(drawn, css):
    """(start, width) in percent of each box of a class."""
    return [
        (float(box.get("x")[:-1]), float(box.get("width")[:-1]))
        for box in ElementTree.fromstring(drawn).iter(f"{SVG}rect")
        if box.get("class") == css
    ]


def words(drawn):
    return [text.text for text in ElementTree.fromstring(drawn).iter(f"{SVG}text")]


def progress(weeks=(118,) * 8, target=7000, reached=4812, **more):
    ahead = forecast(weeks, target, UNTIL, today=TODAY, reached=reached)
    counts = [(TODAY - timedelta(weeks=90), 0), (TODAY, reached)]
    said = ProgressWords(goal="Goal", now="now", on="then")
    return progress_chart(counts, ahead, said, day=date.isoformat, **WORDS, **more)


def test_parts_fill_the_bar_in_their_order():
    drawn = bar(42, 26, 32)
    assert boxes(drawn, "chart-strong") == [(0, 42)]
    assert boxes(drawn, "chart-middle") == [(42, 26)]
    assert boxes(drawn, "chart-light") == [(68, 32)]
    assert words(drawn) == ["42", "26", "32"]


def test_rounded_parts_still_fill_the_bar():
    assert sum(wide for css in TONES for _, wide in boxes(bar(33, 33, 33), f"chart-{css}")) == pytest.approx(
        100, abs=0.05
    )
    assert sum(wide for css in TONES for _, wide in boxes(bar(34, 33, 34), f"chart-{css}")) == pytest.approx(
        100, abs=0.05
    )


def test_a_number_stands_inside_only_where_it_fits():
    """On a phone, or on a desk only; a part that is too narrow for both has its number in the table."""
    assert words(bar(2, 10, 88)) == ["10", "88"]
    drawn = bar(4, 8, 88)
    assert words(drawn) == ["4", "8", "88"]
    assert re.findall(r'class="([^"]*chart-roomy)"', drawn) == ["chart-on-strong chart-roomy"]
    assert words(bar(4, 8, 88, width=288)) == ["8", "88"]


def test_the_rest_has_no_number():
    assert words(bar(30, 30, 40, tones=(Tone.STRONG, Tone.LIGHT, Tone.REST))) == ["30", "30"]


@given(
    st.tuples(*[st.integers(1, 60)] * 3),
    st.sampled_from([m for m in product([True, False], repeat=3) if any(m)]),
)
def test_what_is_hidden_leaves_no_trace_in_any_width(counts, hidden):
    """An attacker reads each number of the drawing and knows the printed ones: nothing else may explain them."""
    printed = [round(100 * count / sum(counts)) for count in counts]
    shown = [None if hide else percent for hide, percent in zip(hidden, printed, strict=True)]
    drawn = bar(*shown)
    scale = (100 - HATCH - 1) / max(100, sum(percent or 0 for percent in shown))
    across = 0.0
    for tone, percent in zip(TONES, shown, strict=True):
        expected = [(across, percent * scale)] if percent else []
        assert boxes(drawn, f"chart-{tone}") == [pytest.approx(box, abs=0.011) for box in expected]
        across += (percent or 0) * scale
    assert boxes(drawn, "chart-hatch") == [pytest.approx((across, HATCH), abs=0.011)]
    assert set(words(drawn)) <= {str(percent) for percent in shown if percent}


@pytest.mark.parametrize("percent", [41.7, 42.0, "42", True])
def test_an_exact_share_is_refused(percent):
    with pytest.raises(ValueError, match="whole"):
        bar(percent, None, 32)
    with pytest.raises(ValueError, match="whole"):
        series_chart([Point("a", percent)], **WORDS)
    with pytest.raises(ValueError, match="whole"):
        bar_chart([Row("a", percent, "a")], **WORDS)


@pytest.mark.parametrize("percents", [(60, 60, 60), (10, 10, 10), (-1, 50, 51), (101, 0, 0), (None, 60, 60)])
def test_parts_make_a_whole(percents):
    with pytest.raises(ValueError, match="percent"):
        bar(*percents)


def test_nobody_is_an_empty_frame():
    drawn = bar(0, 0, 0)
    assert words(drawn) == [] and boxes(drawn, "chart-frame") == [(0, 100)]


def test_bars_beside_a_hidden_part_keep_its_scale():
    beside, hiding = bar(21, 8, 71, keeps_lane=True), bar(21, None, 71)
    assert boxes(beside, "chart-strong") == boxes(hiding, "chart-strong")


def test_a_rest_is_drawn_to_scale_only_where_it_is_given_as_a_number():
    drawn = bar(56, 44, tones=(Tone.LIGHT, Tone.WITHHELD))
    assert boxes(drawn, "chart-hatch") == [(56, 44)] and "44" in words(drawn)


def test_a_hidden_row_changes_no_other():
    rows = [Row("a", 120, "120"), Row("b", 60, "60")]
    with_hidden = bar_chart([*rows, Row("c", None, "·")], **WORDS)
    assert (
        boxes(with_hidden, "chart-strong")
        == boxes(bar_chart(rows, **WORDS), "chart-strong")
        == [(0, 100), (0, 50)]
    )
    assert boxes(with_hidden, "chart-hatch") == [(0, HATCH)]


def test_rows_without_anybody_have_no_width():
    assert boxes(bar_chart([Row("a", 0, "0")], **WORDS), "chart-strong") == [(0, 0)]


def test_a_long_label_breaks_before_the_edge_of_a_phone():
    drawn = bar_chart([Row("a label that is much longer than a phone is wide", 7, "7")], **WORDS)
    assert all(len(text) <= 35 for text in words(drawn)) and len(words(drawn)) == 3


@pytest.mark.parametrize(
    "draw", [lambda **way: bar(42, None, 32, **way), lambda **way: bar(42, 26, 32, **way)]
)
def test_a_bar_is_mirrored_and_its_words_are_not(draw):
    there, back = draw(), draw(direction="rtl")
    for css in ("chart-strong", "chart-light", "chart-hatch", "chart-frame"):
        mirrored = [(100 - start - wide, wide) for start, wide in boxes(there, css)]
        assert boxes(back, css) == [pytest.approx(box, abs=0.011) for box in mirrored]
    assert words(there) == words(back)
    assert 'direction="rtl"' in back and "scale(" not in back


def test_a_line_is_mirrored():
    def ends(drawn):
        line = ElementTree.fromstring(drawn).find(f".//{SVG}polyline").get("points").split()
        return [tuple(map(float, place.split(","))) for place in (line[0], line[-1])]

    for (x, y), (other_x, other_y) in zip(ends(progress()), ends(progress(direction="rtl")), strict=True):
        assert (other_x, other_y) == (pytest.approx(100 - x), y)


def test_the_band_meets_the_goal_where_the_forecast_says():
    drawn = ElementTree.fromstring(progress([90, 150, 110, 130, 100, 136, 120, 108]))
    band = drawn.find(f".//{SVG}polygon").get("points").split()
    places = [tuple(map(float, place.split(","))) for place in band]
    ahead = forecast([90, 150, 110, 130, 100, 136, 120, 108], 7000, UNTIL, today=TODAY, reached=4812)
    days = (UNTIL - (TODAY - timedelta(weeks=90))).days
    at_goal = [x for x, y in places if y == 34]
    assert min(at_goal) == pytest.approx(100 - 100 * (UNTIL - ahead.earliest).days / days, abs=0.01)
    assert min(y for _, y in places) == 34  # never above the goal
    assert (100 - 100 * (UNTIL - ahead.latest).days / days) == pytest.approx(
        min(x for x, y in places[len(places) // 2 :] if y == 34 and x < 100), abs=3
    )


@pytest.mark.parametrize("weeks", [(), (0,) * 8])
def test_without_a_forecast_there_is_no_band(weeks):
    drawn = progress(weeks)
    assert "chart-fan" not in drawn and "chart-ahead" not in drawn and "then" not in words(drawn)


def test_a_target_that_is_reached_late_stays_inside_the_drawing():
    drawn = progress((10,) * 8)
    places = re.findall(r'points="([^"]+)"', drawn)
    assert all(0 <= float(place.split(",")[0]) <= 100 for line in places for place in line.split())
    assert "then" not in words(drawn)


def test_counts_are_needed():
    with pytest.raises(ValueError, match="first count"):
        progress_chart([], forecast([], 5, UNTIL, today=TODAY), ProgressWords("", ""), day=str, **WORDS)


def test_no_line_crosses_a_break_or_a_hidden_point():
    shares = (31, 34, None, 40, 44, 42)
    drawn = series_chart([Point(str(i), share) for i, share in enumerate(shares)], breaks={4}, **WORDS)
    lines = re.findall(r'<polyline [^>]*points="([^"]+)"', drawn)
    assert [len(line.split()) for line in lines] == [2, 1, 2]
    assert drawn.count("chart-break") == 1 and drawn.count("<circle") == 5


def test_a_hidden_point_has_a_mark_of_one_size_and_one_that_was_not_asked_has_none():
    drawn = series_chart([Point("a", 3), Point("b", None, is_hidden=True), Point("c", None)], **WORDS)
    ((_, wide),) = boxes(drawn, "chart-hatch")
    others = series_chart([Point("a", None, is_hidden=True), Point("b", 97)], top=97, **WORDS)
    assert [wide for _, wide in boxes(others, "chart-hatch")] == [wide]


@pytest.mark.parametrize("points", [[], [Point("a", 12)], [Point("a", None)]])
def test_a_series_of_few_points_is_drawn(points):
    assert ElementTree.fromstring(series_chart(points, **WORDS)) is not None


def test_a_chart_says_what_it_is_and_an_ornament_does_not():
    for drawn in (
        bar(42, 26, 32),
        progress(),
        series_chart([Point("a", 1)], **WORDS),
        bar_chart([], **WORDS),
    ):
        root = ElementTree.fromstring(drawn)
        named = {child.get("id"): child.text for child in root if child.get("id")}
        assert root.get("role") == "img" and root.get("aria-labelledby").split() == ["k-t", "k-d"]
        assert (named["k-t"], named["k-d"]) == ("Title", "Description")
    ornament = ElementTree.fromstring(swatch(None, key="k"))
    assert ornament.get("aria-hidden") == "true" and ornament.get("role") is None


def test_words_cannot_become_markup():
    evil = "<script>&\"'"
    drawn = bar_chart([Row(evil, 3, evil)], key="k", title=evil, desc=evil)
    assert "<script" not in drawn and words(drawn) == [evil, evil]
    assert words(bar(100, 0, 0, number=lambda _: "<b>")) == ["<b>"]


@pytest.mark.parametrize("key", ["", "A", 'a"b', "1a", "a b"])
def test_a_key_is_an_id(key):
    with pytest.raises(ValueError, match="key"):
        stacked_bar([], key=key, title="t", desc="d")


def test_a_direction_is_one_of_two():
    with pytest.raises(ValueError, match="ltr or rtl"):
        bar(100, 0, 0, direction="up")


@pytest.mark.parametrize("language", ["de", "ar"])
def test_no_chart_needs_an_inline_style_and_no_id_stands_twice(language):
    drawn = str(examples(language))
    assert not re.search(r"<style|\sstyle=|<script|\son\w+=", drawn)
    ids = re.findall(r' id="([^"]+)"', drawn)
    assert len(ids) == len(set(ids)) > 30


def test_each_painted_class_has_a_rule():
    sheet = (STATIC / "ui/charts.css").read_text("utf-8")
    assert all(f".{css} {{" in sheet for css in PAINT)


def test_paper_anchors_words_at_sides():
    """Typst's SVG knows no direction: the start of a line that runs from the right is its right side."""
    goal = '<text class="chart-text" {} x="{}%" y="24" text-anchor="{}">Goal</text>'
    paint = PAINT["chart-text"]
    assert goal.format(paint, 100, "start") in progress(direction="rtl")
    drawn = progress(direction="rtl", width=480)
    assert re.search(r'x="100%" y="24" text-anchor="end">Goal', drawn) and 'direction="rtl"' not in drawn


def test_paper_gets_a_width_and_paint():
    root = ElementTree.fromstring(bar(42, 26, 32, width=480))
    assert root.get("width") == "480"
    assert all(box.get("fill") for box in root.iter(f"{SVG}rect"))


@pytest.mark.parametrize("language", ["de", "ar"])
def test_letters_stay_inside_the_drawing_on_every_screen(browser, language):
    """Each word lies within its chart's width, in the real fonts; numbers inside a part lie within the part."""
    from tests.ui.pages import served

    with served() as address:
        page = browser.new_page(viewport={"width": 320, "height": 900})
        page.goto(f"{address}/{language}/charts")
        page.evaluate("document.fonts.ready.then(() => true)")
        for width in (320, 390, 1280):
            page.set_viewport_size({"width": width, "height": 900})
            assert page.evaluate(OUTSIDE) == [], width
        page.close()


OUTSIDE = """
  [...document.querySelectorAll(".chart text")].filter(text => text.getBoundingClientRect().width > 0).filter(text => {
    const word = text.getBoundingClientRect(), chart = text.closest(".chart").getBoundingClientRect();
    const fits = box => word.left >= box.left - 1 && word.right <= box.right + 1;
    const parts = [...text.closest(".chart").querySelectorAll("rect[class]:not(.chart-frame)")];
    return !fits(chart) || (text.closest(".chart--bar") && !parts.some(part => fits(part.getBoundingClientRect())));
  }).map(text => text.textContent)"""
