# SPDX-License-Identifier: GPL-3.0-or-later
"""Other simulation packages: how each is installed, which program runs which model, and with how many customers."""

import os
import shutil
import subprocess
import sys
from dataclasses import dataclass, field
from pathlib import Path

from .programs import BUILT, ROOT, Failed, Unavailable

SOURCES = ROOT / "Benchmarks" / "peers"
REQUIREMENTS = SOURCES / "requirements.txt"
ENVIRONMENT = BUILT / "peers-venv"
PYTHON = ENVIRONMENT / "bin" / "python"
DEBIAN_PACKAGES = ("libns3-dev", "g++", "pkg-config")
NS3_MODULES = ("ns3-core", "ns3-stats")
NS3_OPTIONS = ("-std=c++17", "-O3", "-Wall", "-Wextra")


@dataclass
class Peer:
  """One package, ready to run. `program` and `first` begin every command line; `last` ends it."""

  key: str
  title: str
  version: str
  programs: dict  # of queue and tandem: program and its first arguments
  # Customers of the long and of the short run; of the border tandem, replications of 43,200 travellers.
  sizes: dict
  last: list = field(default_factory=list)

  def command(self, model, size, seed):
    """The program and its arguments."""
    if model.program == "tandem":
      return [*self.programs["tandem"], str(size), str(seed), *self.last]
    servers = 1 if model.servers is None else model.servers
    return [*self.programs["queue"], str(servers), str(size), str(seed), *self.last]


def install(say):
  """The peers that can be had on this machine, and a sentence on each that cannot."""
  found, missing = [], []
  for installer in (_python_peers, _ns3):
    try:
      found += installer(say)
    except (Unavailable, Failed) as reason:
      missing.append(str(reason))
      say(f"skipped: {reason}")
  return found, missing


def python_environment(say):
  """An environment of its own under .build with the pinned packages; made anew when the pins change."""
  recorded = ENVIRONMENT / "requirements.txt"
  wanted = REQUIREMENTS.read_text()
  if recorded.exists() and recorded.read_text() == wanted:
    return PYTHON
  say(f"installing into {ENVIRONMENT.relative_to(ROOT)}: {' '.join(wanted.split())}")
  for command in (
    [sys.executable, "-m", "venv", "--clear", str(ENVIRONMENT)],
    [str(PYTHON), "-m", "pip", "install", "--quiet", "--requirement", str(REQUIREMENTS)],
  ):
    done = subprocess.run(command, capture_output=True, text=True)
    if done.returncode != 0:
      last = (done.stderr or done.stdout).strip().splitlines()[-1:]
      raise Unavailable(f"SimPy and Ciw ('{' '.join(command[1:4])}' failed: {' '.join(last)})")
  recorded.write_text(wanted)
  return PYTHON


def _python_peers(say):
  python = python_environment(say)
  ask = "import importlib.metadata as m, platform as p; print(m.version('simpy'), m.version('ciw'), p.python_version())"
  asked = subprocess.run([str(python), "-c", ask], capture_output=True, text=True)
  if asked.returncode != 0:
    raise Failed(f"SimPy and Ciw (their environment {ENVIRONMENT.relative_to(ROOT)} is broken: delete it)")
  simpy, ciw, version = asked.stdout.split()

  def programs(name):
    return {model: [str(python), str(SOURCES / f"{name}_{model}.py")] for model in ("queue", "tandem")}

  return [
    Peer(
      "simpy", "SimPy", f"SimPy {simpy} on Python {version}", programs("simpy"),
      {"mm1": (200_000, 1000), "mm10": (200_000, 1000), "tandem": (4, 1), "mm1000": (100_000, 1000)},
    ),
    Peer(
      "ciw", "Ciw", f"Ciw {ciw} on Python {version}", programs("ciw"),
      {"mm1": (100_000, 1000), "mm10": (100_000, 1000), "tandem": (3, 1), "mm1000": (30_000, 1000)},
    ),
  ]  # fmt: skip


def _ns3(say):
  _install_ns3(say)
  # Debian's files name an include folder that does not exist, ended by a stray semicolon.
  flags = [word for word in _pkg_config("--cflags") if not word.startswith("-I/usr;") and "\\" not in word]
  programs = {}
  for model in ("queue", "tandem"):
    built = BUILT / f"ns3_{model}"
    command = ["g++", *NS3_OPTIONS, *flags, "-o", str(built), str(SOURCES / f"ns3_{model}.cc"), *_pkg_config("--libs")]
    done = subprocess.run(command, capture_output=True, text=True)
    if done.returncode != 0:
      raise Failed(f"ns-3 (ns3_{model}.cc does not compile: {done.stderr.strip()[-500:]})")
    programs[model] = [str(built)]
  version = f"ns-3 {_debian_version('libns3-dev')} (Debian)"
  sizes = {"mm1": (3_000_000, 1000), "mm10": (3_000_000, 1000), "tandem": (30, 1), "mm1000": (2_000_000, 1000)}
  return [
    Peer("ns3", "ns-3", f"{version}, its default list of events (std::map)", programs, sizes, ["map"]),
    Peer(
      "ns3_priority_queue", "ns-3, priority queue", f"{version}, PriorityQueueScheduler", programs, sizes,
      ["priority-queue"],
    ),
  ]  # fmt: skip


def _install_ns3(say):
  """Debian's packages, as root or through sudo; a sentence where that cannot be."""
  if shutil.which("dpkg-query") is None or shutil.which("apt-get") is None:
    raise Unavailable("ns-3 (it is taken from Debian's packages, and this system has no apt-get)")
  absent = [name for name in DEBIAN_PACKAGES if not _debian_version(name)]
  if not absent:
    return
  as_root = [] if os.geteuid() == 0 else ["sudo", "-n"]
  if as_root and shutil.which("sudo") is None:
    raise Unavailable(f"ns-3 (only root can install it: apt-get install {' '.join(absent)})")
  say(f"installing system packages (apt-get): {' '.join(absent)}")
  apt = [*as_root, "env", "DEBIAN_FRONTEND=noninteractive", "apt-get", "-o", "DPkg::Lock::Timeout=600"]
  # A mirror of some other package may fail to answer; whether the install succeeds is what counts.
  subprocess.run([*apt, "update"], stdin=subprocess.DEVNULL, capture_output=True)
  command = [*apt, "install", "-y", "--no-install-recommends", *absent]
  done = subprocess.run(command, stdin=subprocess.DEVNULL, capture_output=True, text=True)
  if done.returncode != 0:
    last = " ".join(done.stderr.strip().splitlines()[-1:])
    raise Unavailable(f"ns-3 ('apt-get install {' '.join(absent)}' failed: {last})")


def _debian_version(package):
  """The installed version, empty if the package is not installed."""
  ask = ["dpkg-query", "-W", "-f", "${db:Status-Status} ${Version}", package]
  done = subprocess.run(ask, capture_output=True, text=True)
  status, _, version = done.stdout.partition(" ")
  return version if done.returncode == 0 and status == "installed" else ""


def _pkg_config(what):
  done = subprocess.run(["pkg-config", what, *NS3_MODULES], capture_output=True, text=True)
  if done.returncode != 0:
    raise Unavailable(f"ns-3 (pkg-config: {done.stderr.strip()})")
  return done.stdout.split()
