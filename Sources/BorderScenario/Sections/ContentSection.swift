// SPDX-License-Identifier: GPL-3.0-or-later
import BorderModel

/// The words of what is at the post at the start.
enum ContentWords {
  static let ofClass = Field(
    "at the start", .wholeNumber(1...1_000_000), standard: "none",
    meaning: "So many are before the first step of their procedure when simulated time begins; they count in no mean",
    sample: "5")
  static let ofSpace = Field(
    "at the start", .startContent, standard: "none",
    meaning: "So many are inside when simulated time begins, and take their places: a number, a number with a class or "
      + "its vehicle, or a map of classes to numbers; they count in no mean",
    sample: "80 trucks")
}

/// Who is in a space at the start, as written.
struct StartText: Sendable {
  /// A class or a vehicle, in the singular or plural; `nil` if there is only one class that could be meant.
  var name: String?
  var count: Int
  var place: Place
}

struct PendingContent {
  var space: Int
  var texts: [StartText]
}

extension ValueType where Value == [StartText] {
  static var startContent: ValueType {
    ValueType("a number with a class, such as '80 trucks', or a map of classes to numbers", .quantity, lowest: 1) {
      node, findings in
      let number = ValueType<Int>.wholeNumber(1...1_000_000)
      if let entries = node.entries, !entries.isEmpty {
        let texts = entries.compactMap { entry in
          number.value(of: entry.value, &findings).map { StartText(name: entry.word, count: $0, place: entry.place) }
        }
        return texts.count == entries.count ? texts : nil
      }
      guard let text = NumberText(node.text?.trimmed ?? ""), text.value >= 1, text.value <= 1_000_000,
        text.value == text.value.rounded()
      else {
        findings.error(
          "expected a number with a class, found \(node.found)", fix: "write for example '80 trucks'", at: node.place)
        return nil
      }
      return [StartText(name: text.unit.isEmpty ? nil : text.unit, count: Int(text.value), place: node.place)]
    }
  }
}

extension PostBuilder {
  /// Follows the names of classes, when all classes and their procedures are known.
  mutating func resolveContent() {
    for pending in pendingContent {
      let passing = traffic.indices.filter { index in
        traffic[index].value.procedure.contains { if case .enter(pending.space, _) = $0 { true } else { false } }
      }
      let isComplete = brokenProcedures.isEmpty && procedurePlaces.allSatisfy { $0 != nil }
      for text in pending.texts {
        guard let index = content(text, in: pending.space, passing, isComplete) else { continue }
        content.append(StartContent(trafficClass: index, space: pending.space, count: text.count))
        contentPlaces.append(text.place)
      }
    }
    checkContent()
  }

  private mutating func content(
    _ text: StartText, in space: Int, _ passing: [Int], _ isComplete: Bool
  ) -> Int? {
    let name = text.name
    let meant = passing.filter { name == nil || isMeant(name ?? "", traffic[$0].value.name) }
    let byVehicle = passing.filter { isMeant(name ?? "", traffic[$0].value.vehicle) }
    let found = meant.isEmpty ? byVehicle : meant
    if found.count == 1 { return found[0] }
    guard isComplete else { return nil }
    let spaceName = pools[space].value.name
    let names = passing.map { traffic[$0].value.name }
    let example = names.prefix(2).map { "\($0): \(text.count)" }.joined(separator: ", ")
    if passing.isEmpty {
      findings.error(
        "nobody enters \(spaceName.quoted), so nobody can be there at the start",
        fix: "add '{enter: \(spaceName)}' to a procedure, or delete 'at the start'", at: text.place)
    } else if found.isEmpty {
      findings.error(
        "no class that enters \(spaceName.quoted) is called \((name ?? "").quoted), nor its vehicle",
        fix: "write one of \(names.joined(separator: ", "))", at: text.place)
    } else {
      findings.error(
        "several classes could be meant: \(found.map { traffic[$0].value.name }.joined(separator: ", "))",
        fix: "write '{\(example)}'", at: text.place)
    }
    return nil
  }

  /// Whether a text is a name, or its plural.
  private func isMeant(_ text: String, _ name: String) -> Bool {
    !name.isEmpty && (text == name || text == name + "s" || text == name + "es")
  }

  private mutating func checkContent() {
    for (entry, place) in zip(content, contentPlaces) {
      let own = traffic[entry.trafficClass].value
      switch own.arrivals.process {
      case .neverEmpty:
        findings.error(
          "the source of \(own.name.quoted) is never empty; nobody else is there at the start",
          fix: "delete 'at the start'", at: place)
      case .population:
        findings.error(
          "the members of \(own.name.quoted) are all away at the start",
          fix: "write 'first: at once', or delete 'at the start'", at: place)
      default: break
      }
    }
    // Who is inside a space is inside those around it.
    var inside: [Int: Int] = [:]
    for entry in content {
      for space in spaces(around: entry) { inside[space, default: 0] += entry.count }
    }
    for (space, count) in inside.sorted(by: { $0.key < $1.key }) {
      guard case .constant(let places) = pools[space].value.capacity, count > places else { continue }
      findings.error(
        "\(count) are in \(pools[space].value.name.quoted) at the start, which has \(places) places",
        fix: "write fewer, or more places", at: pools[space].place)
    }
  }

  private func spaces(around entry: StartContent) -> [Int] {
    guard let space = entry.space else { return [] }
    var inside: [Int] = []
    for step in traffic[entry.trafficClass].value.procedure {
      switch step {
      case .enter(let other, _):
        inside.append(other)
        if other == space { return inside }
      case .leaveSpace(let other): inside.removeAll { $0 == other }
      default: break
      }
    }
    return inside
  }
}
