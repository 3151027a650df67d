// SPDX-License-Identifier: GPL-3.0-or-later
import BorderModel
import BorderSimulation
import BorderStudy

/// Cars and trucks at a gate; trucks then wait for places of a yard and are scanned there by an officer and a scanner.
/// Queues build up in the day, and all have left soon after the end.
enum CongestedPost {
  static var post: BorderPost {
    let rates = [Double](repeating: 2, count: 7) + [18, 22, 22, 14, 10, 10, 14, 16] + [Double](repeating: 3, count: 9)
    return BorderPost(
      name: "Congested", calendar: Calendar(starts: CivilDate(year: 2025, month: 3, day: 7), days: 2),
      pools: [
        Pool(
          name: "officers", kind: .officers,
          capacity: .shifts([
            Shift(from: 0, to: 1_440, officers: 1), Shift(from: 420, to: 1_080, officers: 2),
          ])),
        Pool(name: "scanner", kind: .equipment, capacity: .constant(1)),
        Pool(name: "yard", kind: .places, state: .b, capacity: .constant(3)),
        Pool(name: "hall", kind: .places, state: .b, capacity: .constant(4)),
      ],
      controls: [
        Control(name: "gate", needs: [0], time: .same(.exponential(mean: minutes(5)))),
        Control(name: "scan", state: .b, needs: [0, 1], time: .same(.uniform(low: minutes(4), high: minutes(12)))),
      ],
      traffic: [
        TrafficClass(
          name: "truck", vehicle: "truck", direction: .bToA, priority: 1,
          arrivals: Arrivals(rates: repeated(rates.map { $0 / 4 })),
          procedure: [
            .control(0, if: .always), .enter(2, whenFull: .wait), .control(1, if: Condition(share: 0.7)),
            .leaveSpace(2), .control(0, if: .always), .leave,
          ]),
        TrafficClass(
          name: "car", vehicle: "car", arrivals: Arrivals(rates: repeated(rates)),
          procedure: [.enter(3, whenFull: .turnAway), .control(0, if: .always), .leaveSpace(3), .leave]),
      ],
      targets: [
        Target(trafficClass: 0, quantity: .crossingTime, within: minutes(60)),
        Target(trafficClass: 0, quantity: .crossingTime, within: minutes(90)),
        Target(trafficClass: 1, quantity: .waitingTime(control: 0), within: minutes(5)),
      ],
      probes: [
        Probe(name: "noon", clockMinute: 720, quantity: .numberPresent(moreThan: 10)),
        Probe(name: "noon again", clockMinute: 720, quantity: .numberPresent(moreThan: 20)),
        Probe(name: "evening", clockMinute: 1_110, quantity: .numberPresent(moreThan: nil)),
        Probe(name: "wait at noon", clockMinute: 720, quantity: .virtualWait(control: 1)),
      ])
  }

  /// The hourly rates of a day for all seven days.
  private static func repeated(_ day: [Double]) -> [Double] { (0..<7).flatMap { _ in day } }

  private static func minutes(_ value: Int64) -> TimeSpan { TimeSpan(microseconds: value * 60_000_000) }
}
