# SPDX-License-Identifier: GPL-3.0-or-later
"""What `Benchmarks/run` and `Benchmarks/instructions` are made of; Python 3.9 or later, standard library only."""
