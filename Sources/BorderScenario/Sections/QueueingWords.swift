// SPDX-License-Identifier: GPL-3.0-or-later
import BorderModel

/// The words of a control step about what people do in the line.
enum QueueingWords {
  static let patience = Field(
    "patience", .law, standard: "without limit",
    meaning: "How long a member waits in the line before it gives up: a law or a duration",
    sample: "{law: exponential, mean: 12 min}", inside: [LawWords.vocabulary])
  static let afterGivingUp = Field(
    "after giving up", .section("a list of steps"), standard: "leaves the post as 'abandoned at CONTROL'",
    meaning: "What those who give up pass instead of the control; without a step that leaves they go on behind it",
    sample: "[{leave as: diverted}]")
  static let balk = Field(
    "balk", .balking, standard: "nobody",
    meaning: "Who does not join the line, by the number that waits there: all from a number on, or shares by number, "
      + "each up to the next",
    sample: "{3: 20 %, 6: 100 %}")
  static let afterBalking = Field(
    "after balking", .section("a list of steps"), standard: "leaves the post as 'balked at CONTROL'",
    meaning: "What those who balk pass instead of the control; without a step that leaves they go on behind it",
    sample: "[second booth]")
  static let all = [patience.word, afterGivingUp.word, balk.word, afterBalking.word]
}

extension ValueType where Value == Balking {
  /// `more than 5`, or shares by number waiting.
  static var balking: ValueType {
    ValueType("a number such as 'more than 5', or a map of numbers to shares", .list) { node, findings in
      guard let entries = node.entries else { return limit(node, &findings) }
      guard !entries.isEmpty else {
        findings.error("nobody balks", fix: "write '\(QueueingWords.balk.word.sample)'", at: node.place)
        return nil
      }
      var steps: [Balking.Step] = []
      for entry in entries {
        let number = ScenarioNode(place: entry.place, content: .text(entry.word, quoted: true))
        let waiting = ValueType<Int>.wholeNumber(0...Balking.most).read(number, &findings)
        let share = ValueType<Double>.share.value(of: entry.value, &findings)
        if let waiting, let share { steps.append(Balking.Step(waiting: waiting, share: share)) }
      }
      guard steps.count == entries.count else { return nil }
      guard steps.contains(where: { $0.share > 0 }) else {
        findings.error("all shares are 0: nobody balks", fix: "write a share above 0 %", at: node.place)
        return nil
      }
      return Balking(steps.sorted { $0.waiting < $1.waiting })
    }
  }

  private static func limit(_ node: ScenarioNode, _ findings: inout Findings) -> Balking? {
    let pieces = node.text?.pieces ?? []
    guard pieces.count == 3, pieces[0] == "more", pieces[1] == "than" else {
      findings.error(
        "expected a number such as 'more than 5', or a map of numbers to shares, found \(node.found)",
        fix: "write 'more than 5', or '\(QueueingWords.balk.word.sample)'", at: node.place)
      return nil
    }
    let number = ScenarioNode(place: node.place, content: .text(pieces[2], quoted: true))
    return ValueType<Int>.wholeNumber(0...(Balking.most - 1)).read(number, &findings).map { .moreThan($0) }
  }
}

extension PostBuilder {
  /// The step at a control whose line some do not join, or leave; `nil` if none of the words is written, or after an
  /// error.
  mutating func controlInLine(_ control: Int, _ words: MapReader, of index: Int) -> DraftStep? {
    let name = controls[control].value.name
    var impatience = Impatience()
    if words.has(QueueingWords.patience) {
      impatience.patience = words.value(QueueingWords.patience, &findings) ?? .constant(.zero)
    }
    if words.has(QueueingWords.balk) {
      impatience.balking = words.value(QueueingWords.balk, &findings) ?? .moreThan(0)
    }
    checkReasons(words)
    guard impatience != Impatience() else { return nil }
    checkLine(of: control, words)
    let givingUp =
      impatience.patience == nil
      ? [] : steps(QueueingWords.afterGivingUp, words, of: index, outcome: "abandoned at \(name)")
    let balking =
      impatience.balking == nil
      ? [] : steps(QueueingWords.afterBalking, words, of: index, outcome: "balked at \(name)")
    return DraftStep(
      step: .controlInLine(control, impatience, givingUp: [], balking: []), place: words.place,
      inner: [givingUp, balking], name: name)
  }

  private mutating func steps(
    _ field: Field<ScenarioNode>, _ words: MapReader, of index: Int, outcome: String
  ) -> [DraftStep] {
    guard words.has(field) else { return [DraftStep(step: .leaveAs(outcome), place: words.place)] }
    return readList(words.value(field, &findings), of: index)
  }

  /// What is passed instead needs a reason.
  private mutating func checkReasons(_ words: MapReader) {
    if words.has(QueueingWords.afterGivingUp), !words.has(QueueingWords.patience) {
      findings.error(
        "'after giving up' needs 'patience'", fix: "add 'patience: 30 min'",
        at: words.place(of: QueueingWords.afterGivingUp))
    }
    if words.has(QueueingWords.afterBalking), !words.has(QueueingWords.balk) {
      findings.error(
        "'after balking' needs 'balk'", fix: "add 'balk: more than 5'", at: words.place(of: QueueingWords.afterBalking))
    }
  }

  private mutating func checkLine(of control: Int, _ words: MapReader) {
    let value = controls[control].value
    let place = words.place
    if value.needs.allSatisfy({ pools[$0].value.capacity == .unlimited }) {
      findings.error(
        "nobody ever waits at \(value.name.quoted), so that nobody balks or gives up there",
        fix: "delete 'patience' and 'balk'", at: place)
    }
    if value.keeps {
      findings.error(
        "\(value.name.quoted) keeps its officers and equipment, and nobody can balk or give up there",
        fix: "delete 'keeps: yes', or 'patience' and 'balk'", at: place)
    }
    if words.has(ProcedureWords.keep) {
      findings.error(
        "'keep' does not go with 'patience' and 'balk'", fix: "delete one of them",
        at: words.place(of: ProcedureWords.keep))
    }
  }
}
