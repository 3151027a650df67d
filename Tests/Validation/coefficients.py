#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Derives the coefficients of the simulation's own logarithm and exponential function and finds them in its source.

Needs mpmath. Prints the constants as Swift source and ends with 0 if the sources carry the same.

Both polynomials are minimax in the weighted sense, found with the exchange algorithm of Remez in 60 digits and then
rounded to doubles. The printed error is that of the rounded polynomial. The Swift sources carry the output as
hexadecimal literals.

Logarithm: for m = 1 + f in [sqrt(1/2), sqrt(2)], s = f / (2 + f) and z = s * s,
    log(1 + f) = 2 s + s z P(z),   P of degree 6,   error weighted with z / 2 (that is, relative to log m).
Exponential: for |r| <= log(2) / 2,
    exp(r) = 1 + r + r * r * Q(r),   Q of degree 9,   error weighted with r * r / exp(r).
"""
import sys
from pathlib import Path

from mpmath import cos, exp, log, lu_solve, matrix, mp, mpf, pi, sqrt

mp.dps = 60


def extremes(error, low, high, wanted):
  """The alternating extremes of a continuous error function, on a fine grid that is dense at the ends."""
  steps = 1000
  points = [low + (high - low) * (1 - cos(pi * i / steps)) / 2 for i in range(steps + 1)]
  values = [error(x) for x in points]
  groups = []
  for x, value in zip(points, values):
    if groups and (groups[-1][1] > 0) == (value > 0):
      if abs(value) > abs(groups[-1][1]):
        groups[-1] = (x, value)
    else:
      groups.append((x, value))
  while len(groups) > wanted:  # drop the smaller end: alternation is kept
    groups.pop(0 if abs(groups[0][1]) < abs(groups[-1][1]) else -1)
  return [x for x, _ in groups], max(abs(value) for value in values)


def remez(function, weight, powers, low, high):
  """The polynomial with the given powers that minimises max |weight * (polynomial - function)|."""
  count = len(powers) + 1
  nodes = [low + (high - low) * (1 - cos(pi * (2 * i + 1) / (2 * count))) / 2 for i in range(count)]
  worst = None
  for _ in range(30):
    rows, right = matrix(count, count), matrix(count, 1)
    for i, x in enumerate(nodes):
      for j, power in enumerate(powers):
        rows[i, j] = x**power
      rows[i, count - 1] = (-1) ** i / weight(x)
      right[i] = function(x)
    solution = lu_solve(rows, right)
    coefficients = [solution[j] for j in range(count - 1)]
    error = lambda x: weight(x) * (sum(c * x**p for c, p in zip(coefficients, powers)) - function(x))
    found, worst = extremes(error, low, high, count)
    if len(found) < count or worst < abs(solution[count - 1]) * (1 + mpf(10) ** -6):
      break
    nodes = found
  return coefficients, worst


def rounded(function, weight, degree, low, high):
  coefficients, _ = remez(function, weight, range(degree + 1), low, high)
  coefficients = [float(c) for c in coefficients]
  error = lambda x: weight(x) * (sum(mpf(c) * x**p for p, c in enumerate(coefficients)) - function(x))
  return coefficients, extremes(error, low, high, degree + 2)[1]


def written(name, value):
  return f"{name}: Double {{ {value.hex().replace('p+', 'p')} }}"


def missing_from(path, constants):
  """Prints the constants and returns those that the Swift source does not carry with exactly this value."""
  text = (Path(__file__).parents[2] / "Sources/BorderModel/Mathematics" / path).read_text()
  for name, value in constants:
    print("  @inlinable @inline(__always) static var " + written(name, value))
  return [f"{path}: {name}" for name, value in constants if written(name, value) not in text]


def logarithm():
  end = (sqrt(2) - 1) / (sqrt(2) + 1)
  high = end * end
  # P(z) = 2/3 + 2 z/5 + 2 z^2/7 + ... : the series where the closed form loses digits.
  def function(z):
    if z < mpf(10) ** -8:
      return sum(mpf(2) / (2 * i + 3) * z**i for i in range(12))
    s = sqrt(z)
    return (log((1 + s) / (1 - s)) / s - 2) / z
  return rounded(function, lambda z: z / 2 + mpf(10) ** -9, 6, mpf(0), high)


def exponential():
  high = log(mpf(2)) / 2 * (1 + mpf(10) ** -6)
  def function(r):
    if abs(r) < mpf(10) ** -5:
      return sum(r**i / mp.factorial(i + 2) for i in range(14))
    return (exp(r) - 1 - r) / (r * r)
  return rounded(function, lambda r: r * r / exp(r) + mpf(10) ** -9, 9, -high, high)


def split_of_log2(bits):
  """log(2) as a head with trailing zeros, so that k * head is exact for |k| < 2^11, and a tail."""
  scale = mpf(2) ** bits
  head = mp.floor(log(mpf(2)) * scale) / scale
  return float(head), float(log(mpf(2)) - head)


def main():
  head, tail = split_of_log2(38)
  split = [("logTwoHead", head), ("logTwoTail", tail)]
  missing = []
  for path, letter, (coefficients, worst), more in [
    ("NaturalLogarithm.swift", "p", logarithm(), split),
    ("ExponentialFunction.swift", "q", exponential(), split + [("perLogTwo", float(1 / log(mpf(2))))]),
  ]:
    print(f"// {path}: weighted error 2^{mp.nstr(log(worst) / log(2), 5)}")
    missing += missing_from(path, more + [(f"{letter}{power}", c) for power, c in enumerate(coefficients)])
  for place in missing:
    print(f"not in the source: {place}")
  return 1 if missing else 0


if __name__ == "__main__":
  sys.exit(main())
