// SPDX-License-Identifier: GPL-3.0-or-later

extension Fault {
  /// Faults of doubts and broken files.
  static let warnings = [
    Fault(
      "A text that YAML cannot read",
      exchanging: "question: What does one stop save?",
      with: "question: what: is it?",
      prints: #"""
        post.yaml:3:15: error: this is not YAML: mapping values are not allowed in this context
          fix: put a text that contains ': ' into quotation marks, or check the indentation
        1 error; nothing was run.
        """#),
    Fault(
      "A tab as indentation",
      exchanging: #"      - {from: "06:00", to"#,
      with: #"\#t- {from: "06:00", to"#,
      prints: #"""
        post.yaml:16:1: error: this is not YAML: found character that cannot start any token
          fix: indent with spaces, not with tabs
        1 error; nothing was run.
        """#),
    Fault(
      "An unclosed bracket",
      exchanging: "by: [customs.B]",
      with: "by: [customs.B",
      prints: #"""
        post.yaml:30:10: error: this is not YAML: did not find expected ',' or ']'
          fix: check indentation, brackets, commas and quotation marks here and on the line above
        1 error; nothing was run.
        """#),
    Fault(
      "A foreign tag",
      exchanging: "days: 28",
      with: "days: !!int 28",
      prints: #"""
        post.yaml:7:38: error: the tag 'tag:yaml.org,2002:int' is not part of the language
          in: calendar / days
          fix: delete it
        1 error; nothing was run.
        """#),
    Fault(
      "An overloaded pool (warning)",
      exchanging: "customs.B: {officers: 20}",
      with: "customs.B: {officers: 1}",
      prints: #"""
        post.yaml:12:3: warning: overload of 'customs.B': 766.5 h of work arrive in a week if nobody is held \#
        back before, 168 h are staffed; the queue grows without end
          in: staff / customs.B
          fix: add officers or units, shorten the work, or mean a growing queue
        1 warning.
        """#),
    Fault(
      "A heavy tail (warning)",
      exchanging: "cv: 0.8",
      with: "cv: 3.5",
      prints: #"""
        post.yaml:35:40: warning: a heavy tail: the standard deviation is 3.5 times the mean; a few cases \#
        decide the mean wait
          in: controls / stamp / time
          fix: check that working time and not elapsed time was measured, and whether outliers are separate cases
        1 warning.
        """#),
    Fault(
      "A pool nobody uses (warning)",
      exchanging: "  road: {places: unlimited}",
      with: #"""
          road: {places: unlimited}
          hall: {places: 3}
        """#,
      prints: #"""
        post.yaml:26:3: warning: nobody uses 'hall'
          in: spaces / hall
          fix: delete it, or name it in a control or procedure
        1 warning.
        """#),
  ]
}
