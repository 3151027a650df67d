# SPDX-License-Identifier: GPL-3.0-or-later
"""The comparison with other packages as JSON, CSV and the table in Benchmarks/README.md."""

import csv
import json

from .rendering import RESULTS

COLUMNS = [
  "model", "program", "customers", "user_ns", "user_ns_low", "user_ns_high", "over_osbp", "over_osbp_low",
  "over_osbp_high", "over_c", "over_c_low", "over_c_high", "peak_bytes",
]  # fmt: skip


def write_json(results):
  RESULTS.mkdir(parents=True, exist_ok=True)
  (RESULTS / "peers.json").write_text(json.dumps(results, indent=2) + "\n")


def write_csv(results):
  """One row per model and program; what each answer was and had to be stands in peers.json."""
  with open(RESULTS / "peers.csv", "w", newline="") as file:
    writer = csv.writer(file, lineterminator="\n")
    writer.writerow(COLUMNS)
    for model in results["models"]:
      for name in model["user_ns"]:
        three = [
          f"{model[part][name][key]:.6g}"
          for part in ("user_ns", "over_osbp", "over_c")
          for key in ("median", "low", "high")
        ]
        writer.writerow([model["model"], name, model["customers"][name], *three, model["peak_bytes"][name]])


def table(results):
  """The part of the README that this run writes."""
  machine = results["machine"]
  titles = {"osbp": "osbp", "c": "C", **{peer["key"]: peer["title"] for peer in results["peers"]}}
  lines = [
    f"Measured {results['date']} on {machine['processor']} ({machine['processors']} processors), {machine['system']}; "
    f"{machine['osbp']}; {'; '.join(peer['version'] for peer in results['peers'])}; {results['rounds']} rounds, seed "
    f"{results['seed']}.",
    "",
    "User CPU, nanoseconds a customer, start-up subtracted: median, and how many times that of osbp [lowest, highest].",
    "",
    "| model | " + " | ".join(titles.values()) + " |",
    "|---" * (len(titles) + 1) + "|",
  ]
  for model in results["models"]:
    lines.append(f"| {model['title']} | " + " | ".join(_cell(model, name) for name in titles) + " |")
  for sentence in results["not_measured"] + [sentence for model in results["models"] for sentence in model["wrong"]]:
    lines += ["", f"Not measured: {sentence}."]
  return "\n".join(lines)


def _cell(model, name):
  if name not in model["user_ns"]:
    return "-"
  nanoseconds = f"{model['user_ns'][name]['median']:,.0f}"
  if name == "osbp":
    return nanoseconds
  ratio = model["over_osbp"][name]
  return f"{nanoseconds}: {_short(ratio['median'])} [{_short(ratio['low'])}, {_short(ratio['high'])}]"


def _short(value):
  return f"{value:.2f}" if value < 10 else f"{value:.0f}"
