# SPDX-License-Identifier: GPL-3.0-or-later
"""The budgets that have no C program beside them: a year of a real post, memory, entity rows."""

import csv
import shutil
import tempfile
from pathlib import Path

from .programs import OSBP, ROOT, Failed, measured
from .timing import spread

MALABA = "scenarios/posts/malaba.yaml"
GROWTH_GRANTED = 1.1  # a year may need a tenth more memory than a quarter and still count as constant


def time_posts(rounds, seed, say):
  """Rows of title, budget, measured, unit, met; and sentences on what could not be measured."""
  if not (ROOT / MALABA).exists():
    return [], [f"a year of Malaba and entity rows ({MALABA} does not exist)"]
  rows, missing = [], []
  for measure in (year, entity_rows):
    try:
      rows += measure(rounds, seed, say)
    except Failed as failure:
      missing.append(f"{measure.__doc__.splitlines()[0].rstrip('.')}: {failure}")
  return rows, missing


def arguments(days, seed, *more):
  return [
    "run", MALABA, "--replications", "1", "--days", str(days), "--threads", "1", "--seed", str(seed), "--quiet", *more,
  ]  # fmt: skip


def row(title, budget, found, unit, met):
  return {"title": title, "budget": budget, "measured": found, "unit": unit, "met": met}


def year(rounds, seed, say):
  """A year of Malaba on one core."""
  say(f"a year of Malaba: {rounds} rounds of 91 and 365 days")
  quarters, years = [], []
  for _ in range(rounds):
    quarters.append(measured(OSBP, arguments(91, seed)))
    years.append(measured(OSBP, arguments(364, seed)))
  user = spread([usage.user for usage in years])
  peak = spread([usage.peak_bytes / 1e6 for usage in years])
  growth = spread([a.peak_bytes / b.peak_bytes for a, b in zip(years, quarters)])
  return [
    row("a year of Malaba, user CPU", "< 10 s", user, "s", user["median"] < 10),
    row("a year of Malaba, peak memory", "< 100 MB", peak, "MB", peak["high"] < 100),
    row("peak memory, a year over a quarter", f"<= {GROWTH_GRANTED}", growth, "x",
        growth["median"] <= GROWTH_GRANTED),
  ]  # fmt: skip


def entity_rows(rounds, seed, say):
  """User CPU of a row of entities.csv."""
  say(f"entity rows: {rounds} rounds of 28 days of Malaba")
  found, stamps = [], 0
  for _ in range(rounds):
    folder = Path(tempfile.mkdtemp(prefix="osbp-benchmark-"))
    try:
      plain = measured(OSBP, arguments(28, seed, "--out", str(folder / "plain")))
      rows = measured(OSBP, arguments(28, seed, "--out", str(folder / "rows"), "--entities"))
      count, stamps = count_rows(folder / "rows" / "entities.csv")
      found.append(1e6 * (rows.user - plain.user) / count)
    finally:
      shutil.rmtree(folder, ignore_errors=True)
  taken = spread(found)
  # The budget is for a row of 20 cells; rows of another width are scaled to it.
  scaled = {key: value * 20 / stamps for key, value in taken.items()}
  title = f"a row of entities.csv, user CPU (of {stamps} columns, scaled to 20)"
  return [row(title, "<= 1 microsecond", scaled, "microseconds", scaled["median"] <= 1)]


def count_rows(path):
  """Rows below the header, and columns."""
  try:
    with open(path, newline="") as file:
      reader = csv.reader(file)
      columns = len(next(reader, []))
      return max(1, sum(1 for _ in reader)), max(1, columns)
  except OSError as failure:
    raise Failed(str(failure)) from failure
