// SPDX-License-Identifier: GPL-3.0-or-later
import BorderModel

/// The words of a target.
enum TargetWords {
  static let at = Field("at", .name, meaning: "The control at which the wait is meant", sample: "booth")
  static let waitingWithin = Field(
    "waiting within", .duration, meaning: "Longest wait at that control that meets the target", sample: "10 min")
  static let within = Field(
    "within", .duration, meaning: "Longest crossing time that meets the target", sample: "4 h")
  static let share = Field(
    "share", .share, meaning: "Share that should meet the target", sample: "90 %")
  static let vocabulary = Vocabulary("a target", at.word, waitingWithin.word, within.word, share.word)
}

extension PostBuilder {
  mutating func readTargets(_ map: MapReader) {
    for entry in namedEntries(map, PostWords.targets) {
      let index = index(of: entry.word, in: classIndex, kind: "traffic class", section: "traffic", at: entry.place)
      let items: [ScenarioNode] = if case .list(let items) = entry.value.content { items } else { [entry.value] }
      if items.isEmpty {
        findings.error("the list of targets is empty", fix: "write '90 % within 4 h'", at: entry.value.place)
      }
      for item in items {
        guard let target = readTarget(item, of: index ?? 0), index != nil else { continue }
        if targets.count >= 1_000 {
          findings.error("more than 1000 targets", fix: "write fewer", at: item.place)
        } else if targets.contains(where: { $0.value == target }) {
          findings.error("the same target stands twice", fix: "keep one of them", at: item.place)
        } else {
          targets.append(Placed(value: target, place: item.place))
        }
      }
    }
  }

  private mutating func readTarget(_ node: ScenarioNode, of trafficClass: Int) -> Target? {
    guard node.entries != nil else { return readTargetText(node, of: trafficClass) }
    guard let words = MapReader(node, TargetWords.vocabulary, &findings) else { return nil }
    let share = words.value(TargetWords.share, &findings)
    let waiting = words.value(TargetWords.waitingWithin, &findings)
    let crossing = words.value(TargetWords.within, &findings)
    let name = words.value(TargetWords.at, &findings)
    let control = name.flatMap {
      index(of: $0, in: controlIndex, kind: "control", section: "controls", at: words.place(of: TargetWords.at))
    }
    let isWaiting = words.has(TargetWords.at) && words.has(TargetWords.waitingWithin) && !words.has(TargetWords.within)
    let isCrossing =
      !words.has(TargetWords.at) && !words.has(TargetWords.waitingWithin) && words.has(TargetWords.within)
    guard isWaiting || isCrossing else {
      findings.error(
        "a target needs 'within', or 'at' together with 'waiting within'",
        fix: "write '{at: booth, waiting within: 10 min}', or '{within: 4 h, share: 90 %}'", at: node.place)
      return nil
    }
    if let crossing {
      return Target(trafficClass: trafficClass, quantity: .crossingTime, within: crossing, share: share)
    }
    guard let control, let waiting else { return nil }
    return Target(trafficClass: trafficClass, quantity: .waitingTime(control: control), within: waiting, share: share)
  }

  /// `90 % within 4 h`
  private mutating func readTargetText(_ node: ScenarioNode, of trafficClass: Int) -> Target? {
    let pieces = node.text?.pieces ?? []
    guard let middle = pieces.firstIndex(of: "within"), middle > 0, middle + 1 < pieces.count else {
      findings.error(
        "expected a target such as '90 % within 4 h', found \(node.found)", fix: "write '90 % within 4 h'",
        at: node.place)
      return nil
    }
    func part(_ pieces: ArraySlice<String>) -> ScenarioNode {
      ScenarioNode(place: node.place, content: .text(pieces.joined(separator: " "), quoted: true))
    }
    let share = ValueType<Double>.share.read(part(pieces[..<middle]), &findings)
    let within = DurationText.read(part(pieces[(middle + 1)...]), &findings)
    guard let share, let within else { return nil }
    return Target(trafficClass: trafficClass, quantity: .crossingTime, within: within, share: share)
  }
}
