# SPDX-License-Identifier: GPL-3.0-or-later
"""Holds the JSON Schema of `osbp schema` to the program that reads scenarios.

Both judge the same files: the program by `osbp check`, the schema by check-jsonschema.

- What the program accepts, the schema accepts: every scenario of the project, every complete sample of the
  documentation, what `osbp init` writes, and random changes of all of these.
- What is wrong with one word or one value by itself, the schema refuses too (FAULTS): an unknown or missing word, a
  list or text in the place of a map, a choice that does not exist, a missing or unknown unit, a plain number out of
  range.
- What only the whole file tells, the schema lets pass (BEYOND): names that must exist, words that exclude each other,
  shares that sum to 100 %, laws whose parameters do not fit.
"""
import json
import pathlib
import random
import re
import subprocess
import sys
import tempfile

ROOT = pathlib.Path(__file__).resolve().parents[2]
PROGRAM = ROOT / ".build" / "release" / "osbp"
CHECKER = pathlib.Path(sys.executable).parent / "check-jsonschema"
RANDOM_CHANGES = 300

# Changes of the starter scenario: what is exchanged, and for what.
FAULTS = {
    "a missing version": ("osbp: 1 ", "# "),
    "an unknown word at the top": ("layout: juxtaposed", "lay-out: juxtaposed"),
    "an unknown layout": ("layout: juxtaposed", "layout: sideways"),
    "a list for a map": ("countries: {A: Northland, B: Southland}", "countries: [Northland, Southland]"),
    "a third state": ("{A: Northland, B: Southland}", "{A: Northland, B: Southland, C: Eastland}"),
    "a unit of a whole number": ("days: 14 ", "days: 14 d "),
    "a whole number out of range": ("days: 14 ", "days: 0 "),
    "a fraction of a day": ("days: 14 ", "days: 1.5 "),
    "a missing day": ("  starts: 2025-03-03 ", "  # "),
    "an unknown unit of a duration": ("warm-up: 1 d", "warm-up: 1 fortnight"),
    "a duration without a unit": ("time: 3 min}", "time: 3}"),
    "a mean without a unit": ("mean: 45 s", "mean: 45"),
    "an unknown law": ("{law: exponential, mean: 45 s}", "{law: expnential, mean: 45 s}"),
    "a rate without a unit": ("rate: 1 per hour", "rate: 1"),
    "an unknown unit of a rate": ("rate: 1 per hour", "rate: 1 per month"),
    "an unknown word in a number with its source": ("source: gate counts", "sorce: gate counts"),
    "an unknown grade": ("grade: A, range: [160, 200]", "grade: F, range: [160, 200]"),
    "an unknown word of a shift": ('officers: 2, days: [sun]}', 'officers: 2, day: [sun]}'),
    "a missing word of a shift": ('{from: "06:00", to: "14:00", officers: 4}', '{from: "06:00", officers: 4}'),
    "an unknown day of the week": ("days: [sun]", "days: [sunday]"),
    "a wrong end of the shift": ("at end of shift: hand over", "at end of shift: give up"),
    "a text for a map of officers": ("immigration.A: {officers: 1} ", "immigration.A: 1 "),
    "officers that are no number": ("{officers: 1} ", "{officers: some} "),
    "a missing direction": ("{vehicle: car, direction: A to B, ", "{vehicle: car, "),
    "a direction that does not exist": ("{vehicle: car, direction: A to B, ", "{vehicle: car, direction: north, "),
    "a priority out of range": ("priority: 1 ", "priority: 100 "),
    "an unknown word of a step": ("{enter: yard, when full: wait}", "{enter: yard, if full: wait}"),
    "an unknown kind of step": ("{leave: yard}", "{quit: yard}"),
    "a condition without a control": ("{control: examination, if: red}", "{if: red}"),
    "a share without per cent": ("or: 3 % at random", "or: 3"),
    "a procedure that is no list": ("bus: [exit passport, entry passport, leave]", "bus: leave"),
    "an unknown word of a target": ("waiting within: 30 min", "waits within: 30 min"),
    "a probe of something else": ("of: number present", "of: number absent"),
    "no number of places": ("yard: {places: 40, state: B}", "yard: {state: B}"),
    "an unknown word of a class that is like another": ("{like: exit passport,", "{like: exit passport, bye: x,"),
}
BEYOND = {
    "officers that do not exist": ("by: immigration.B}", "by: immigration.C}"),
    "a control that does not exist": ("- documents\n", "- papers\n"),
    "a class that does not exist": ("car: 95 % within", "lorry: 95 % within"),
    "shares that sum to less": ("red: 15 %", "red: 5 %"),
    "a law with a foreign parameter": ("{law: exponential, mean: 45 s}", "{law: exponential, mean: 45 s, cv: 1}"),
    "two words that exclude each other": ("{control: examination, if: red}",
                                          "{control: examination, if: red, share: 5 %}"),
    "a procedure without an end": ("bus: [exit passport, entry passport, leave]", "bus: [exit passport]"),
    "a day that does not exist": ("starts: 2025-03-03", "starts: 2025-02-30"),
    "low above high": ("{mode: 5 min, low: 3 min, high: 10 min}", "{mode: 5 min, low: 3 min, high: 4 min}"),
    "a thing that is like itself": ("{like: exit passport, by", "{like: entry passport, by"),
}


def starter(folder):
    path = folder / "starter.yaml"
    subprocess.run([PROGRAM, "init", path], check=True, capture_output=True)
    return path


def samples(folder):
    """Complete scenarios in the documentation."""
    found = []
    for page in [*ROOT.glob("*.md"), *ROOT.glob("scenarios/**/*.md"), *ROOT.glob("Sources/**/*.md")]:
        for block in page.read_text(encoding="utf-8").split("```yaml\n")[1:]:
            if block.startswith("osbp:"):
                path = folder / f"sample-{len(found)}.yaml"
                path.write_text(block.split("\n```")[0], encoding="utf-8")
                found.append(path)
    return found


def changed(folder, name, text, old, new):
    if text.count(old) < 1:
        sys.exit(f"schema.py: {name}: the starter scenario has no {old!r}; mend the list")
    path = folder / (re.sub(r"\W+", "-", name) + ".yaml")
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    return path


def random_changes(folder, paths):
    """Values exchanged for others, words misspelt or left out: some of them make a good file, most a bad one."""
    choice = random.Random(1)
    values = ["5", "1.5", "5 min", "2 h", "yes", "A", "B to A", "[a, b]", "{mean: 2 min}", "15 %", "lognormal", "~",
              '"06:00"', "-1", "word", "40 per hour", "unlimited", "remove", "{value: 7, source: x}",
              "{value: 7 min, grade: A}"]
    pair = re.compile(r"([\w.-][\w .-]*): ([^{}\[\],#:\n]+)")
    texts = [path.read_text(encoding="utf-8") for path in paths]
    texts = [text for text in texts if "based on:" not in text]
    changes = []
    for number in range(RANDOM_CHANGES):
        lines = choice.choice(texts).split("\n")
        pairs = [(i, match) for i, line in enumerate(lines) for match in pair.finditer(line)
                 if not line.lstrip().startswith("#")]
        index, match = choice.choice(pairs)
        line = lines[index]
        if choice.random() < 0.2:
            word = match[1]
            place = choice.randrange(len(word))
            lines[index] = line[:match.start(1)] + word[:place] + word[place + 1:] + line[match.end(1):]
        else:
            lines[index] = line[:match.start(2)] + choice.choice(values) + " " + line[match.end(2):]
        path = folder / f"change-{number}.yaml"
        path.write_text("\n".join(lines), encoding="utf-8")
        changes.append(path)
    return changes


def refused_by_program(paths):
    run = subprocess.run([PROGRAM, "check", *paths], capture_output=True, text=True)
    if run.returncode not in (0, 65):
        sys.exit(f"schema.py: osbp check ended with {run.returncode}: {run.stderr[-500:]}")
    errors = re.compile(r"^(.+?\.yaml)(?::\d+:\d+)?: error: ", re.MULTILINE)
    return {pathlib.Path(match[1]) for match in errors.finditer(run.stderr)}


def refused_by_schema(schema, paths):
    run = subprocess.run([CHECKER, "--output-format", "json", "--schemafile", schema, *paths],
                         capture_output=True, text=True)
    if run.returncode not in (0, 1):
        sys.exit(f"schema.py: check-jsonschema ended with {run.returncode}: {run.stderr[-500:]}")
    answer = json.loads(run.stdout)
    names = [entry["filename"] for key in ("errors", "parse_errors") for entry in answer.get(key, [])]
    return {pathlib.Path(name) for name in names}


def main():
    failures = []
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        schema = folder / "schema.json"
        schema.write_bytes(subprocess.run([PROGRAM, "schema"], check=True, capture_output=True).stdout)
        subprocess.run([CHECKER, "--check-metaschema", schema], check=True, capture_output=True)
        begin = starter(folder)
        text = begin.read_text(encoding="utf-8")
        good = [begin, *samples(folder), *sorted(ROOT.glob("scenarios/**/*.yaml")),
                *sorted(ROOT.glob("Tests/Validation/scenarios/*.yaml"))]
        faults = {changed(folder, name, text, *change): name for name, change in FAULTS.items()}
        beyond = {changed(folder, name, text, *change): name for name, change in BEYOND.items()}
        changes = random_changes(folder, good)
        everything = [*good, *faults, *beyond, *changes]
        program = refused_by_program(everything)
        by_schema = refused_by_schema(schema, everything)
        failures += [f"the program refuses {path}" for path in good if path in program]
        failures += [f"the program accepts {name}" for path, name in (faults | beyond).items() if path not in program]
        failures += [f"the schema accepts {name}" for path, name in faults.items() if path not in by_schema]
        failures += [f"the schema refuses {name}: it belongs to FAULTS" for path, name in beyond.items()
                     if path in by_schema]
        for path in set(everything) - program:
            if path in by_schema:
                failures.append(f"the schema refuses {path}, which the program accepts")
                print(path.read_text(encoding="utf-8") if path in changes else "", file=sys.stderr)
        bad = [path for path in changes if path in program]
        both = sum(path in by_schema for path in bad)
        print(f"{len(good)} good files, {len(faults)} faults of a word or value, {len(beyond)} beyond a schema, "
              f"{len(changes)} random changes: {len(bad)} refused by the program, {both} of them by the schema")
    for failure in failures:
        print("schema.py:", failure, file=sys.stderr)
    return 1 if failures else 0


sys.exit(main())
