// SPDX-License-Identifier: GPL-3.0-or-later
import BorderModel

/// The words of a step.
enum ProcedureWords {
  /// The step that ends every procedure.
  static let leave = "leave"
  /// The step that ends what a group passes.
  static let separate = "separate"

  static let control = Field("control", .name, required: true, meaning: "Passes this control", sample: "scan")
  static let keep = Field(
    "keep", .names, meaning: "Officers or equipment of this control that stay with the vehicle", sample: "escort.B")
  static let until = Field(
    "until", .name,
    meaning: "The later control after which what is kept is given back, unless the vehicle leaves before",
    sample: "gate out")
  static let controlStep = vocabulary(
    "a control step", [control.word, keep.word, until.word] + QueueingWords.all)

  static let enter = Field("enter", .name, required: true, meaning: "Takes a place of this space", sample: "yard B")
  static let whenFull = Field(
    "when full", .choice(of: WhenFull.self), standard: "wait",
    meaning: "wait: stays where it is until there is a place; turn away: leaves the post", sample: "wait")
  static let enterStep = vocabulary("an enter step", enter.word, whenFull.word)

  static let leaveSpace = Field(
    "leave", .name, required: true, meaning: "Gives the place of this space back, if it has one", sample: "yard B")
  static let leaveStep = vocabulary("a leave step", leaveSpace.word)

  static let leaveAs = Field(
    "leave as", .name, required: true,
    meaning: "Leaves the post with this outcome, giving back all it holds: refused, diverted", sample: "refused")
  static let leaveAsStep = vocabulary("a leave-as step", leaveAs.word)

  static let travel = Field(
    "travel", .name, required: true, meaning: "Moves; the text says where to", sample: "to the gate")
  static let travelTime = Field(
    "time", .law, required: true, meaning: "How long the move takes", sample: "4 min",
    inside: [LawWords.vocabulary])
  static let travelStep = vocabulary("a travel step", travel.word, travelTime.word)

  static let stay = Field(
    "stay", .name, required: true, meaning: "Waits for a reason of its own", sample: "driver rests")
  static let stayTime = Field(
    "time", .law, required: true, meaning: "How long it stays", sample: "8 h", inside: [LawWords.vocabulary])
  static let stayStep = vocabulary("a stay step", stay.word, stayTime.word)

  static let convoy = Field(
    "convoy", .name, required: true, meaning: "Waits for the next departure of this convoy, and for a place in it",
    sample: "to the yard")
  static let convoyStep = vocabulary("a convoy step", convoy.word)

  static let label = Field(
    "label", .name, required: true, meaning: "Names this place of the procedure, to go back to", sample: "again")
  static let labelStep = Vocabulary("a label step", label.word)

  static let backTo = Field(
    "back to", .name, required: true,
    meaning: "Goes back to the latest step before with this name: a control, a space, a travel, a stay, a label",
    sample: "documents")
  static let atMost = Field(
    "at most", .wholeNumber(1...255), standard: "without limit", meaning: "How often one member goes back here",
    sample: "5")
  static let backStep = vocabulary("a back-to step", backTo.word, atMost.word)

  static let together = Field(
    "together", .section("a list of branches or lists"), required: true,
    meaning: "Branches that go on at the same time: a list of steps that the vehicle passes itself, and maps "
      + "`{body: papers, steps: [...]}` of what is split off from it; it goes on when all are done",
    sample: "[[scan], {body: papers, steps: [documents]}]", inside: [branch])
  static let togetherStep = vocabulary("a together step", together.word)
  static let branchBody = Field(
    "body", .name, required: true, meaning: "What is split off: it is reported as 'papers of CLASS'", sample: "papers")
  static let branchSteps = Field(
    "steps", .section("a list of steps"), required: true, meaning: "What it passes", sample: "[documents]")
  static let branch = Vocabulary("a branch", branchBody.word, branchSteps.word)

  static let eachPerson = Field(
    "each person", .section("a list of steps"), required: true,
    meaning: "What each person in the vehicle passes, while the vehicle waits for all", sample: "[passports]")
  static let person = Field(
    "body", .name, standard: "person", meaning: "What a person is called: reported as 'person of CLASS'",
    sample: "passenger")
  static let eachPersonStep = vocabulary("an each-person step", eachPerson.word, person.word)

  static let gather = Field(
    "gather", .wholeNumber(2...1000), required: true,
    meaning: "Waits until so many of the class are here; the steps up to 'separate' they pass as one", sample: "5")
  static let atMostAfter = Field(
    "at most after", .duration, standard: "waits for the last",
    meaning: "How long the first waits at most; then the group goes on incomplete", sample: "20 min")
  static let group = Field(
    "body", .name, standard: "group", meaning: "What the group is called: reported as 'group of CLASS'",
    sample: "convoy")
  static let gatherStep = Vocabulary("a gather step", gather.word, atMostAfter.word, group.word)

  static let steps = Field(
    "steps", .section("a list of steps"), required: true, meaning: "A block of steps under one condition",
    sample: "[scan, examination]")
  static let block = vocabulary("a block of steps", steps.word)

  static let vocabularies = [
    controlStep, enterStep, leaveStep, leaveAsStep, travelStep, stayStep, convoyStep, backStep, labelStep, togetherStep,
    eachPersonStep, gatherStep, block,
  ]
  /// The first word of each kind of step.
  static let kinds = vocabularies.map { $0.words[0].name }

  /// The words of a kind of step with those of conditions.
  private static func vocabulary(_ subject: String, _ words: Word...) -> Vocabulary { vocabulary(subject, words) }

  private static func vocabulary(_ subject: String, _ words: [Word]) -> Vocabulary {
    var vocabulary = Vocabulary(subject)
    vocabulary.words = words + ConditionWords.all
    return vocabulary
  }
}

extension ValueType where Value == Double {
  /// `5 % at random`, as 0.05.
  static var shareAtRandom: ValueType {
    ValueType("a share such as '5 % at random'", .quantity, units: ["% at random"], mayHaveSource: true) {
      node, findings in
      let pieces = node.text?.pieces ?? []
      guard pieces.suffix(2) == ["at", "random"] else {
        let cure = node.text.flatMap { NumberText($0.trimmed) }?.digits ?? "5"
        findings.error(
          "expected a share such as '5 % at random', found \(node.found)", fix: "write '\(cure) % at random'",
          at: node.place)
        return nil
      }
      let share = pieces.dropLast(2).joined(separator: " ")
      return ValueType.share.read(
        ScenarioNode(place: node.place, content: .text(share, quoted: true)), &findings)
    }
  }
}
