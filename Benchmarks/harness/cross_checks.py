# SPDX-License-Identifier: GPL-3.0-or-later
"""The same small posts in osbp, SimPy and Ciw: three programs that share no code must agree."""

import csv
import io
import math
import subprocess
import sys
from dataclasses import dataclass

from .peers import SOURCES
from .programs import BUILT, OSBP, ROOT, Failed

sys.path.insert(0, str(SOURCES))

from _cases import CASES  # noqa: E402

FALSE_ALARM = 0.01  # chance that right programs are told to differ, over all comparisons together (Holm)
# Replications of osbp, SimPy and Ciw by case: about one, fifteen and ten seconds of user CPU each.
REPLICATIONS = {"two-states": (500, 100, 30)}
REPLICATIONS_OF_A_DAY = (5000, 500, 500)


@dataclass(frozen=True)
class Comparison:
  case: str
  measure: str
  programs: tuple  # names of two
  values: tuple  # mean and standard error of either

  @property
  def z(self):
    (a, a_error), (b, b_error) = self.values
    error = math.hypot(a_error, b_error)
    return (a - b) / error if error > 0 else 0.0 if a == b else math.inf

  @property
  def p(self):
    """Two-sided, normal: replications are many, and the means of ratios nearly normal."""
    return math.erfc(abs(self.z) / math.sqrt(2))


def scenario(name):
  """The case as a scenario of osbp, written from the same numbers. Its law of work may be one that osbp lacks."""
  case = CASES[name]
  hours = case.arrivals_end / 60
  lines = [
    "osbp: 1", f"name: {name}",
    f"calendar: {{starts: 2025-01-06, days: {math.ceil(hours / 24)}, at the start: empty, ends: empty}}", "staff:",
    *(f"  {control.name} officers: {{officers: {control.officers}}}" for control in case.controls), "controls:",
    *(f"  {c.name}: {{by: {c.name} officers, time: {_law(c)}}}" for c in case.controls),
    "traffic:", "  car:", "    direction: A to B",
    f"    arrivals: {{rate: {case.rate_per_hour * min(24, hours):g} per day{_profile(hours)}}}",
    "procedures:", "  car:",
    *(f"    - {{control: {c.name}, share: {100 * c.share:g} %}}" for c in case.controls), "    - leave",
  ]  # fmt: skip
  return "\n".join(lines) + "\n"


def _law(control):
  if control.law == "gamma":
    return f"{{law: gamma, mean: {control.mean:g} min, cv: {control.sd / control.mean:.12g}}}"
  return f"{{law: truncated normal, mean: {control.mean:g} min, sd: {control.sd:g} min, low: 0 min}}"


def _profile(hours):
  """Arrivals in the first hours of the day only."""
  if hours >= 24:
    return ""
  return f", profile: [{', '.join('1' if hour < hours else '0' for hour in range(24))}]"


def osbp_answers(name, replications, seed):
  """Means and standard errors by measure, or `None` and the first error if osbp cannot read the scenario."""
  folder = BUILT / "cases"
  folder.mkdir(parents=True, exist_ok=True)
  path = folder / f"{name}.yaml"
  path.write_text(scenario(name))
  command = [
    str(OSBP), "run", str(path), "--replications", str(replications), "--threads", "1", "--seed", str(seed),
    "--format", "csv", "--quiet",
  ]  # fmt: skip
  done = subprocess.run(command, capture_output=True, text=True, cwd=ROOT)
  if done.returncode == 65:
    return None, done.stderr.strip().splitlines()[0].split("error: ")[-1]
  if done.returncode != 0:
    raise Failed(f"osbp on {path} ended with {done.returncode}: {done.stderr.strip()[-1000:]}")
  # Half-widths are those of Student's t at 95 %; with 500 replications and more it is 1.96 to 0.3 %.
  found = {}
  for row in csv.DictReader(io.StringIO(done.stdout)):
    measure = _measure_of_row(row)
    if measure and row["ci_low"]:
      error = (float(row["ci_high"]) - float(row["ci_low"])) / 2 / 1.962
      days = math.ceil(CASES[name].arrivals_end / 60 / 24) if measure == "arrivals" else 1
      found[measure] = (float(row["estimate"]) * days, error * days)
  return found, None


def _measure_of_row(row):
  indicator, statistic, station = row["indicator"], row["statistic"], row["station"]
  if station and not row["traffic_class"] and indicator == "waiting_time_min":
    return {"mean": f"wait {station}", "share waiting": f"share waiting {station}"}.get(statistic)
  if row["traffic_class"] == "car" and not station and statistic == "mean":
    return {"time_at_post_min": "time at post", "arrivals_per_day": "arrivals"}.get(indicator)
  return None


def peer_answers(python, peer, name, replications, seed):
  command = [str(python), str(SOURCES / f"{peer}_case.py"), name, str(replications), str(seed)]
  done = subprocess.run(command, capture_output=True, text=True, cwd=ROOT, env={"PYTHONDONTWRITEBYTECODE": "1"})
  if done.returncode != 0:
    raise Failed(f"{peer} on {name} ended with {done.returncode}: {done.stderr.strip()[-1000:]}")
  rows = (line.rsplit(",", 2) for line in done.stdout.splitlines())
  return {measure: (float(mean), float(error)) for measure, mean, error in rows}


def check(names, python, seed, say):
  """All answers by case and program, all comparisons, and sentences on what was not run."""
  answers, comparisons, missing = {}, [], []
  for name in names:
    counts = REPLICATIONS.get(name, REPLICATIONS_OF_A_DAY)
    say(f"{name}: {counts[0]} replications of osbp, {counts[1]} of SimPy, {counts[2]} of Ciw")
    found = {}
    ours, reason = osbp_answers(name, counts[0], seed)
    if ours is None:
      missing.append(f"osbp on {name}: {reason}")
    else:
      found["osbp"] = ours
    for peer, count in (("simpy", counts[1]), ("ciw", counts[2])):
      found[peer] = peer_answers(python, peer, name, count, seed)
    answers[name] = found
    comparisons += _comparisons(name, found)
  return answers, comparisons, missing


def _comparisons(name, found):
  programs = list(found)
  pairs = [(a, b) for i, a in enumerate(programs) for b in programs[i + 1 :]]
  return [
    Comparison(name, measure, pair, (found[pair[0]][measure], found[pair[1]][measure]))
    for measure in found["simpy"]
    for pair in pairs
  ]


def rejected(comparisons):
  """Those that differ by Holm's procedure at `FALSE_ALARM` over all.

  Source: Holm, "A simple sequentially rejective multiple test procedure", Scandinavian J. of Statistics 6 (1979) 65-70.
  """
  ordered = sorted(comparisons, key=lambda comparison: comparison.p)
  for rank, comparison in enumerate(ordered):
    if comparison.p > FALSE_ALARM / (len(ordered) - rank):
      return ordered[:rank]
  return ordered
