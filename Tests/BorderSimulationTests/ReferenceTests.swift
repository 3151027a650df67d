// SPDX-License-Identifier: GPL-3.0-or-later
import BorderModel
import BorderSimulation
import Testing

/// One replication of a post, with its rows; it goes on when some can never go on, so that what happens to the others
/// is seen to the end.
func observations(
  of post: BorderPost, seed: UInt64 = 1, replication: Int = 1, forcesRounds: Bool = false
) throws -> (layout: ObservationLayout, observations: Observations) {
  let network = try FlowNetwork(compiling: post)
  var options = ReplicationRunner.Options(recordsEntities: true, eventLimit: 5_000_000)
  options.forcesRounds = forcesRounds
  options.ignoresDeadlock = true
  let result = ReplicationRunner(network, options: options)
    .observations(replication: replication, seed: seed) { false }
  return (network.layout, try #require(result))
}

extension EntityRows {
  /// Row by row.
  var list: [[Int64]] { stride(from: 0, to: values.count, by: max(1, width)).map { Array(values[$0..<($0 + width)]) } }
}

@Suite("Property: a second simulator, written plainly from the same rules, gives every stamp and every cause")
struct ReferenceTests {
  @Test("Over random posts, to the microsecond", arguments: 0..<12)
  func agrees(_ part: UInt64) throws {
    for seed in (part * 100)..<(part * 100 + 100) {
      if let difference = try difference(seed: seed) {
        Issue.record("post \(seed): \(difference)")
        return
      }
    }
  }

  /// The first row that differs, in words.
  private func difference(seed: UInt64) throws -> String? {
    let post = RandomPost.post(seed: seed, limits: .init(allowsUnits: false))
    let (layout, observed) = try observations(of: post, seed: seed)
    var reference = ReferenceSimulator(post, layout: layout, replication: 1, seed: seed)
    reference.run()
    if let fault = observed.fault { return "fault \(fault)" }
    if let difference = differenceOfRows(observed.entities.list, reference.rows, layout) { return difference }
    for (index, expected) in reference.causesInLayout.enumerated() {
      let cause = observed.causes[index]
      let observed = CauseTime(microseconds: cause.microseconds, sole: cause.sole, present: cause.present)
      if observed != expected { return "cause \(layout.causes[index]): \(observed), not \(expected)" }
    }
    for (index, look) in reference.looks.enumerated() {
      let seen = observed.probes[index]
      let observed = ReferenceSimulator.Look(
        count: seen.count, sum: seen.sum, above: seen.above, unanswered: seen.unanswered)
      if observed != look { return "\(layout.probes[index]): \(observed), not \(look)" }
    }
    return differenceOfPools(observed, layout, reference)
  }

  /// The earliest stamp that differs: it is nearest to the reason.
  private func differenceOfRows(_ rows: [[Int64]], _ expected: [[Int64]], _ layout: ObservationLayout) -> String? {
    if rows.count != expected.count { return "\(rows.count) rows instead of \(expected.count)" }
    let columns =
      ["class", "ordinal", "arrival", "departure", "outcome", "channel"]
      + layout.stamps.map { "\($0.event) \($0.place) \($0.visit)" } + CauseKind.allCases.map { $0.label }
    var first: (time: Int64, text: String)?
    for (row, other) in zip(rows, expected) where row != other {
      for column in row.indices where row[column] != other[column] {
        let isStamp = column >= 6 && column < row.count - CauseKind.allCases.count
        let time = isStamp ? max(row[column], other[column]) : Int64.max - 1
        let text = "class \(row[0]) entity \(row[1]): \(columns[column]) is \(row[column]), not \(other[column])"
        if time < first?.time ?? .max { first = (time, text) }
      }
    }
    return first?.text
  }

  private func differenceOfPools(
    _ observed: Observations, _ layout: ObservationLayout, _ reference: ReferenceSimulator
  ) -> String? {
    for (index, pool) in layout.pools.enumerated() where !pool.isUnlimited {
      guard let own = reference.post.pools.firstIndex(where: { $0.name == pool.name }) else { return pool.name }
      let resource = observed.resources[index]
      let areas = ResourceAreas(
        onDuty: resource.onDuty, busy: resource.busy, kept: resource.kept,
        freeForWantOfPartner: resource.freeForWantOfPartner, overtime: resource.overtime)
      var expected = reference.areas[own]
      expected.wanted = 0
      if areas != expected { return "\(pool.name): \(areas), not \(expected)" }
    }
    return nil
  }
}
