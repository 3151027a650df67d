// SPDX-License-Identifier: GPL-3.0-or-later
import BorderModel

// MARK: - Places of waiting without a line

extension NetworkCompiler {
  /// Where and why a step waits outside all lines, if it does.
  func wait(of step: ProcedureStep) -> (name: String, kind: CauseKind)? {
    guard let name = step.placeOfWaiting({ post.controls[$0].name }) else { return nil }
    switch step {
    case .stay: return (name, .stay)
    case .awaitPapers: return (name, .papers)
    default: return (name, .group)
    }
  }

  func waitStation(of step: ProcedureStep) -> Int? {
    guard let wait = wait(of: step) else { return nil }
    return stations.firstIndex { $0.wait == wait.kind && $0.name == wait.name }
  }

  /// The one cause of a place without a line.
  mutating func layOutWaitCause(of trafficClass: Int, at station: Int, _ kind: CauseKind) {
    network.layout.causes.append(.init(trafficClass: trafficClass, station: station, kind: kind, pool: nil))
  }

  /// A step that waits at such a place; `kind` and `bundle` are for the kernel.
  func waitStep(_ code: StepCode, _ step: ProcedureStep, _ writer: inout ProgramWriter, bundle: Int = 0) -> Step {
    let station = waitStation(of: step) ?? 0
    let wait = wait(of: step)
    let kind = wait?.kind ?? .group
    let visit = nextVisit(wait?.name ?? "", &writer)
    var result = Step(code: code, a: Int32(station))
    result.stamp = stampColumns[StampKey(place: wait?.name ?? "", visit: visit + 1)] ?? -1
    result.tally = tally(.waitingAtStation(station), writer.trafficClass)
    result.cause = causeBase[writer.trafficClass][station]
    result.value = WaitOperand(kind: kind, bundle: bundle, clock: Int(clock(of: stations[station].state))).value
    return result
  }
}

/// What a step that waits outside all lines says in its `value`.
struct WaitOperand {
  let value: Int64

  init(kind: CauseKind, bundle: Int, clock: Int) {
    value = Int64(kind.rawValue) | Int64(bundle) << 8 | Int64(clock) << 16
  }

  init(_ value: Int64) { self.value = value }

  var kind: Int { Int(value & 0xFF) }
  /// Which of the bodies split off it waits for; 0...7.
  var bundle: Int { Int((value >> 8) & 0xFF) }
  /// Hours are those of this state: 0 A, 1 B.
  var clock: Int { Int(value >> 16) }
}
