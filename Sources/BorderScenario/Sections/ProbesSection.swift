// SPDX-License-Identifier: GPL-3.0-or-later
import BorderModel

/// The words of a probe.
enum ProbeWords {
  static let at = Field(
    "at", .clock(allows24: false), required: true, meaning: "Clock time of state A", sample: "\"12:00\"")
  static let of = Field(
    "of", .choice(of: Quantity.self), required: true, meaning: "What is looked at", sample: "number present")
  static let moreThan = Field(
    "more than", .wholeNumber(0...1_000_000), meaning: "Asks also how often more than that many are present",
    sample: "20")
  static let control = Field(
    "control", .name, meaning: "The control at which one who joined now would wait", sample: "booth")
  static let vocabulary = Vocabulary("a probe", at.word, of.word, moreThan.word, control.word)

  enum Quantity: String, CaseIterable, Sendable {
    case numberPresent = "number present"
    case virtualWait = "virtual wait"
  }
}

extension PostBuilder {
  mutating func readProbes(_ map: MapReader) {
    for entry in namedEntries(map, PostWords.probes) {
      guard let words = MapReader(entry.value, ProbeWords.vocabulary, &findings) else { continue }
      let minute = words.value(ProbeWords.at, &findings)
      let moreThan = words.value(ProbeWords.moreThan, &findings)
      let name = words.value(ProbeWords.control, &findings)
      let place = words.place(of: ProbeWords.control)
      let control = name.flatMap {
        index(of: $0, in: controlIndex, kind: "control", section: "controls", at: place)
      }
      guard let kind = words.value(ProbeWords.of, &findings) else { continue }
      let quantity: Probe.Quantity
      switch kind {
      case .numberPresent:
        if words.has(ProbeWords.control) {
          findings.error(
            "the number present has no 'control'", fix: "delete 'control', or write 'of: virtual wait'", at: place)
        }
        quantity = .numberPresent(moreThan: moreThan)
      case .virtualWait:
        if words.has(ProbeWords.moreThan) {
          findings.error(
            "a virtual wait has no 'more than'", fix: "delete 'more than'", at: words.place(of: ProbeWords.moreThan))
        }
        if !words.has(ProbeWords.control) {
          findings.error("a virtual wait needs the word 'control'", fix: "write 'control: booth'", at: words.place)
        }
        guard let control else { continue }
        quantity = .virtualWait(control: control)
      }
      probes.append(
        Placed(value: Probe(name: entry.word, clockMinute: minute ?? 0, quantity: quantity), place: entry.place))
    }
  }
}
