// SPDX-License-Identifier: GPL-3.0-or-later
import BorderModel
import BorderScenario
import Foundation

/// A scenario that uses every word of the language, and means of spoiling it.
enum GoodScenario {
  static let text = """
    osbp: 1
    name: Malaba
    question: What does one stop save?
    countries: {A: Kenya, B: Uganda}
    layout: juxtaposed
    overtaking: strict
    calendar: {starts: 2025-03-03, days: 28, clock: {A: "+03:00", B: "+03:00"}, warm-up: 2 d}
    agencies:
      customs: {states: [A, B], kind: customs, private: no}
      agents: {states: B, kind: clearing agent, private: yes}
    staff:
      customs.B: {officers: 20}
      examination customs.B:
        agency: customs.B
        shifts:
          - {from: "06:00", to: "14:00", officers: 18}
          - {from: "22:00", to: "06:00", officers: 13, days: [mon, tue, wed, thu, fri]}
        at end of shift: hand over
      gate keeper: {officers: 4, state: B}
    equipment:
      scanner: {kind: drive-through X-ray, units: 2, state: B}
      scale: {units: unlimited}
    spaces:
      yard B: {places: 250, state: B}
      road: {places: unlimited}
    controls:
      gate in: {by: gate keeper, time: {law: erlang, shape: 2, mean: 2 min}, keeps: yes}
      entry customs:
        by: [customs.B]
        state: B
        time: {green: 2 min, yellow: {mode: 20 min, low: 8 min, high: 60 min},
          red: {law: lognormal, mean: 40 min, cv: 1}}
      scan: {by: examination customs.B, with: scanner, time: {median: 5 min, p90: 12 min}}
      weigh: {with: scale, time: {law: constant, value: 90 s}}
      stamp: {by: customs.B, time: {value: {law: gamma, mean: 2 min, cv: 0.8}, source: guess, grade: D}}
      wave through: {time: {law: uniform, low: 5 s, high: 10 s}}
    traffic:
      transit truck:
        vehicle: truck
        direction: A to B
        priority: 1
        arrivals:
          rate: {value: 425 per day, source: "KRA 2018", date: 2018, grade: C, range: [400, 450]}
          profile: [1, 1, 1, 1, 1, 2, 3, 4, 6, 7, 7, 7, 6, 6, 6, 6, 5, 4, 3, 2, 2, 1, 1, 1]
          days: {sun: 0.6}
        channels: {green: 60 %, yellow: 30 %, red: 10 %}
      car:
        direction: B to A
        arrivals: {rate: 20 per hour}
    procedures:
      transit truck:
        - gate in
        - {enter: road}
        - {control: scan, if: red, or: 5 % at random}
        - {enter: yard B, when full: wait}
        - {leave: road}
        - {control: weigh, share: 20 %}
        - entry customs
        - {travel: to the gate, time: {law: exponential, mean: 4 min}}
        - {leave: yard B}
        - leave
      car: [wave through, stamp, leave]
    targets:
      transit truck: 90 % within 4 h
      car:
        - {at: stamp, waiting within: 10 min, share: 90 %}
        - {within: 1 h}
    probes:
      noon: {at: "12:00", of: number present, more than: 20}
      wait at noon: {at: "12:00", of: virtual wait, control: stamp}

    """

  /// The scenario with the first occurrence of a piece of text exchanged.
  ///
  /// - Returns: `nil` if the piece does not occur.
  static func exchanging(_ old: String, _ new: String) -> String? {
    guard let range = text.range(of: old) else { return nil }
    return text.replacingCharacters(in: range, with: new)
  }
}
