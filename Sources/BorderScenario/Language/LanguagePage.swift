// SPDX-License-Identifier: GPL-3.0-or-later

/// The reference page of the scenario language, `scenarios/README.md`, from the tables that read it.
package enum LanguagePage {
  /// The page as Markdown.
  package static var text: String {
    let parts = [
      introduction, "## A complete example\n\n```yaml\n" + example + "```", values, rules,
      "## Every word",
    ]
    return (parts + vocabularies.map { table($0).joined(separator: "\n") }).joined(separator: "\n\n") + "\n"
  }

  /// Every kind of map once: each before those inside it, in the order of the words.
  private static var vocabularies: [Vocabulary] {
    var found: [Vocabulary] = []
    var waiting = [ScenarioLanguage.source, ScenarioLanguage.top]
    while let next = waiting.popLast() {
      guard !found.contains(where: { $0.isSame(as: next) }) else { continue }
      found.append(next)
      waiting += next.words.flatMap(\.inside).reversed()
    }
    return found
  }

  private static func table(_ vocabulary: Vocabulary) -> [String] {
    let title = ScenarioLanguage.title(of: vocabulary)
    var lines = ["### \(title.prefix(1).uppercased() + title.dropFirst())", ""]
    let places = places(of: vocabulary)
    if vocabulary.subject == ScenarioLanguage.source.subject {
      lines += ["Stands in the place of every value marked * in these tables.", ""]
    } else if !places.isEmpty {
      lines += ["Stands at " + places.map { "`\($0)`" }.joined(separator: ", ") + ".", ""]
    } else {
      lines += ["Stands at the top of the file.", ""]
    }
    lines += ["| word | meaning | value | if not written | sample |", "|---|---|---|---|---|"]
    return lines + vocabulary.words.map(row)
  }

  private static func row(_ word: Word) -> String {
    let missing =
      word.isRequired ? "**required**" : word.standard.isEmpty ? "nothing" : cell(word.standard)
    let value = cell(word.form.words) + (word.form.mayHaveSource ? " *" : "")
    return "| `\(word.name)` | \(cell(word.meaning)) | \(value) | \(missing) | `\(cell(word.sample))` |"
  }

  private static func cell(_ text: String) -> String { text.replacing("|", with: "\\|") }

  /// Where a kind of map stands, from the top: `staff / NAME / shifts / each entry`.
  static func places(of vocabulary: Vocabulary) -> [String] {
    var found: [String] = []
    var waiting: [(path: String, vocabulary: Vocabulary)] = [("", ScenarioLanguage.top)]
    while !waiting.isEmpty {
      let (path, outer) = waiting.removeFirst()
      for word in outer.words {
        let inner = (path.isEmpty ? "" : path + " / ") + word.name + level(below: word.form)
        for next in word.inside {
          if next.isSame(as: vocabulary), !found.contains(inner) { found.append(inner) }
          waiting.append((inner, next))
        }
      }
    }
    return found
  }

  private static func level(below form: ValueForm) -> String {
    switch form.nesting {
    case .direct: ""
    case .names: " / NAME"
    case .entries: " / each entry"
    case .classes: " / CLASS"
    case .steps: " / CLASS / each step"
    }
  }
}

// MARK: - What the tables do not say
extension LanguagePage {
  private static let introduction = """
    # The scenario language

    This page is made from the tables by which the program reads scenario files; a test holds it to them.

    | folder | what is in it | how to use it |
    |---|---|---|
    | `tutorial/` | small posts, explained line by line | read in order, copy one, change it |
    | `posts/` | real posts, every number with its source | read the comments at the top first |
    | `verification/` | queues whose answers are known from theory | the tests run them; not posts |

    Begin with `./osbp init my-post.yaml`, or a copy of `tutorial/01-one-booth.yaml`. `./osbp check FILE` names
    every fault with its line and a cure, and tells how much work arrives for whom; `./osbp run FILE` tells how long
    everybody waits.

    A file is YAML: words and values joined by `: `, indented with spaces. Maps may be written over several lines or
    in braces, lists after dashes or in brackets. The order of entries means nothing, but for the steps of a
    procedure and the weights of a profile. Names are yours: up to 100 characters, with blanks but without `/`, and
    no two alike among officers, equipment and spaces. `&mark value` marks a value that `*mark` repeats, up to
    \(SourceText.mostAliases) times in a file. There is room for \(PostBuilder.mostClasses) classes, for
    \(PostBuilder.mostPools) groups of officers, pieces of equipment and spaces together, and for
    \(PostBuilder.mostSteps) steps in a procedure.
    """

  private static let values = """
    ## Values

    | kind | written | range and remarks |
    |---|---|---|
    | duration | `45 s`, `12 min`, `1.5 h`, `2 d` | 0 s to 3650 d; always with a unit |
    | clock time | `"06:00"` | `"00:00"` to `"23:59"`, `"24:00"` as an end |
    | day | `2025-03-03` | 1900 to 2200 |
    | share | `15 %` | 0 % to 100 % |
    | rate | `40 per hour`, `900 per day`, `5000 per week` | up to 1000000 per hour |
    | number | `8`, `1.5` | a decimal point, no other separators |
    | with its source | `{value: 850 per day, source: KRA 2018, grade: C, range: [700, 1000]}` | where a table says * |

    A law is a map with its kind and exactly its parameters, or a plain duration if it is always the same:

    | kind | written |
    |---|---|

    """
    + LawName.allCases.map { "| \($0.rawValue) | `\($0.sample)` |\n" }.joined() + """
      | lognormal by its quantiles | `{median: 5 min, p90: 12 min}` |
      | triangular, in short | `{mode: 4 min, low: 2 min, high: 9 min}` |

      The `time` of a control may also be a map of channels to these: `{green: 2 min, red: 40 min}`.
      """

  private static let rules = """
    ## What planners ask

    - **Who does a control?** `by:` names officers, `with:` equipment. `by: [a, b]` needs one officer of each at the
      same time, for the whole of the work; nobody begins before both are free. There is no "either a or b": write
      one group that holds both, or two controls and `share` (or `if`) on the steps to them.
    - **Lanes** are officers, or equipment where the lane and not the officer is short: `{by: officer, with: lane}`
      with `lane: {units: 2}`. All who wait for a control stand in one line; the next free lane takes the first.
    - **Opening hours** are shifts: outside them nobody is on duty, and those who come wait. A shift from `"22:00"`
      to `"06:00"` ends on the next day, and `days` are those on which it starts. Shifts at the same time add up.
    - **Staff** has either `officers` (round the clock) or `shifts`. `customs.B` is the agency `customs`, in state B.
    - **Channels** are drawn once for each traveller by the shares of the class; `if: red` and
      `time: {green: .., red: ..}` mean that one draw. `share: 20 %` is drawn anew at each step.
      `if: red, or: 5 % at random` takes all of red and one in twenty of the others.
    - **Spaces** are entered and left by steps of the procedure. When one is full, `when full: wait` waits where
      it is until there is a place, `turn away` leaves the post. With `keeps: yes` at a control its officers and
      equipment stay occupied until the next step, an `enter`, has got its place: a lane blocked by a full yard.
    - **Priority** 0 is served first, 99 last; within one priority whoever came first. Nobody in service gives way.
    - **Targets** are `90 % within 4 h` for the whole crossing, or
      `{at: CONTROL, waiting within: 10 min, share: 90 %}`; a list for several. **Probes** look at the post at one
      clock time of every day.
    - **A scenario that tests itself** says under `expect` what measures must come to; `./osbp verify FILE` makes
      replications until it can tell, and ends with 0 if all hold. An `indicator` is that of the tables where they have
      it; `at:` names the control or space, `of:` the class. Without `at:` a waiting time is that of a whole stay.
      `clock: "06:30"` looks on each day, `after: 30 min` once. A quotient of two measures, also of two files:
      `{indicator: waiting_time_min, at: booth, divided by: {indicator: waiting_time_min, at: booth, file: b.yaml}}`.
      What a control has counted is `{indicator: count, of: NAME}`.
    - **What if?** A file with `based on: present.yaml` states only what differs from that file, which is looked for
      in its own folder. Maps are laid over each other word by word; a value (a law, a number with its source, a list,
      the shares of channels) is replaced as a whole; `WORD: remove` takes an entry out. `like: truck` does the same
      inside `traffic`, `staff` and `controls`; a class that is like another takes over its procedure if it has none.
    - **One number** can be changed without a file: `--set 'staff/customs.B/officers=9'` behind `check` and `run`, as
      often as needed; `./osbp explain --paths FILE` lists every path with its value. `./osbp explain WORD` explains
      one word of this page; `./osbp schema` writes all of it for an editor.
    """

  /// A post that uses most of the language and reads without a fault or a doubt.
  package static let example = """
    osbp: 1
    name: River bridge
    question: Does the yard of B fill up at night, when few officers are there?
    countries: {A: Kenya, B: Uganda}
    layout: juxtaposed
    calendar: {starts: 2025-03-03, days: 28, clock: {A: "+03:00", B: "+03:00"}, warm-up: 2 d}

    agencies:
      customs: {states: [A, B], kind: customs}

    staff:
      gate keeper: {officers: 2, state: B}       # round the clock
      customs.B:
        shifts:
          - {from: "06:00", to: "22:00", officers: 6}
          - {from: "22:00", to: "06:00", officers: 3}      # over night: ends on the next day
        at end of shift: hand over
      examination customs.B:
        agency: customs.B
        shifts: [{from: "07:00", to: "19:00", officers: 4, days: [mon, tue, wed, thu, fri, sat]}]
        at end of shift: interrupt

    equipment:
      scanner: {kind: drive-through X-ray, units: 1, state: B}

    spaces:
      yard: {places: 60, state: B}

    controls:
      gate: {by: gate keeper, time: {law: uniform, low: 1 min, high: 3 min}, keeps: yes}
      documents:
        by: customs.B
        time:
          green: 3 min
          red: {value: {law: lognormal, mean: 12 min, cv: 0.8}, source: stopwatch, grade: A, range: [10, 14]}
      scan: {with: scanner, time: {mode: 4 min, low: 3 min, high: 8 min}}
      examination: {by: examination customs.B, time: {median: 30 min, p90: 70 min}}
      passport: {by: customs.B, time: {law: exponential, mean: 1 min}}

    traffic:
      truck:
        vehicle: truck
        direction: A to B
        priority: 1                    # after the buses
        arrivals:
          rate: {value: 300 per day, source: counted at the bridge, date: 2025-02, grade: A, range: [270, 330]}
          profile: [1, 1, 1, 1, 1, 2, 3, 4, 6, 7, 7, 7, 6, 6, 6, 6, 5, 4, 3, 2, 2, 1, 1, 1]
          days: {sun: 0.5}
        channels: {green: 80 %, red: 20 %}
      bus:
        vehicle: bus
        direction: A to B
        arrivals: {rate: 2 per hour}

    procedures:
      truck:
        - gate
        - {enter: yard, when full: wait}
        - documents
        - {control: scan, share: 25 %}
        - {control: examination, if: red, or: 2 % at random}
        - {leave: yard}
        - {travel: to the road, time: 4 min}
        - leave
      bus: [passport, leave]

    targets:
      truck: [90 % within 6 h, {at: documents, waiting within: 30 min, share: 90 %}]
      bus: 95 % within 15 min

    probes:
      evening: {at: "20:00", of: number present, more than: 60}
      wait at noon: {at: "12:00", of: virtual wait, control: examination}

    """
}
