#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Checks the values that scenarios with lanes, skills and breakdowns expect against Markov chains of their laws.

They stand in the `expect` blocks of scenarios/verification/jockeying.yaml, skills.yaml and breakdown-busy.yaml. Lines
are cut at lengths that hardly ever occur.
"""

import re
import sys
from pathlib import Path

import numpy
from scipy.sparse import csr_matrix, eye
from scipy.sparse.linalg import spsolve


def stationary(first, moves):
  """States that can be reached from the first, with their probabilities.

  moves(state) yields (rate, next state).
  """
  place = {first: 0}
  states = [first]
  rows, columns, rates = [], [], []
  for state in states:
    for rate, following in moves(state):
      if following not in place:
        place[following] = len(states)
        states.append(following)
      rows.append(place[state])
      columns.append(place[following])
      rates.append(rate)
  count = len(states)
  generator = csr_matrix((rates, (rows, columns)), shape=(count, count))
  outflow = numpy.asarray(generator.sum(axis=1)).ravel()
  balance = (generator - eye(count).multiply(outflow[:, None])).T.tolil()
  balance[count - 1, :] = 1
  right = numpy.zeros(count)
  right[count - 1] = 1
  return dict(zip(states, spsolve(balance.tocsr(), right)))


def mean(chain, value):
  return sum(probability * value(state) for state, probability in chain.items())


def jockeying(arrivals, service, gap, longest=80):
  """Two lanes, joined at random; the last of a lane changes when the other is shorter by the gap or more."""

  def settled(a, b):
    while a - b >= gap:
      a, b = a - 1, b + 1
    while b - a >= gap:
      a, b = a + 1, b - 1
    return a, b

  def moves(state):
    a, b = state
    if a + b < 2 * longest:
      yield arrivals / 2, settled(a + 1, b)
      yield arrivals / 2, settled(a, b + 1)
    if a > 0:
      yield 1 / service, settled(a - 1, b)
    if b > 0:
      yield 1 / service, settled(a, b - 1)

  chain = stationary((0, 0), moves)
  waiting = mean(chain, lambda state: max(state[0] - 1, 0) + max(state[1] - 1, 0))
  return {
    "mean_wait_min": waiting / arrivals,
    "mean_in_system": mean(chain, sum),
  }


def skills(documents, examinations, time_of_documents, time_of_examination, longest=70):
  """Officer 1 does documents only; officer 2 prefers examinations and does documents too.

  A state: officer 1 busy; officer 2 idle, at documents or at an examination; both lines.
  """

  def moves(state):
    one, two, d, e = state
    if d < longest:
      if not one:
        yield documents, (1, two, d, e)
      elif two == 0:
        yield documents, (one, 1, d, e)
      else:
        yield documents, (one, two, d + 1, e)
    if e < longest:
      yield examinations, (one, 2, d, e) if two == 0 else (one, two, d, e + 1)
    if one:
      yield 1 / time_of_documents, (1, two, d - 1, e) if d else (0, two, d, e)
    if two:
      rate = 1 / (time_of_documents if two == 1 else time_of_examination)
      if e:
        yield rate, (one, 2, d, e - 1)
      elif d:
        yield rate, (one, 1, d - 1, e)
      else:
        yield rate, (one, 0, d, e)

  chain = stationary((0, 0, 0, 0), moves)
  return {
    "mean_wait_documents_min": mean(chain, lambda state: state[2]) / documents,
    "mean_wait_examination_min": mean(chain, lambda state: state[3]) / examinations,
    "utilisation_officer1": mean(chain, lambda state: state[0]),
    "utilisation_officer2": mean(chain, lambda state: state[1] > 0),
  }


def breakdown_busy(arrivals, service, units, life, repair, crew, longest=400):
  """Units fail while they work; a small crew repairs them; the job in hand goes on with the first free unit."""

  def moves(state):
    inside, down = state
    busy = min(inside, units - down)
    if inside < longest:
      yield arrivals, (inside + 1, down)
    if busy:
      yield busy / service, (inside - 1, down)
      yield busy / life, (inside, down + 1)
    if down:
      yield min(down, crew) / repair, (inside, down - 1)

  chain = stationary((0, 0), moves)
  failures = mean(chain, lambda state: min(state[0], units - state[1])) / life
  down = mean(chain, lambda state: state[1])
  return {
    "mean_time_in_system_min": mean(chain, lambda state: state[0]) / arrivals,
    "mean_units_down": down,
    "p_none_down": mean(chain, lambda state: state[1] == 0),
    "p_at_least_2_down": mean(chain, lambda state: state[1] >= 2),
    "mean_down_time_min": down / failures,
    "failures_per_day": failures * 1440,
  }


def expected(name):
  """Values of a scenario's `expect` block by the names of their measures."""
  path = Path(__file__).resolve().parents[2] / "scenarios" / "verification" / f"{name}.yaml"
  pairs = re.findall(r'- id: "[^:"]+:([^"]+)"\n.*\n +value: (\S+)', path.read_text())
  return {measure: float(value) for measure, value in pairs}


def main():
  faults = 0
  for name, values in (
    ("jockeying", jockeying(40 / 60, 2.4, 3)),
    ("skills", skills(20 / 60, 8 / 60, 2.5, 4)),
    ("breakdown-busy", breakdown_busy(24 / 60, 4, 3, 60, 20, 1)),
  ):
    stated = expected(name)
    if stated.keys() != values.keys():
      print(f"{name}: states {sorted(stated)}, the chain gives {sorted(values)}")
      faults += 1
    for measure in stated.keys() & values.keys():
      if abs(stated[measure] / values[measure] - 1) > 1e-7:
        print(f"{name}:{measure}: states {stated[measure]}, the chain gives {float(values[measure])!r}")
        faults += 1
  print(f"Markov chains of units: {faults} faults")
  return 1 if faults else 0


if __name__ == "__main__":
  sys.exit(main())
