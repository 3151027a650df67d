# SPDX-License-Identifier: GPL-3.0-or-later
"""Measured figures as JSON, CSV and the table in Benchmarks/README.md."""

import csv
import json

from .programs import ROOT

RESULTS = ROOT / "results" / "benchmarks"
README = ROOT / "Benchmarks" / "README.md"
COLUMNS = ["model", "contestant", "quantity", "unit", "median", "low", "high", "budget", "met"]
TWO_THREADS_BUDGET = 1.9
START_BUDGET_MS = 30
LAUNCHER_BUDGET_MS = 50


def budgets(results):
  """Every budget beside its measured value: rows of name, budget, value, met; `met` is None where not measured."""
  rows = []
  for model in results["models"]:
    if "ratio" in model:
      met = model["met"]
      rows.append((f"{model['title']}, user CPU over C", f"<= {model['budget_ratio']:g}", model["ratio"], "x", met))
  for model in results["models"]:
    if "two_threads_speed_up" in model:
      found = model["two_threads_speed_up"]
      met = found["median"] >= TWO_THREADS_BUDGET if model["quiet"] else None
      rows.append((f"{model['title']}, two threads over one", f">= {TWO_THREADS_BUDGET}", found, "x", met))
  if "start" in results:
    quiet = all(model["quiet"] for model in results["models"])
    found = results["start"]["osbp"]["wall_ms"]
    met = found["median"] < START_BUDGET_MS if quiet else None
    rows.append(("start of a cached build, wall", f"< {START_BUDGET_MS} ms", found, "ms", met))
    if "launcher" in results["start"]:
      launcher = results["start"]["launcher"]["wall_ms"]
      added = {key: launcher[key] - found["median"] for key in launcher}
      met = added["median"] < LAUNCHER_BUDGET_MS if quiet else None
      rows.append(("what the launcher adds to it, wall", f"< {LAUNCHER_BUDGET_MS} ms", added, "ms", met))
  for row in results.get("posts", []):
    rows.append((row["title"], row["budget"], row["measured"], row["unit"], row["met"]))
  return rows


def verdict(met):
  return {True: "met", False: "**not met**", None: "not judged"}[met]


def write_json(results):
  RESULTS.mkdir(parents=True, exist_ok=True)
  (RESULTS / "benchmarks.json").write_text(json.dumps(results, indent=2) + "\n")


def write_csv(results):
  """One row per figure: model, contestant, quantity, unit, median, low, high, budget, met."""
  rows = []
  for model in results["models"]:
    for name, found in model["user_ns"].items():
      rows.append([model["model"], name, "user CPU per customer", "ns", *_three(found), "", ""])
    for name, found in model["peak_bytes"].items():
      rows.append([model["model"], name, "peak memory", "bytes", found, "", "", "", ""])
  for title, budget, found, unit, met in budgets(results):
    rows.append(["", "osbp", title, unit, *_three(found), budget, {True: "yes", False: "no", None: ""}[met]])
  with open(RESULTS / "benchmarks.csv", "w", newline="") as file:
    writer = csv.writer(file, lineterminator="\n")
    writer.writerow(COLUMNS)
    writer.writerows(rows)


def _three(found):
  return [f"{found[key]:.6g}" for key in ("median", "low", "high")]


def _range(found, digits):
  return f"{found['median']:.{digits}f} [{found['low']:.{digits}f}, {found['high']:.{digits}f}]"


def _megabytes(found):
  return f"{found / 1e6:.1f}"


def table(results):
  """The part of the README that this run writes."""
  machine = results["machine"]
  lines = [
    f"Measured {results['date']} on {machine['processor']} ({machine['processors']} processors), {machine['system']}, "
    f"{machine['c_library']}; C by {machine['c_compiler']}, `{machine['c_options']}`; {machine['swift']}; "
    f"osbp {machine['osbp'] or 'not run'}; {results['rounds']} rounds, seed {results['seed']}.",
    "",
    "User CPU, nanoseconds a customer: median [lowest, highest].",
    "",
    "| model | C | C, packed keys | osbp | osbp / C | osbp / C, packed keys | peak MB: C, osbp |",
    "|---|---|---|---|---|---|---|",
  ]
  for model in results["models"]:
    ns, peak = model["user_ns"], model["peak_bytes"]
    cells = [model["title"], _range(ns["c"], 1), _range(ns["c_packed"], 1)]
    if "osbp" in ns:
      cells += [_range(ns["osbp"], 1), _range(model["ratio"], 2), _range(model["ratio_packed"], 2)]
      cells.append(f"{_megabytes(peak['c'])}, {_megabytes(peak['osbp'])}")
    else:
      cells += ["-", "-", "-", f"{_megabytes(peak['c'])}, -"]
    lines.append("| " + " | ".join(cells) + " |")
  rows = budgets(results)
  if rows:
    lines += ["", "| budget | at most or least | measured | verdict |", "|---|---|---|---|"]
  for title, budget, found, unit, met in rows:
    lines.append(f"| {title} | {budget} | {_range(found, 2)} {unit} | {verdict(met)} |")
  lines += ["", *remarks(results)]
  return "\n".join(lines).rstrip()


def remarks(results):
  """What a reader must know to judge the table."""
  found = []
  busy = [model for model in results["models"] if not model["quiet"]]
  if busy:
    shares = ", ".join(f"{model['title']} {100 * model['others']['median']:.0f} %" for model in busy)
    found.append(f"Other work took part of the processors ({shares}): wall times are not judged.")
  users = [
    f"{model['title']} {model['two_threads_user']['median']:.2f}"
    for model in results["models"]
    if "two_threads_user" in model
  ]
  if users:
    found.append(f"User CPU of two threads over one (1 would be free of loss): {', '.join(users)}.")
  for reason in results.get("not_measured", []):
    found.append(f"Not measured: {reason}.")
  return found


def insert(name, text):
  """Puts a text between the markers of that name in the README."""
  start, end = f"<!-- {name}: written by a command, do not edit -->", f"<!-- end of {name} -->"
  whole = README.read_text()
  before, rest = whole.split(start, 1)
  _, after = rest.split(end, 1)
  README.write_text(f"{before}{start}\n{text}\n{end}{after}")
