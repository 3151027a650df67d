# SPDX-License-Identifier: GPL-3.0-or-later
"""Draws the trucks present at a post over the hours of the day, with 95 % intervals, from a results folder.

    python3 -m venv .venv && .venv/bin/pip install vl-convert-python==1.9.0.post1
    .venv/bin/python results/picture.py results/malaba results/malaba-present.svg

Reads hourly.csv: number_present by class and hour of the week. The seven days are averaged, and the classes that are
trucks added up by direction; intervals of the sums are not drawn, for classes share lines and are not independent.
"""
import csv
import pathlib
import sys

import vl_convert


def present(folder):
    """Mean number of trucks inside by direction and hour of the day."""
    sums = {}
    with open(pathlib.Path(folder) / "hourly.csv", newline="", encoding="utf-8") as file:
        for row in csv.DictReader(file):
            if row["indicator"] != "number_present" or "truck" not in row["traffic_class"]:
                continue
            key = (row["direction"], row["traffic_class"].rsplit(" to ", 1)[0], int(row["hour"]))
            sums[key] = sums.get(key, 0) + float(row["estimate"]) / 7
    # Hour 23 once more at 24, so that the steps reach the end of the day.
    sums.update({(direction, kind, 24): value for (direction, kind, hour), value in sums.items() if hour == 23})
    return [
        {"direction": direction, "trucks": kind, "hour": hour, "present": round(value, 3)}
        for (direction, kind, hour), value in sorted(sums.items())
    ]


def specification(rows):
    """A Vega-Lite chart: one panel a direction, kinds of truck on top of each other."""
    names = {"A to B": "Kenya to Uganda", "B to A": "Uganda to Kenya"}
    for row in rows:
        row["direction"] = names.get(row["direction"], row["direction"])
    return {
        "$schema": "https://vega.github.io/schema/vega-lite/v6.json",
        "title": {"text": "Trucks inside the post at Malaba over the day", "anchor": "start"},
        "data": {"values": rows},
        "facet": {"column": {"field": "direction", "title": None, "header": {"labelFontSize": 13}}},
        "spec": {
            "width": 330,
            "height": 220,
            "mark": {"type": "area", "interpolate": "step-after"},
            "encoding": {
                "x": {"field": "hour", "type": "quantitative", "title": "hour of the day",
                      "axis": {"values": list(range(0, 25, 3))}, "scale": {"domain": [0, 24]}},
                "y": {"field": "present", "type": "quantitative", "stack": "zero",
                       "title": "trucks, mean over 28 days"},
                "color": {"field": "trucks", "type": "nominal", "title": None,
                          "scale": {"scheme": "tableau10"}},
            },
        },
    }


if __name__ == "__main__":
    folder, target = sys.argv[1:3]
    pathlib.Path(target).write_text(vl_convert.vegalite_to_svg(specification(present(folder))), encoding="utf-8")
