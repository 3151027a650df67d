// SPDX-License-Identifier: GPL-3.0-or-later
import BorderModel

/// Words on how classes come, where a number per week does not tell it.
enum SupplyText {
  /// What brings a class whose number depends on the post.
  static func supply(of index: Int, in post: BorderPost) -> String {
    switch post.traffic[index].arrivals.process {
    case .neverEmpty: "as many as the post takes"
    case .population(let members, _, _): "\(CountText.counted(members, "member")), in turn"
    case .returns(let other, _, _): "returns of \(post.traffic[other].name)"
    default: ""
    }
  }

  /// What must be known to read the volumes and the work.
  static func notes(on post: BorderPost) -> [String] {
    var notes: [String] = []
    let order = post.traffic.indices.sorted { post.traffic[$0].name < post.traffic[$1].name }
    let unknown = order.filter { post.dailyVolume(ofClass: $0) == nil }.map { post.traffic[$0].name }
    if !unknown.isEmpty {
      notes.append(
        "How many of \(unknown.joined(separator: ", ")) come depends on how fast they are served; they are left out of "
          + "the work below.")
    }
    let returning = order.filter { index in
      guard case .returns(let other, _, _) = post.traffic[index].arrivals.process else { return false }
      return post.dailyVolume(ofClass: index) != nil && post.traffic[other].mayBeTurnedAway
    }
    if !returning.isEmpty {
      let names = returning.map { post.traffic[$0].name }.joined(separator: ", ")
      notes.append("The number of \(names) is that if nobody is turned away before.")
    }
    for entry in post.provenance where entry.path.hasSuffix(" / counted at") {
      let name = entry.path.split(separator: "/").dropFirst().first.map { $0.filter { $0 != "\"" } } ?? ""
      notes.append(
        "\(name.trimmingBlanks) counted at \(entry.value): where traffic was already queueing, this is a lower bound.")
    }
    let content = post.content.reduce(0) { $0 + $1.count }
    if content > 0 {
      notes.append("\(CountText.text(Double(content))) are there at the start; they count in no mean.")
    }
    return notes.flatMap { TextColumns.wrapped($0, width: TextColumns.pageWidth) }
  }
}

extension TrafficClass {
  fileprivate var mayBeTurnedAway: Bool {
    procedure.contains { if case .enter(_, .turnAway) = $0 { true } else { false } }
  }
}

extension String {
  fileprivate var trimmingBlanks: String {
    var text = Substring(self)
    while text.first == " " { text.removeFirst() }
    while text.last == " " { text.removeLast() }
    return String(text)
  }
}
