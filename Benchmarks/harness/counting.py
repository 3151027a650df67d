# SPDX-License-Identifier: GPL-3.0-or-later
"""Instructions per customer, by callgrind, as the difference of two run lengths."""

import re
import shutil
import subprocess
import tempfile
from pathlib import Path

from .answers import printed
from .programs import BUILT, ROOT, Failed, Unavailable

C_CUSTOMERS = (10_000, 110_000)


def require_tools(only_c):
  """Says clearly what is missing."""
  if shutil.which("valgrind") is None:
    raise Unavailable("valgrind is not installed: 'apt-get install valgrind' (instruction counts need it)")
  if not only_c and shutil.which("strip") is None:
    raise Unavailable("strip is not installed: 'apt-get install binutils'")


def stripped(program):
  """A copy without debug data, which valgrind 3.19 cannot read when Swift wrote it."""
  copy = BUILT / "osbp-stripped"
  done = subprocess.run(["strip", "-g", "-o", str(copy), str(program)], capture_output=True, text=True)
  if done.returncode != 0:
    raise Failed(f"strip: {done.stderr.strip()}")
  return copy


def instructions(program, arguments):
  """Instructions executed by one process, and what it printed."""
  with tempfile.TemporaryDirectory(prefix="osbp-callgrind-") as folder:
    command = ["valgrind", "--tool=callgrind", f"--callgrind-out-file={folder}/out", str(program), *arguments]
    done = subprocess.run(command, capture_output=True, text=True, cwd=ROOT)
  collected = re.search(r"Collected\s*:\s*(\d+)", done.stderr)
  if done.returncode != 0 or collected is None:
    shown = " ".join([Path(program).name, *arguments])
    raise Failed(f"'{shown}' under callgrind ended with {done.returncode}: {done.stderr.strip()[-1500:]}")
  return int(collected.group(1)), done.stdout


def c_instructions(model, program, seed):
  """Per customer of a C program; it says itself how many there were."""
  counts = []
  for customers in C_CUSTOMERS:
    count, output = instructions(program, model.c_arguments(customers, seed))
    counts.append((count, printed(output)["customers"]))
  (short, few), (long, many) = counts
  return (long - short) / (many - few)


def osbp_instructions(model, program, seed):
  """Per expected customer of the scenario: one replication of many days against one of few."""
  short, _ = instructions(program, model.osbp_arguments(model.short_days, 1, 1, seed))
  long, _ = instructions(program, model.osbp_arguments(model.counted_days, 1, 1, seed))
  return (long - short) / (model.customers_per_day * (model.counted_days - model.short_days))


def count_model(model, programs, osbp, seed, say):
  """Instructions per customer of the C program and of osbp, and their ratio."""
  say(f"{model.title}: counting")
  result = {"model": model.key, "title": model.title}
  result["c"] = round(c_instructions(model, programs[model.program], seed), 1)
  if osbp is not None:
    result["osbp"] = round(osbp_instructions(model, osbp, seed), 1)
    result["ratio"] = round(result["osbp"] / result["c"], 4)
  return result


def regressions(found, recorded, granted):
  """Sentences on the models whose ratio exceeds the recorded one by more than the share granted."""
  before = {model["model"]: model["ratio"] for model in recorded["models"]}
  sentences = []
  for model in found:
    if model["model"] not in before:
      sentences.append(f"{model['title']}: no ratio recorded; run 'Benchmarks/instructions' once and commit")
    elif model["ratio"] > before[model["model"]] * (1 + granted):
      sentences.append(
        f"{model['title']}: {model['ratio']:.3f} times the instructions of C, recorded {before[model['model']]:.3f}"
      )
  return sentences


def table(found, date, compiler):
  lines = [
    f"Counted {date}; C by {compiler}. Instructions per customer.", "",
    "| model | C | osbp | osbp / C |", "|---|---|---|---|",
  ]  # fmt: skip
  for model in found:
    osbp = f"{model['osbp']:.0f} | {model['ratio']:.3f}" if "osbp" in model else "- | -"
    lines.append(f"| {model['title']} | {model['c']:.0f} | {osbp} |")
  return "\n".join(lines)
