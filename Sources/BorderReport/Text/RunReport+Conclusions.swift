// SPDX-License-Identifier: GPL-3.0-or-later
import BorderModel
import BorderSimulation
import BorderStudy
import OutputAnalysis

extension RunReport {
  /// A few plain sentences: which line costs most, why, and where to look first.
  var conclusions: [String] {
    let waiting = linesOfWaiting
    let total = waiting.reduce(0) { $0 + $1.hoursPerDay }
    guard let worst = waiting.first, total > 0 else {
      return result.indicators.isEmpty ? [] : ["Nobody waits in this scenario."]
    }
    let chain = chain(behind: worst)
    var sentences = notCleared.isEmpty ? [] : [unfinishedSentence]
    sentences.append(mostWaiting(worst, share: worst.hoursPerDay / total, isExplained: !chain.sentences.isEmpty))
    sentences += chain.sentences
    if waiting.count > 1 && waiting[1].hoursPerDay / total >= 0.0005 {
      sentences += nextMost(waiting[1], share: waiting[1].hoursPerDay / total, after: chain)
    }
    sentences += notCleared.isEmpty ? firstLook(chain.origin) : loads
    return TextColumns.wrapped(sentences.joined(separator: " "), width: TextColumns.pageWidth)
  }

  private func firstLook(_ origin: String?) -> [String] { origin.map { ["Look first at '\($0)'."] } ?? [] }

  private var unfinishedSentence: String {
    "The post did not clear \(RunReport.list(notCleared.map(\.name))) within the run, so what counts is where the "
      + "queues stand, not the waits that have ended."
  }

  private func mostWaiting(_ line: LineOfWaiting, share: Double, isExplained: Bool) -> String {
    var text = share > 0.9995 ? "All waiting" : "Most of the waiting, \(percent(share)),"
    if share <= 0.5 { text = "The largest part of the waiting, \(percent(share))," }
    let hours = CountText.text(line.hoursPerDay)
    text += " is at '\(line.station)': about \(hours) hours a day, all who wait taken together"
    // A chain says itself why, and that nobody here is too busy.
    guard !isExplained, let cause = mainCause(of: line) else { return text + "." }
    let part = line.causes.first?.share ?? 1
    text += ", \(part > 0.995 ? "" : "for the most part (\(Number.fixed(part * 100, decimals: 0)) %) ")"
    return text + "because \(reason(cause))\(workload(ofPoolIn: cause))."
  }

  private func nextMost(_ line: LineOfWaiting, share: Double, after first: WaitingChain) -> [String] {
    let opening = "Next comes '\(line.station)' with \(percent(share))"
    let chain = chain(behind: line)
    if !chain.sentences.isEmpty {
      // Told already, if it ends where the first one did.
      let isNew = chain.origin != first.origin
      return isNew ? [opening + "."] + chain.sentences : [opening + ", for the same reason."]
    }
    guard let cause = mainCause(of: line) else { return [opening + "."] }
    let isKnown = first.origin != nil && first.origin == poolName(of: cause)
    return [opening + (isKnown ? ", for the same reason." : ", because \(reason(cause)).")]
  }

  /// Which pools that the unfinished pass have no reserve.
  private var loads: [String] {
    let passed = poolsPassedByUnfinished
    let rows = result.resources.filter {
      $0.capacity > 0 && (passed.isEmpty || passed.contains($0.pool)) && load($0) >= RunReport.fullLoad
    }
    let isWorking = { (row: ResourceRow) in row.kind != "places" && heldPart(of: row) < RunReport.heldMostly }
    let working = rows.filter(isWorking).map { "'\($0.pool)' (\(SpelledEstimate.share($0.utilisation).value))" }
    let others = rows.filter { !isWorking($0) }.map { "'\($0.pool)'" }
    if working.isEmpty && others.isEmpty {
      return ["No pool that they pass is taken all the time: the window may be too short; ask for more with --days."]
    }
    var sentences: [String] = []
    if !working.isEmpty {
      sentences.append(
        "Look first at \(RunReport.list(working)): \(working.count == 1 ? "it has" : "these have") no reserve.")
    }
    if !others.isEmpty {
      sentences.append("\(RunReport.list(others)) \(others.count == 1 ? "is" : "are") full or blocked in consequence.")
    }
    return sentences
  }

  private var poolsPassedByUnfinished: Set<String> {
    let names = Set(notCleared.map(\.name))
    var pools: Set<Int> = []
    for trafficClass in post.traffic where names.contains(trafficClass.name) {
      for step in trafficClass.procedure.withInner {
        switch step {
        case .control(let control, _): pools.formUnion(post.controls[control].needs)
        case .enter(let pool, _): pools.insert(pool)
        default: break
        }
      }
    }
    return Set(pools.map { post.pools[$0].name })
  }
}

/// Causes as clauses.
extension RunReport {
  /// A cause of the table as a clause that follows "because".
  func reason(_ cause: String) -> String {
    let pool = poolName(of: cause).map { "'\($0)'" }
    switch kind(of: cause) {
    case .busy:
      guard let pool else { return "everybody on duty is busy" }
      let isOne = poolName(of: cause).flatMap { resource($0) }?.capacity == 1
      return isOne ? "\(pool) is busy" : "all units of \(pool) on duty are busy"
    case .offDuty: return pool.map { "nobody of \($0) is on duty" } ?? "nobody is on duty"
    case .noPlace: return pool.map { "\($0) has no place left" } ?? "there is no place further on"
    case .closed: return pool.map { "\($0) is closed" } ?? "it is closed"
    case .broken: return pool.map { "\($0) is out of order" } ?? "something is out of order"
    case .onBreak: return pool.map { "all of \($0) on duty have a break" } ?? "there is a break"
    case .departure: return "the next departure is not due, or full"
    case .papers: return "papers are not ready"
    case .group: return "the rest of the group is missing"
    case .stay: return "the driver is not ready"
    case .partner: return pool.map { "no unit of \($0) is free while others needed are" } ?? "a partner is missing"
    case nil: return cause
    }
  }

  /// What the load of the pool in a cause says about it: never against it.
  func workload(ofPoolIn cause: String) -> String {
    guard let pool = poolName(of: cause), let row = resource(pool), let busy = row.utilisation.value else { return "" }
    let share = workShare(row.utilisation)
    if row.kind == "places" { return "; on average \(share) of its places are taken" }
    let part = heldPart(of: row)
    if part >= RunReport.heldInPart {
      return "; '\(pool)' works \(share) of its time on duty and is held for another "
        + "\(SpelledEstimate.share(held(row)).value) by those who wait for "
        + RunReport.list(spacesAwaited(byHoldersOf: pool).map { "'\($0)'" })
    }
    if kind(of: cause) == .offDuty { return "; when on duty, this pool works \(share) of the time" }
    if busy < 0.5 {
      return "; over the whole window this pool works only \(share) of its time on duty: the waiting comes in peaks"
    }
    return "; this pool works \(share) of its time on duty"
  }

  /// With its interval, unless that says nothing new.
  private func workShare(_ estimate: Estimate) -> String {
    let spelled = SpelledEstimate.share(estimate)
    return estimate.low == estimate.high ? spelled.value : spelled.inOneLine
  }
}
