# SPDX-License-Identifier: GPL-3.0-or-later
"""Holds README.md to results/malaba, and results/malaba to the program.

Re-runs the command of the manifest into a folder that is thrown away. Observations must be the same to the bit; the
numbers of the tables to 1e-9, for their last digits may differ between platforms.
"""
import csv
import json
import pathlib
import re
import subprocess
import sys
import tempfile

ROOT = pathlib.Path(__file__).resolve().parents[2]
PUBLISHED = ROOT / "results" / "malaba"
faults = []


def rows(folder, table):
    with open(folder / table, newline="", encoding="utf-8") as file:
        return list(csv.reader(file))


def is_same(a, b):
    if a == b:
        return True
    try:
        x, y = float(a), float(b)
    except ValueError:
        return False
    return abs(x - y) <= 1e-9 * max(abs(x), abs(y), 1e-9)


def compare(fresh):
    old = json.loads((PUBLISHED / "manifest.json").read_text(encoding="utf-8"))
    new = json.loads((fresh / "manifest.json").read_text(encoding="utf-8"))
    for key in ("observations",):
        if old["digests"][key] != new["digests"][key]:
            faults.append(f"results/malaba: digest of {key} is {old['digests'][key]}, now {new['digests'][key]}")
    for table in old["tables"]:
        a, b = rows(PUBLISHED, table["file"]), rows(fresh, table["file"])
        different = sum(
            len(x) != len(y) or not all(is_same(u, v) for u, v in zip(x, y)) for x, y in zip(a, b)
        ) + abs(len(a) - len(b))
        if different:
            faults.append(f"results/malaba/{table['file']}: {different} rows differ from a fresh run")


def digits(text):
    """How many decimals a number of the page has."""
    return len(text.split(".")[1]) if "." in text else 0


def check_page():
    header, *body = rows(PUBLISHED, "indicators.csv")
    table = [dict(zip(header, row)) for row in body]
    page = (ROOT / "README.md").read_text(encoding="utf-8")
    number = r"([0-9.]+)"
    cell = rf" {number} \[{number} - {number}\] "
    lines = re.findall(rf"^\|([^|]+)\|{cell}\|{cell}\|$", page, re.MULTILINE)
    if len(lines) < 5:
        faults.append("README.md: the table of results was not found")
    for line in lines:
        name = line[0].strip()
        for statistic, shown in (("mean", line[1:4]), ("p95", line[4:7])):
            found = [
                row for row in table
                if (row["indicator"], row["traffic_class"], row["station"], row["statistic"])
                == ("crossing_time_min", name, "", statistic)
            ]
            if len(found) != 1:
                faults.append(f"README.md: no {statistic} of '{name}' in results/malaba/indicators.csv")
                continue
            for text, column in zip(shown, ("estimate", "ci_low", "ci_high")):
                if f"{float(found[0][column]):.{digits(text)}f}" != text:
                    faults.append(f"README.md: {name}, {statistic}, {column}: {text}, but {found[0][column]}")


def main():
    check_page()
    with tempfile.TemporaryDirectory() as place:
        fresh = pathlib.Path(place) / "malaba"
        command = [
            str(ROOT / ".build" / "release" / "osbp"), "run", "scenarios/posts/malaba.yaml", "--replications", "100",
            "--out", str(fresh), "--quiet",
        ]
        subprocess.run(command, cwd=ROOT, check=True, stdout=subprocess.DEVNULL)
        compare(fresh)
    for fault in faults:
        print(fault)
    print(f"published results: {'FAILED' if faults else 'the same'}")
    sys.exit(bool(faults))


if __name__ == "__main__":
    main()
