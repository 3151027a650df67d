// SPDX-License-Identifier: GPL-3.0-or-later
import BorderModel
import BorderSimulation
import BorderStudy

/// What stands behind a cause: who holds units, what fills a space.
extension RunReport {
  func poolName(of cause: String) -> String? {
    guard let colon = cause.firstRange(of: ": ") else { return nil }
    return String(cause[colon.upperBound...])
  }

  func kind(of cause: String) -> CauseKind? { CauseKind.allCases.first { cause.hasPrefix($0.label) } }

  /// Spaces for whose places those wait who hold units of a pool: by the procedures; if these do not tell, by the
  /// causes.
  func spacesAwaited(byHoldersOf pool: String) -> [String] {
    var spaces: Set<String> = []
    for trafficClass in post.traffic {
      for (step, next) in zip(trafficClass.procedure.withInner, trafficClass.procedure.withInner.dropFirst()) {
        guard case .control(let control, _) = step, case .enter(let space, .wait) = next else { continue }
        let isHolder = post.controls[control].keeps && needs(control).contains(pool)
        if isHolder { spaces.insert(post.pools[space].name) }
      }
    }
    if spaces.isEmpty {
      for row in result.causes where kind(of: row.cause) == .noPlace { spaces.insert(poolName(of: row.cause) ?? "") }
    }
    let names = spaces.filter { !$0.isEmpty }.sorted()
    return names.isEmpty ? ["something else"] : names
  }

  private func needs(_ control: Int) -> [String] { post.controls[control].needs.map { post.pools[$0].name } }

  /// Pools a line needs that are busy all the time.
  func poolsWithoutReserve(at station: String) -> [String] {
    let controls = post.controls.indices.filter { post.controls[$0].name == station }
    return Set(controls.flatMap { needs($0) }).filter { pool in
      resource(pool).map { load($0) >= RunReport.fullLoad } ?? false
    }.sorted()
  }

  /// Controls that are passed on a place of a space.
  private func stationsWithin(_ space: String) -> Set<String> {
    var stations: Set<String> = []
    for trafficClass in post.traffic {
      var isInside = false
      for step in trafficClass.procedure.withInner {
        switch step {
        case .enter(let pool, _) where post.pools[pool].name == space: isInside = true
        case .leaveSpace(let pool) where post.pools[pool].name == space: isInside = false
        case .control(let control, _) where isInside: stations.insert(post.controls[control].name)
        // Whoever waits for a place further on keeps the one he has.
        case .enter(let pool, _) where isInside: stations.insert(post.pools[pool].name)
        default: break
        }
      }
    }
    return stations
  }

  /// The line that takes most of a space.
  func mainLine(within space: String) -> LineOfWaiting? {
    let stations = stationsWithin(space)
    return linesOfWaiting.first { stations.contains($0.station) }
  }
}

/// How a wait came about, from the line where it is seen to the pool or space where it begins.
struct WaitingChain {
  /// In order, each a sentence.
  var sentences: [String] = []
  /// Where to look first; `nil` where the rows do not tell.
  var origin: String?
}

extension RunReport {
  /// What is behind a line whose main cause lies elsewhere: held units or a full space. Empty for any other line.
  func chain(behind line: LineOfWaiting) -> WaitingChain {
    var chain = WaitingChain()
    var passed: Set<String> = [line.station]
    var cause = mainCause(of: line)
    // Ends: each turn passes a line that has not been passed before.
    while let (space, sentence) = cause.flatMap({ spaceBehind($0) }) {
      if !sentence.isEmpty { chain.sentences.append(sentence) }
      chain.origin = space
      var filled = "'\(space)' \(takenPlaces(of: space))"
      guard let next = mainLine(within: space), passed.insert(next.station).inserted else {
        chain.sentences.append(filled + ".")
        return chain
      }
      filled += "; the longest line of those inside is '\(next.station)'\(lengthOfLine(next))"
      cause = mainCause(of: next)
      if let cause, spaceBehind(cause) == nil {
        filled += ", where they wait because \(reason(cause))\(workload(ofPoolIn: cause))"
        chain.origin = poolName(of: cause)
      }
      chain.sentences.append(filled + ".")
    }
    return chain
  }

  /// The cause of most of the wait; where no wait has ended, a pool without reserve stands for it.
  func mainCause(of line: LineOfWaiting) -> String? {
    line.causes.first?.cause ?? poolsWithoutReserve(at: line.station).first.map { "\(CauseKind.busy.label): \($0)" }
  }

  /// The space where a cause goes on: the one that is full, or the one for which the holders of units wait.
  private func spaceBehind(_ cause: String) -> (space: String, sentence: String)? {
    guard let pool = poolName(of: cause), let row = resource(pool) else { return nil }
    switch kind(of: cause) {
    case .noPlace: return (space: pool, sentence: "")
    case .busy where heldPart(of: row) >= RunReport.heldMostly:
      let spaces = spacesAwaited(byHoldersOf: pool)
      let fullest = spaces.max { (usedShare(of: $0), $1) < (usedShare(of: $1), $0) } ?? spaces[0]
      let sentence =
        "'\(pool)' is blocked rather than busy: it works \(SpelledEstimate.share(row.utilisation).value) of its time "
        + "on duty, and for \(SpelledEstimate.share(held(row)).value) it is held by those who wait for a place in "
        + "\(RunReport.list(spaces.map { "'\($0)'" }))."
      return (space: fullest, sentence: sentence)
    default: return nil
    }
  }

  private func usedShare(of space: String) -> Double { resource(space).map { load($0) } ?? 0 }

  private func takenPlaces(of space: String) -> String {
    guard let row = resource(space), row.utilisation.value != nil else { return "has no place left" }
    let share = SpelledEstimate.share(row.utilisation).value
    let isFull = (row.utilisation.value ?? 0) >= RunReport.fullLoad
    let fullness = isFull ? "has hardly ever a free place" : "has no free place at times"
    return "\(fullness): on average \(share) of its places are taken"
  }

  private func lengthOfLine(_ line: LineOfWaiting) -> String {
    guard let length = estimate("queue_length", "mean", of: "", at: line.station)?.value else { return "" }
    return " (on average \(CountText.text(length)) stand there)"
  }
}
