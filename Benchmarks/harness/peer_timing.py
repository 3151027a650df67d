# SPDX-License-Identifier: GPL-3.0-or-later
"""osbp, C and the other packages on the same models: answers first, then rounds in which each runs once."""

import math
from pathlib import Path

from . import answers, timing
from .models import Answer
from .programs import Failed, measured

# The reference programs run a quarter of their customers: a round then takes seconds, not a minute.
REFERENCE_SHARE = 4


def expected(model):
  """What a peer's program must print: the answer of the C program, and the means that its laws are given.

  Spreads are standard deviations of one value over the root of a million, for work is independent.
  """
  thousandth = 1e-3
  if model.program != "tandem":
    return (*model.c_answers, Answer("mean_service_min", 1, thousandth))
  scanned = 0.2
  triangular_sd = math.sqrt((1.5**2 + 2**2 + 4**2 - 1.5 * 2 - 1.5 * 4 - 2 * 4) / 18)
  return (
    *model.c_answers, Answer("share_scanned", scanned, math.sqrt(scanned * (1 - scanned)) * thousandth),
    Answer("mean_service_min_immigration", 5, 3 * thousandth),
    Answer("mean_service_min_customs", 6.5, 6.5 * thousandth),
    Answer("mean_service_min_scanner", 2.5, triangular_sd * thousandth / math.sqrt(scanned)),
  )  # fmt: skip


def prepare(model, peer, seed, records):
  """The contestant of one peer, once its answers are right."""
  long, short = peer.sizes[model.key]
  (program, *long_run), (_, *short_run) = peer.command(model, long, seed), peer.command(model, short, seed)
  values = answers.printed(measured(program, long_run).output)
  for answer in expected(model):
    allowed = answer.allowed(values["customers"])
    what = f"{peer.title} {model.title}: {answer.measure}"
    answers.hold(what, values[answer.measure], answer.expected, allowed, records)
  few = answers.printed(measured(program, short_run).output)["customers"]
  return timing.Contestant(peer.key, Path(program), long_run, short_run, 1, (values["customers"], few))


def time_peers(models, peers, built, seed, rounds, say):
  """Checks and times every peer on every model; also returns the comparisons made."""
  results, records = [], []
  for model in models:
    say(f"{model.title}: checking the answers")
    size = model.customers // REFERENCE_SHARE
    found = [c for c in timing.prepare(model, built, False, seed, size, records) if c.name in ("c", "osbp")]
    wrong = []
    for peer in peers:
      try:
        found.append(prepare(model, peer, seed, records))
      except Failed as failure:
        wrong.append(f"{peer.title} on {model.title}: {failure}")
        say(f"wrong: {wrong[-1]}")
    result = _rounds(model, found, rounds, say)
    result["wrong"] = wrong
    results.append(result)
  return results, records


def _rounds(model, found, rounds, say):
  taken = []
  for number in range(1, rounds + 1):
    taken.append({contestant.name: contestant.run() for contestant in found})
    shown = ", ".join(f"{name} {run['user_ns']:.0f}" for name, run in taken[-1].items())
    say(f"{model.title}: round {number} of {rounds}: {shown} ns a customer")
  names = list(taken[0])
  return {
    "model": model.key, "title": model.title, "customers": {c.name: round(c.customers[0]) for c in found},
    "user_ns": {name: timing.spread([r[name]["user_ns"] for r in taken]) for name in names},
    "over_osbp": {name: timing.ratio(taken, name, "osbp", "user_ns") for name in names},
    "over_c": {name: timing.ratio(taken, name, "c", "user_ns") for name in names},
    "start_s": {name: timing.spread([r[name]["short_user_s"] for r in taken]) for name in names},
    "peak_bytes": {name: max(r[name]["peak_bytes"] for r in taken) for name in names},
    "rounds": taken,
  }  # fmt: skip
