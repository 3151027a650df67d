# SPDX-License-Identifier: GPL-3.0-or-later
"""Finding, building and measuring whole processes."""

import os
import platform
import shutil
import subprocess
import tempfile
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
SOURCES = ROOT / "Benchmarks" / "c"
BUILT = ROOT / ".build" / "benchmarks"
# The program timed. BENCHMARK_OSBP names another build, for example to compare two.
OSBP = Path(os.environ.get("BENCHMARK_OSBP") or ROOT / ".build" / "release" / "osbp").absolute()
C_OPTIONS = ["-std=gnu17", "-O3", "-Wall", "-Wextra"]


class Unavailable(Exception):
  """Something outside the project is missing; the sentence says what and how to get it."""


class Failed(Exception):
  """A program did not do what it must; the sentence says which and how."""


@dataclass(frozen=True)
class Usage:
  """What one process used. Seconds and bytes; `others` is the share of all processors that other work took."""

  wall: float
  user: float
  system: float
  peak_bytes: int
  others: float
  output: str


def clang():
  """The C compiler: $BENCHMARK_CC, else clang on PATH, else the clang beside `swift`."""
  candidates = [os.environ.get("BENCHMARK_CC"), shutil.which("clang")]
  swift = shutil.which("swift")
  if swift:
    candidates.append(str(Path(swift).resolve().parent / "clang"))
  for candidate in candidates:
    if candidate and shutil.which(candidate):
      return candidate
  raise Unavailable("no C compiler: install clang (it is part of the Swift toolchain), or name one in BENCHMARK_CC")


def build_c(say):
  """Builds every program; returns path by name. `NAME-packed` has 128-bit keys; `tandem-exponential` is a check."""
  compiler = clang()
  BUILT.mkdir(parents=True, exist_ok=True)
  wanted = {name: (f"{name}.c", []) for name in ("mm1", "mmc", "tandem", "laws")}
  wanted.update({f"{name}-packed": (f"{name}.c", ["-DPACKED_KEYS"]) for name in ("mm1", "mmc", "tandem")})
  wanted["tandem-exponential"] = ("tandem.c", ["-DEXPONENTIAL", "-DPACKED_KEYS"])
  wanted["measure"] = ("../harness/measure.c", [])
  say(f"building {len(wanted)} C programs with {compiler}")
  for name, (source, options) in wanted.items():
    command = [compiler, *C_OPTIONS, *options, "-o", str(BUILT / name), str(SOURCES / source), "-lm"]
    done = subprocess.run(command, capture_output=True, text=True)
    if done.returncode != 0:
      raise Failed(f"{source} does not compile:\n{done.stderr}")
  return {name: BUILT / name for name in wanted}


def is_another_build():
  """True if BENCHMARK_OSBP names the program; its figures are shown but never recorded."""
  return bool(os.environ.get("BENCHMARK_OSBP"))


def build_osbp(say):
  """Lets the launcher build the program if its sources changed; returns the program itself."""
  launcher = ROOT / "osbp"
  if launcher.exists() and not is_another_build():
    say("building osbp if its sources changed")
    done = subprocess.run([str(launcher), "--version"], capture_output=True, text=True, cwd=ROOT)
    if done.returncode != 0:
      raise Failed(f"'./osbp --version' ended with {done.returncode}:\n{done.stderr.strip()}")
  if not OSBP.exists():
    raise Unavailable(f"{OSBP} does not exist: run './osbp --version', or use --only-c")
  return OSBP


def measured(program, arguments):
  """Runs a program to its end and tells what it used. Raises `Failed` if its exit code is not 0."""
  with tempfile.NamedTemporaryFile("r", prefix="osbp-benchmark-") as report:
    before = _processor_time()
    command = [str(BUILT / "measure"), report.name, str(program), *arguments]
    done = subprocess.run(command, capture_output=True, text=True, cwd=ROOT)
    after = _processor_time()
    if done.returncode != 0:
      shown = " ".join([Path(program).name, *arguments])
      raise Failed(f"'{shown}' ended with {done.returncode}: {done.stderr.strip()[-2000:]}")
    wall, user, system, peak = report.read().split()
  user, system = float(user), float(system)
  others = 0.0
  if before and after and after[1] > before[1]:
    ticks = os.sysconf("SC_CLK_TCK")
    busy, total = after[0] - before[0], after[1] - before[1]
    others = max(0.0, (busy - (user + system) * ticks) / total)
  return Usage(float(wall), user, system, int(peak), others, done.stdout)


def _processor_time():
  """Ticks spent busy and in all, over all processors since the machine started; nothing where unknown."""
  try:
    with open("/proc/stat") as file:
      fields = [int(word) for word in file.readline().split()[1:9]]
  except OSError:
    return None
  idle = fields[3] + fields[4]
  return sum(fields) - idle, sum(fields)


def machine(only_c):
  """What the figures depend on: processor, system, compilers, and the version of osbp unless only C ran."""
  processor = platform.processor() or platform.machine()
  memory = None
  try:
    for line in Path("/proc/cpuinfo").read_text().splitlines():
      if line.startswith("model name"):
        processor = line.split(":", 1)[1].strip()
        break
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")
  except (OSError, ValueError):
    pass
  return {
    "processor": processor,
    "processors": os.cpu_count(),
    "memory_bytes": memory,
    "system": f"{platform.system()} {platform.release()} {platform.machine()}",
    "c_library": " ".join(platform.libc_ver()).strip(),
    "c_compiler": _first_line([clang(), "--version"]),
    "c_options": " ".join(C_OPTIONS),
    "swift": _first_line(["swift", "--version"]),
    "osbp": None if only_c else _first_line([str(OSBP), "--version"]),
    "commit": _first_line(["git", "-C", str(ROOT), "describe", "--always", "--dirty"]),
  }


def _first_line(command):
  try:
    done = subprocess.run(command, capture_output=True, text=True)
  except OSError:
    return None
  lines = done.stdout.strip().splitlines()
  return lines[0] if done.returncode == 0 and lines else None
