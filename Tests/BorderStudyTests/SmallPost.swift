// SPDX-License-Identifier: GPL-3.0-or-later
import BorderModel
import BorderStudy
import Synchronization

/// A post with all that a study can meet: two states, two classes, a joint control, shifts, a gate that stays
/// occupied until the yard has room, a lot that turns away.
enum SmallPost {
  /// - Parameter load: 1 leaves nobody inside for long, 4 is more than the officers can do.
  static func post(load: Double = 1, days: Int = 2) -> BorderPost {
    BorderPost(
      name: "Small post",
      calendar: Calendar(
        starts: CivilDate(year: 2025, month: 3, day: 3), days: days, warmUpDays: 1,
        clockOffsetMinutes: [.a: 180, .b: 120]),
      pools: [
        Pool(name: "gate", kind: .equipment, capacity: .constant(1)),
        Pool(
          name: "customs.B", kind: .officers, state: .b,
          capacity: .shifts([Shift(from: 360, to: 840, officers: 2), Shift(from: 840, to: 1_320, officers: 2)])),
        Pool(
          name: "customs.A", kind: .officers, state: .a,
          capacity: .shifts([Shift(from: 0, to: 720, officers: 2), Shift(from: 720, to: 1_440, officers: 2)])),
        Pool(name: "yard", kind: .places, state: .b, capacity: .constant(6)),
        Pool(name: "lot", kind: .places, capacity: .constant(2)),
      ],
      controls: [
        Control(name: "truck gate", needs: [0], time: .same(.exponential(mean: minutes(2))), keeps: true),
        Control(
          name: "entry customs", state: .b, needs: [1, 2],
          time: .same(.gamma(mean: minutes(20), coefficientOfVariation: 1))),
        Control(name: "car gate", needs: [0], time: .same(.exponential(mean: minutes(2)))),
      ],
      traffic: [
        TrafficClass(
          name: "truck", arrivals: Arrivals(rates: [2 * load]),
          procedure: [
            .control(0, if: .always), .enter(3, whenFull: .wait), .control(1, if: .always), .leaveSpace(3), .leave,
          ]),
        TrafficClass(
          name: "car", direction: .bToA, arrivals: Arrivals(rates: [5 * load]),
          procedure: [
            .enter(4, whenFull: .turnAway), .control(2, if: .always), .leaveSpace(4),
            .control(1, if: Condition(share: 0.1)), .leave,
          ]),
      ],
      targets: [
        Target(trafficClass: 0, quantity: .crossingTime, within: minutes(240)),
        Target(trafficClass: 1, quantity: .waitingTime(control: 2), within: minutes(10)),
      ],
      probes: [Probe(name: "noon", clockMinute: 720, quantity: .numberPresent(moreThan: 5))])
  }

  private static func minutes(_ value: Int64) -> TimeSpan { TimeSpan(microseconds: value * 60_000_000) }

  static func study(
    _ post: BorderPost, replications: Int, threads: Int = 1, seed: UInt64 = 1, recordsEntities: Bool = false,
    eventLimit: Int64 = 1_000_000
  ) throws -> Study {
    try Study(
      post,
      options: Study.Options(
        replications: replications, seed: seed, threads: threads, recordsEntities: recordsEntities,
        eventLimit: eventLimit))
  }
}

/// A wish that one thread utters and others hear; a class because they share it.
final class Flag: Sendable {
  private let value = Atomic(false)
  var isRaised: Bool { value.load(ordering: .relaxed) }
  func raise() { value.store(true, ordering: .relaxed) }
}

/// Everything in the tables, bit for bit: numbers are spelled in the fewest digits that tell them apart.
func spelled(_ result: StudyResult) -> [String] {
  var lines = result.indicators.map { "\($0)" }
  lines += result.hourly.map { "\($0)" }
  lines += result.resources.map { "\($0)" }
  lines += result.causes.map { "\($0)" }
  return lines + [result.observationsDigest, "\(result.events)", "\(result.replications)"]
}
