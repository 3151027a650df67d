# SPDX-License-Identifier: GPL-3.0-or-later
"""The exact path: short recursions reproduce every wait of a run to the microsecond.

Runs the scenarios of `Tests/Validation/scenarios` with `--entities`, takes from each row when the entity came and how
much work it was, serves it again by `_recursions.py`, and compares every start, every end, every wait and its cause.
Ends with 0 if all agree.

    exact_path.py [--program PATH] [--keep FOLDER] [SCENARIO...]
"""

import argparse
import csv
import datetime
import pathlib
import subprocess
import sys
import tempfile

import _recursions as recursions

ROOT = pathlib.Path(__file__).resolve().parents[2]
FOLDER = pathlib.Path(__file__).resolve().parent / "scenarios"
DAY = 86_400_000_000
MINUTE = 60_000_000
REPLICATIONS = 3
# (from, to, officers) in hours of every day; the scenarios say the same.
ROSTER = [(6, 12, 3), (10, 16, 1), (12, 20, 2), (20, 22, 2)]
PORTERS = [(6, 22, 4)]
LANES = [(6, 14, 3), (14, 17, 2), (14, 22, 1)]


def main():
    arguments = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    arguments.add_argument("--program", default=str(ROOT / "osbp"), help="the program or its launcher")
    arguments.add_argument("--keep", help="where the results of the runs are kept")
    arguments.add_argument("scenarios", nargs="*", help="names of scenarios; all if none is given")
    options = arguments.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        folder = pathlib.Path(options.keep or scratch)
        folder.mkdir(parents=True, exist_ok=True)
        checks = [
            ("first-come", None, first_come),
            ("priority", None, priority),
            ("blocking-tandem", None, blocking_tandem),
            *[("roster", rule, roster) for rule in RULES],
            *[("whole-minutes", rule, whole_minutes) for rule in RULES],
            ("fork-join", None, fork_join),
            *[("two-pools", policy, two_pools) for policy in POLICIES],
        ]
        if options.scenarios:
            checks = [entry for entry in checks if entry[0] in options.scenarios]
        failed = [name for name, rule, predict in checks if not check(name, rule, predict, folder, options.program)]
    if failed:
        print("not reproduced: " + ", ".join(sorted(set(failed))))
    return 1 if failed or not checks else 0


RULES = (recursions.FINISH, recursions.HAND_OVER, recursions.INTERRUPT)
POLICIES = (recursions.STRICT, recursions.RELAXED)


# ---- What each scenario is, said again ----


def first_come(rows, days, rule):
    requests = [(row.joined("booth"), row.tie, row.finished("booth") - row.started("booth")) for row in rows]
    return [{"booth": answer} for answer in recursions.first_come(requests, servers=3)]


def priority(rows, days, rule):
    requests = [(row.joined("booth"), row.tie, row.finished("booth") - row.started("booth")) for row in rows]
    order = {"bus": 0, "car": 1, "pickup": 1, "truck": 2}
    priorities = [order[row.traffic_class] for row in rows]
    return [{"booth": answer} for answer in recursions.by_priority(requests, priorities, servers=2)]


def blocking_tandem(rows, days, rule):
    works = [[row.finished(place) - row.started(place) for place in ("gate", "booth")] for row in rows]
    requests = [(row.arrival, row.tie, *work) for row, work in zip(rows, works)]
    gate_yard_booth = recursions.blocking_tandem(requests, places=3)
    return [dict(zip(("gate", "yard", "booth"), answers)) for answers in gate_yard_booth]


def roster(rows, days, rule):
    # A job that was broken off has waited after its start, too.
    requests = [(row.joined("booth"), row.tie, row.departure - row.arrival - row.waited) for row in rows]
    return [{"booth": answer} for answer in recursions.with_roster(requests, changes(ROSTER, days), rule)]


def whole_minutes(rows, days, rule):
    # Nothing but the arrivals is taken from the run.
    at_gate = recursions.with_roster(
        [(row.arrival, row.tie, 3 * MINUTE) for row in rows], changes(PORTERS, days), recursions.FINISH)
    at_booth = recursions.with_roster(
        [(gate[1], row.tie, 2 * MINUTE) for row, gate in zip(rows, at_gate)], changes(LANES, days), rule)
    return [{"gate": gate, "booth": booth} for gate, booth in zip(at_gate, at_booth)]


def fork_join(rows, days, rule):
    # The papers of a truck have its number. Nothing but arrivals and works is taken from the run.
    cases = [row for row in rows if row.traffic_class == "truck"]
    papers = {row.tie[1]: row for row in rows if row.traffic_class == "papers of truck"}
    first = recursions.first_come(
        [(row.arrival, row.tie, row.finished("desk 1") - row.started("desk 1")) for row in cases], servers=1)
    second = recursions.first_come(
        [(row.arrival, row.tie, papers[row.tie[1]].finished("desk 2") - papers[row.tie[1]].started("desk 2"))
         for row in cases], servers=2)
    predictions = {}
    for row, desk_1, desk_2 in zip(cases, first, second):
        joined = max(desk_1[1], desk_2[1])
        predictions[row.tie] = {"desk 1": desk_1, "waiting for papers": (joined, None, joined - desk_1[1], 0)}
        predictions["papers of truck", row.tie[1]] = {"desk 2": desk_2}
    return [predictions[row.tie] for row in rows]


PLACES = {
    "car": ("documents", ("customs",)),
    "truck": ("joint check", ("customs", "health")),
    "van": ("samples", ("health",)),
}


def two_pools(rows, days, rule):
    requests = []
    for row in rows:
        place, needs = PLACES[row.traffic_class]
        requests.append((row.arrival, row.tie, row.finished(place) - row.started(place), needs))
    answers = recursions.several_pools(requests, {"customs": 2, "health": 1}, rule)
    return [{PLACES[row.traffic_class][0]: answer} for row, answer in zip(rows, answers)]


def changes(shifts, days):
    """Instant: (coming, leaving), on every day and some days more, so that all are served."""
    result = {}
    for day in range(2 * days + 1):
        for begins, ends, officers in shifts:
            coming, leaving = result.get(day * DAY + begins * 60 * MINUTE, (0, 0))
            result[day * DAY + begins * 60 * MINUTE] = (coming + officers, leaving)
            coming, leaving = result.get(day * DAY + ends * 60 * MINUTE, (0, 0))
            result[day * DAY + ends * 60 * MINUTE] = (coming, leaving + officers)
    return result


# ---- Running and comparing ----


class Row:
    """One entity as the run has written it; times are microseconds from the start."""

    def __init__(self, cells, start):
        self.cells = cells
        self.start = start
        self.traffic_class = cells["traffic_class"]
        self.tie = (self.traffic_class, int(cells["entity"]))
        self.arrival = self.instant("arrival")
        self.departure = self.instant("departure")
        stamps = {name: cells[name] for name in cells if name.endswith((" joined", " started", " finished"))}
        # Whoever joined at a place has been served there; a space has no end of service.
        self.is_complete = any(stamps.values()) and all(
            text for name, text in stamps.items() if cells[name.rsplit(" ", 1)[0] + " joined"])
        self.unattended = self.minutes("waiting_nobody_on_duty_min")
        self.waited = sum(self.minutes(name) for name in cells if name.startswith("waiting_"))

    def instant(self, column):
        text = self.cells[column]
        if not text:
            return None
        return (datetime.datetime.fromisoformat(text) - self.start) // datetime.timedelta(microseconds=1)

    def minutes(self, column):
        return round(float(self.cells[column]) * MINUTE)

    def joined(self, place):
        return self.instant(place + " joined")

    def started(self, place):
        return self.instant(place + " started")

    def finished(self, place):
        return self.instant(place + " finished")


def check(name, rule, predict, folder, program):
    label = name if rule is None else f"{name}, {rule}"
    text = (FOLDER / f"{name}.yaml").read_text(encoding="utf-8")
    if rule is not None:
        word = "overtaking" if rule in POLICIES else "at end of shift"
        standard = recursions.STRICT if rule in POLICIES else recursions.FINISH
        assert text.count(f"{word}: {standard}") == 1
        text = text.replace(f"{word}: {standard}", f"{word}: {rule}")
    scenario = folder / f"{label}.yaml"
    scenario.write_text(text, encoding="utf-8")
    days = int(text.split("days: ")[1].split(",")[0])
    out = folder / label
    command = [program, "run", str(scenario), "--entities", "--out", str(out), "--force", "--quiet",
               "--replications", str(REPLICATIONS), "--seed", "1"]
    run = subprocess.run(command, capture_output=True, text=True, check=False)
    if run.returncode != 0:
        print(f"{label}: the run ended with {run.returncode}: {run.stderr.strip()}")
        return False
    compared = broken = coincident = 0
    for rows in replications(out / "entities.csv"):
        incomplete = [row for row in rows if not row.is_complete]
        if incomplete:
            print(f"{label}: {len(incomplete)} entities left without having been served everywhere")
            return False
        faults, number, ties = compare(rows, predict(rows, days, rule), days)
        compared, coincident = compared + number, coincident + ties
        broken += len(faults)
        for fault in faults[:3]:
            print(f"{label}: {fault}")
    print(f"{label}: {compared} entities, {coincident} events that coincide, {broken} not reproduced")
    return broken == 0 and compared > 0


def replications(path):
    start = datetime.datetime.fromisoformat("2025-03-03T00:00:00+00:00")
    by_number = {}
    with path.open(newline="", encoding="utf-8") as file:
        for cells in csv.DictReader(file):
            row = Row(cells, start)
            # Everybody is served in the end; a row without departure is a fault that must not be skipped.
            if row.departure is None:
                raise SystemExit(f"{path}: an entity has not left")
            by_number.setdefault(int(cells["replication"]), []).append(row)
    if len(by_number) != REPLICATIONS:
        raise SystemExit(f"{path}: expected {REPLICATIONS} replications, found {len(by_number)}")
    return by_number.values()


def compare(rows, predictions, days):
    """Faults, entities compared, and ends of service that share their instant with another.

    Whoever leaves after the window competes with arrivals that the table does not hold, and is not compared.
    """
    faults, compared, ends = [], 0, []
    for row, predicted in zip(rows, predictions):
        if row.departure > days * DAY:
            continue
        compared += 1
        expected = {"waited": 0, "nobody on duty": 0}
        found = {"waited": row.waited, "nobody on duty": row.unattended}
        for place, (started, finished, waited, unattended) in predicted.items():
            expected[place + " started"], found[place + " started"] = started, row.started(place)
            if finished is not None:
                expected[place + " finished"], found[place + " finished"] = finished, row.finished(place)
                ends.append(finished)
            expected["waited"] += waited
            expected["nobody on duty"] += unattended
        if expected != found:
            wrong = [f"{key}: {found[key]}, expected {value}" for key, value in expected.items() if value != found[key]]
            faults.append(f"{row.tie[0]} {row.tie[1]}: " + "; ".join(wrong))
    if compared < 0.8 * len(rows):
        faults.append(f"only {compared} of {len(rows)} entities left within the window")
    return faults, compared, len(ends) - len(set(ends))


if __name__ == "__main__":
    sys.exit(main())
