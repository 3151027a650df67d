// SPDX-License-Identifier: GPL-3.0-or-later

/// What `--help` says.
public enum HelpText {
  public static let examples = """
    EXAMPLES
      What is wrong with a scenario, and how busy it is:
        osbp check scenarios/posts/malaba.yaml
      Crossing and waiting times with intervals and causes:
        osbp run scenarios/posts/malaba.yaml
      The same, and all tables as CSV files in a new folder:
        osbp run scenarios/posts/malaba.yaml --out results/malaba

    Ends with 0; 64 faulty arguments; 65 faulty scenario; 70 a fault of the program; 73 or 74 cannot write; 130 \
    interrupted (what was finished is kept).
    """

  public static let checkAbstract = "Say what is wrong with scenarios, and what they amount to."
  public static let checkExamples = """
    Names every fault with its place and its cure; then the traffic that a week brings, and the work that it is for \
    officers and equipment. Nothing is run.

    EXAMPLE
      osbp check scenarios/posts/*.yaml
    """

  public static let runAbstract = "Simulate a border post and say who waits how long, where, and why."
  public static let runExamples = """
    Each replication is the same window with other chances; the more of them, the narrower the intervals. The same \
    scenario and seed give the same numbers on every machine, with any number of threads. Ctrl-C keeps what is \
    finished; a second one leaves at once.

    EXAMPLES
      osbp run scenarios/posts/malaba.yaml
      osbp run malaba.yaml --replications 100 --out results/malaba --entities
      osbp run malaba.yaml --days 7 --format csv | head
    """

  public static let set =
    "Put a value in the place of the scenario's; may be repeated. 'osbp explain --paths' lists paths."

  public static let verifyAbstract = "Hold scenarios to the values that they expect."
  public static let verifyExamples = """
    Each scenario says under 'expect' what measures must come to: exact values of queueing theory, or a day worked \
    out by hand. Replications are made until every standard error is at most 0.5 % of its value (0.001 for small \
    ones); then a t test decides, all together by Holm's procedure: a correct program fails with a chance of 1 %. Each \
    scenario has its own random numbers, by its name and the seed. Below the table stands the sum of z squared over \
    the first expectation of every scenario; a correct program leaves its bounds with a chance of 0.1 %.

    Ends with 0 if all hold; 65 if one differs or a scenario is faulty; 75 if one is not precise enough to tell.

    EXAMPLES
      osbp verify scenarios/verification/mm1.yaml
      osbp verify scenarios/verification/*.yaml --format csv > verification.csv
      osbp verify scenarios/verification/*.yaml --precision 2    a quick look
    """
  public static let verifiedFiles = "Scenarios with an 'expect' block."
  public static let precision = "Largest standard error, in per cent of each value; a fifth of it, absolute, below 0.2."
  public static let precisionOutOfRange = "--precision must be above 0 and at most 50 (per cent)."
  public static let atMost = "Replications of a scenario at most; what is not precise then is inconclusive."
  public static let doubleWarmUp =
    "Also run each scenario with a warm-up twice as long; what the start has spoiled differs between the two."
  public static let verifyFormat = "What is printed: a table for people, JSON, or CSV."

  public static let scenarioFile = "The scenario."
  public static let scenarioFiles = "Scenarios."
  public static let replications = "Replications: 1 or more."
  public static let seed = "Seed of all random numbers."
  public static let threads = "Threads; changes no number. (default: one a processor)"
  public static let days = "Length of the observed window in days, instead of the scenario's."
  public static let out = "Write all tables and a manifest into this new folder."
  public static let force = "Replace results that stand in the folder already."
  public static let entities = "Also write entities.csv, one row for each vehicle or person."
  public static let format = "What is printed: a table for people, all tables as JSON, or the indicators as CSV."
  public static let quiet = "No progress and no remarks; warnings and errors only."

  public static let explainAbstract = "Say what a word means, where it stands and how it is written."
  public static let explainExamples = """
    Words of the scenario language, their values, laws and units; indicators, causes and marks of the results. \
    Without a \
    word: all of them.

    EXAMPLES
      osbp explain at end of shift
      osbp explain crossing_time_min
      osbp explain --paths scenarios/posts/malaba.yaml
    """
  public static let words = "A word, with or without quotation marks around its blanks."
  public static let paths = "List every value of this scenario that --set can change."
  public static let all = "With --paths: also what the scenario may say and does not."
  public static let wordsOrPaths = "Either words or --paths FILE."
  public static let allNeedsPaths = "--all and --set go with --paths FILE."
  public static let howToExplain = "osbp explain WORD tells more of each."

  public static let schemaAbstract = "Print a JSON Schema of the scenario language."
  public static let schemaExamples = """
    For editors that complete words and mark faults while you write. It knows words, units and ranges; what only the \
    whole file tells, such as names that must exist, 'osbp check' knows.

    EXAMPLE
      osbp schema > osbp.schema.json
    """

  public static let initAbstract = "Write a commented scenario to begin with."
  public static let initExamples = """
    A post with two states, three classes of traffic, a roster, a scanner, a yard and targets. It runs as it is.

    EXAMPLE
      osbp init my-post.yaml
    """
  public static let newFile = "The file to write; it must not exist."

  public static let entitiesNeedOut = "--entities needs --out DIR, the folder to write them into."
  public static let forceNeedsOut = "--force needs --out DIR, the folder that may be replaced."

  /// - Parameter name: `--days`
  public static func outOfRange(_ name: String, _ found: Int, _ range: ClosedRange<Int>) -> String {
    let low = CountText.grouped(String(range.lowerBound))
    let high = CountText.grouped(String(range.upperBound))
    return "\(name) must be between \(low) and \(high), found \(found)."
  }
}
