# SPDX-License-Identifier: GPL-3.0-or-later
"""What the two commands share: progress, usage errors, exit codes (64 usage, 65 wrong, 69 missing, 130 stopped)."""

import argparse
import sys

from .models import MODELS
from .programs import Failed, Unavailable


def say(sentence):
  """Progress goes to stderr, results to stdout."""
  print(sentence, file=sys.stderr, flush=True)


class Parser(argparse.ArgumentParser):
  """Ends with 64 on a usage error, as osbp does."""

  def error(self, message):
    self.print_usage(sys.stderr)
    self.exit(64, f"error: {message}\n")


def chosen_models(parser, text):
  """The models of a list such as `mm1,tandem`, in the order of the list."""
  known = {model.key: model for model in MODELS}
  for key in text.split(","):
    if key not in known:
      parser.error(f"unknown model '{key}'; the models are {', '.join(known)}")
  return [known[key] for key in text.split(",")]


def exit_code(main):
  """Runs a command; a missing tool or a failed program is one sentence, not a traceback."""
  try:
    return main()
  except Unavailable as missing:
    say(f"error: {missing}")
    return 69
  except Failed as failure:
    say(f"error: {failure}")
    return 65
  except KeyboardInterrupt:
    return 130
