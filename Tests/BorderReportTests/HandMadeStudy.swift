// SPDX-License-Identifier: GPL-3.0-or-later
import BorderModel
import BorderReport
import BorderSimulation
import BorderStudy
import OutputAnalysis

/// A study made up by hand: trucks and cars at a gate and at customs.
enum HandMadeStudy {
  static var post: BorderPost {
    let minutes = { (value: Int64) in Law.constant(TimeSpan(microseconds: value * 60_000_000)) }
    return BorderPost(
      name: "Small post", question: "Who waits, and why?", countries: [.a: "Kenya", .b: "Uganda"], layout: .juxtaposed,
      calendar: Calendar(
        starts: CivilDate(year: 2025, month: 3, day: 3), days: 7, warmUpDays: 1,
        clockOffsetMinutes: [.a: 180, .b: 180]),
      pools: [
        Pool(
          name: "customs.B", kind: .officers, state: .b,
          capacity: .shifts([
            Shift(from: 360, to: 840, officers: 3), Shift(from: 1_320, to: 360, officers: 1, weekdays: [0, 1]),
          ])),
        Pool(name: "gate", kind: .equipment, capacity: .constant(1)),
        Pool(name: "yard B", kind: .places, state: .b, capacity: .constant(40)),
      ],
      controls: [
        Control(name: "gate in", needs: [1], time: .same(minutes(2))),
        Control(
          name: "entry customs", state: .b, needs: [0],
          time: .byChannel(["green": minutes(3), "red": minutes(60)])),
      ],
      traffic: [
        TrafficClass(
          name: "truck", vehicle: "truck", arrivals: Arrivals(rates: [2]),
          channels: [Channel(name: "green", share: 0.75), Channel(name: "red", share: 0.25)],
          procedure: [
            .control(0, if: .always), .control(1, if: Condition(channels: ["red"], share: 0.2)), .leave,
          ]),
        TrafficClass(
          name: "car", vehicle: "car", direction: .bToA, arrivals: Arrivals(rates: [6]),
          procedure: [.control(0, if: .always), .leave]),
      ],
      provenance: [
        Provenance(
          path: "traffic / truck / arrivals / rate", value: "48 per day", source: "Counts, week 9", date: "2025-03",
          grade: .measured, range: ["40", "55"]),
        Provenance(path: "controls / gate in / time", value: "2 min", grade: .assumed),
      ])
  }

  static var layout: ObservationLayout {
    ObservationLayout(
      classes: [
        (name: "car", direction: .bToA, channels: []),
        (name: "truck", direction: .aToB, channels: ["green", "red"]),
      ],
      outcomes: ["released", "turned away at yard B"],
      stamps: [.init("gate in", .joined), .init("gate in", .started), .init("entry customs", .finished, visit: 2)])
  }

  static func estimate(
    _ value: Double?, _ halfWidth: Double? = nil, status: Estimate.Status = .few,
    estimator: Estimate.Estimator = .ratio
  ) -> Estimate {
    let low = value.flatMap { value in halfWidth.map { value - $0 } }
    let high = value.flatMap { value in halfWidth.map { value + $0 } }
    return Estimate(
      value: value, low: low, high: high, confidence: 0.95, replications: 20, status: status, estimator: estimator)
  }

  static func result(truckStatus: Estimate.Status = .few) -> StudyResult {
    StudyResult(
      scenario: "Small post", seed: 1, replicationsAsked: 20, replications: 20, isInterrupted: false, fault: nil,
      events: 123_456, days: 7, layout: layout, indicators: indicators(truckStatus), hourly: hourly,
      resources: resources, causes: causes, observationsDigest: String(repeating: "0123456789abcdef", count: 4))
  }

  private static func indicators(_ truckStatus: Estimate.Status) -> [IndicatorRow] {
    func rows(
      _ trafficClass: String, _ direction: String,
      _ numbers: [(indicator: String, statistic: String, station: String, unit: String, estimate: Estimate)]
    ) -> [IndicatorRow] {
      numbers.map {
        IndicatorRow(
          indicator: $0.indicator, trafficClass: trafficClass, direction: direction, station: $0.station,
          statistic: $0.statistic, unit: $0.unit, estimate: $0.estimate)
      }
    }
    let truckMean = estimate(312.25, 21, status: truckStatus)
    return rows(
      "car", "B to A",
      [
        ("arrivals_per_day", "mean", "", "per day", estimate(144.1, 1.8)),
        ("crossing_time_min", "mean", "", "min", estimate(8.4, 0.31)),
        ("crossing_time_min", "p50", "", "min", estimate(6.1, 0.2)),
        ("crossing_time_min", "p90", "", "min", estimate(18.9, 0.9)),
        ("crossing_time_min", "p95", "", "min", estimate(25.1, 1.3)),
        ("waiting_time_min", "mean", "", "min", estimate(6.4, 0.31)),
        ("waiting_time_min", "mean", "gate in", "min", estimate(6.4, 0.31)),
        ("service_time_min", "mean", "", "min", estimate(2, 0)),
        ("outcome_share", "released", "", "share", estimate(1, 0)),
      ])
      + rows(
        "truck", "A to B",
        [
          ("arrivals_per_day", "mean", "", "per day", estimate(47.9, 0.7)),
          ("crossing_time_min", "mean", "", "min", truckMean),
          ("crossing_time_min", "p50", "", "min", estimate(200.4, 14)),
          ("crossing_time_min", "p90", "", "min", estimate(725.2, 61)),
          ("crossing_time_min", "p95", "", "min", estimate(truckStatus == .censored ? nil : 1_082, 104)),
          ("waiting_time_min", "mean", "", "min", estimate(280.1, 20)),
          ("waiting_time_min", "mean", "gate in", "min", estimate(6.5, 0.4)),
          ("waiting_time_min", "mean", "entry customs", "min", estimate(684, 43)),
          ("service_time_min", "mean", "", "min", estimate(19, 0.4)),
          ("outcome_share", "released", "", "share", estimate(0.9715, 0.004)),
          ("share_within_target", "within 4 h", "", "share", estimate(0.613, 0.021)),
        ])
  }

  private static var hourly: [HourlyRow] {
    [0, 23].map { hour in
      HourlyRow(
        indicator: "queue_length", trafficClass: "", direction: "", station: "gate in", statistic: "mean",
        unit: "entities", weekday: 6, hour: hour, estimate: estimate(Double(hour) / 7, 0.5, estimator: .timeAverage))
    }
  }

  private static var resources: [ResourceRow] {
    let share = { (value: Double) in estimate(value, 0.01, estimator: .timeAverage) }
    return [
      ResourceRow(
        pool: "customs.B", kind: "officers", capacity: 3, busy: share(0.31), kept: share(0), free: share(0.02),
        freeForWantOfPartner: share(0), onBreak: share(0), down: share(0),
        settingUp: share(0), away: share(0), offDuty: share(0.67),
        utilisation: share(0.939), overtimeMinutesPerDay: estimate(31.4, 2)),
      ResourceRow(
        pool: "gate", kind: "equipment", capacity: 1, busy: share(0.26), kept: share(0), free: share(0.74),
        freeForWantOfPartner: share(0), onBreak: share(0), down: share(0),
        settingUp: share(0), away: share(0), offDuty: share(0),
        utilisation: share(0.26), overtimeMinutesPerDay: estimate(0, 0)),
      ResourceRow(
        pool: "agents", kind: "officers", capacity: 0, busy: share(0), kept: share(0), free: share(0),
        freeForWantOfPartner: share(0), onBreak: share(0), down: share(0),
        settingUp: share(0), away: share(0), offDuty: share(0),
        utilisation: estimate(nil), overtimeMinutesPerDay: estimate(0, 0)),
    ]
  }

  private static var causes: [CauseRow] {
    func row(_ trafficClass: String, _ direction: String, _ station: String, _ cause: String, _ minutes: Double)
      -> CauseRow
    {
      CauseRow(
        trafficClass: trafficClass, direction: direction, station: station, cause: cause,
        minutes: estimate(minutes, 1), minutesSole: estimate(minutes / 2, 1), minutesPresent: estimate(minutes * 2, 1))
    }
    return [
      row("car", "B to A", "gate in", "all busy: gate", 6.4),
      row("truck", "A to B", "entry customs", "all busy: customs.B", 191.5),
      row("truck", "A to B", "entry customs", "nobody on duty: customs.B", 82.1),
      row("truck", "A to B", "gate in", "all busy: gate", 6.5),
    ]
  }
}
