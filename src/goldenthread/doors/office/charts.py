"""Drawings of figures: Vega-Lite says what is drawn, vl-convert draws it, the same data is drawn once."""

import datetime as dt
import json
from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Any

import vl_convert

from goldenthread.oversight.measures import Figure, Month

INK, QUIET, WASH, EDGE = "#16323f", "#4b5358", "#e9eff2", "#82929a"
OUTSIDE, THEIRS = "#a3200d", "#1a5490"
FONT = "Arial, Helvetica, sans-serif"
MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
CONFIG: Mapping[str, Any] = {
    "font": FONT,
    "background": "white",
    "view": {"stroke": None},
    "axis": {
        "labelFontSize": 13, "labelColor": QUIET, "titleColor": QUIET, "domainColor": EDGE, "tickColor": EDGE,
        "gridColor": "#eef1f3", "labelPadding": 6,
    },
}  # fmt: skip


@lru_cache(maxsize=512)
def _drawn(specification: str) -> str:
    return str(vl_convert.vegalite_to_svg(specification))


def draw(specification: Mapping[str, Any]) -> str:
    """A Vega-Lite specification as SVG."""
    return _drawn(json.dumps(specification, sort_keys=True))


def control_chart(figure: Figure, *, beside: tuple[str, float] | None = None, narrow: bool = False) -> dict[str, Any]:
    """A figure's months, with the limits inside which they move by chance, and a published value beside them.

    A month outside the limits is drawn as a diamond with its value, so that no colour stands alone.
    """
    rows = [_row(month, narrow) for month in figure.months]
    labels = [str(row["label"]) for row in rows]
    middle = figure.whole.percent if figure.share else None
    x = {
        "field": "label", "type": "ordinal", "sort": labels, "title": None,
        "axis": {"labelAngle": 0, "labelOverlap": True, "grid": False, "values": _spread(labels, 4 if narrow else 13)},
    }  # fmt: skip
    y: dict[str, Any] = {"field": "value", "type": "quantitative", "title": None}
    y["axis"] = {"tickCount": 5, "labelExpr": "datum.value + '%'" if figure.share else "datum.label", "domain": False,
                 "ticks": False}  # fmt: skip
    if figure.share:
        y["scale"] = {"domain": _domain(figure, beside)}
    step = {"type": "area", "interpolate": "step", "color": WASH}
    dashes = {"interpolate": "step", "color": EDGE, "strokeDash": [5, 4], "strokeWidth": 1.2}
    layers: list[dict[str, Any]] = []
    if figure.share and figure.whole.out_of:
        layers += [
            {"mark": step, "encoding": {"x": x, "y": y | {"field": "low"}, "y2": {"field": "high"}}},
            {"mark": {"type": "line", **dashes}, "encoding": {"x": x, "y": y | {"field": "low"}}},
            {"mark": {"type": "line", **dashes}, "encoding": {"x": x, "y": y | {"field": "high"}}},
        ]
    levels: list[tuple[float, str, str, list[int]]] = []
    levels += [(middle, "average", QUIET, [])] if middle is not None else []
    levels += [(beside[1], beside[0], THEIRS, [2, 3])] if beside else []
    for place, (value, name, colour, dash) in enumerate(sorted(levels, reverse=True)):
        layers += _level(value, "" if narrow else f"{name} {value:.0f}%", colour, dash, above=place == 0)
    layers += [
        {"mark": {"type": "line", "color": INK, "strokeWidth": 2.5}, "encoding": {"x": x, "y": y}},
        {
            "mark": {"type": "point", "filled": True, "opacity": 1, "stroke": "white", "strokeWidth": 1.5},
            "encoding": {
                "x": x, "y": y, "shape": _if_outside("diamond", "circle"), "size": _if_outside(240, 90),
                "color": _if_outside(OUTSIDE, INK),
            },
        },
        {
            "transform": [{"filter": "datum.outside"}],
            "mark": {"type": "text", "dx": 13, "align": "left", "fontSize": 13, "fontWeight": "bold", "color": OUTSIDE},
            "encoding": {"x": x, "y": y, "text": {"field": "said"}},
        },
    ]  # fmt: skip
    return {
        "$schema": "https://vega.github.io/schema/vega-lite/v5.json", "data": {"values": rows},
        "width": 262 if narrow else 700, "height": 190 if narrow else 230, "padding": 8, "layer": layers,
        "config": CONFIG,
    }  # fmt: skip


def trend(points: Sequence[float | None]) -> dict[str, Any]:
    """A small line without words, for a table's row; the words stand beside it."""
    rows = [{"n": place, "value": value} for place, value in enumerate(points)]
    numbers = [value for value in points if value is not None]
    room = {"zero": False, "domain": [min(numbers, default=0) - 4, max(numbers, default=100) + 4]}
    x = {"field": "n", "type": "quantitative", "axis": None, "scale": {"nice": False}}
    y = {"field": "value", "type": "quantitative", "axis": None, "scale": room}
    last = max((place for place, value in enumerate(points) if value is not None), default=-1)
    return {
        "$schema": "https://vega.github.io/schema/vega-lite/v5.json", "data": {"values": rows}, "width": 116,
        "height": 26, "padding": 3, "config": CONFIG,
        "layer": [
            {"mark": {"type": "line", "color": INK, "strokeWidth": 2}, "encoding": {"x": x, "y": y}},
            {
                "transform": [{"filter": f"datum.n == {last}"}],
                "mark": {"type": "point", "filled": True, "opacity": 1, "size": 36, "color": INK},
                "encoding": {"x": x, "y": y},
            },
        ],
    }  # fmt: skip


def _row(month: Month, narrow: bool) -> dict[str, Any]:
    counted = month.counted
    value = counted.percent
    return {
        "label": month_label(month.month), "value": None if value is None else round(value, 1),
        "low": month.low, "high": month.high, "outside": month.signal,
        "said": "" if value is None else f"{value:.0f}%",
    }  # fmt: skip


def month_label(month: dt.date) -> str:
    """`May 26`: short enough for thirteen in a row."""
    return f"{MONTHS[month.month - 1]} {month:%y}"


def _if_outside(then: Any, otherwise: Any) -> dict[str, Any]:
    return {"condition": {"test": "datum.outside", "value": then}, "value": otherwise}


def _level(value: float, name: str, colour: str, dash: list[int], *, above: bool) -> list[dict[str, Any]]:
    """A line across, with its name at its end, on the side where no other level's name can stand."""
    rule = {"type": "rule", "color": colour, "strokeWidth": 1.5, "strokeDash": dash}
    at = {"data": {"values": [{}]}, "encoding": {"y": {"datum": value, "type": "quantitative"}}}
    text = {
        "type": "text", "x": {"expr": "width"}, "dx": 6, "align": "left", "baseline": "bottom" if above else "top",
        "dy": 3 if above else -3, "text": name, "fontSize": 13, "color": colour,
    }  # fmt: skip
    return [at | {"mark": rule}, *([at | {"mark": text}] if name else [])]


def _domain(figure: Figure, beside: tuple[str, float] | None) -> list[float]:
    """Room for everything that is drawn, in tens; never so little that chance looks like a cliff."""
    drawn = [value for month in figure.months for value in (month.counted.percent, month.low, month.high)]
    numbers = [value for value in [*drawn, beside[1] if beside else None] if value is not None] or [0, 100]
    low, high = 10 * (min(numbers) // 10), -10 * (-max(numbers) // 10)
    return [max(0.0, min(low, high - 40)), min(100.0, max(high, low + 40))]


def _spread(labels: Sequence[str], most: int) -> list[str]:
    """Some of the labels, evenly, where not all have room."""
    every = max(1, -(-len(labels) // most))
    return list(labels[::every])
