// SPDX-License-Identifier: GPL-3.0-or-later
import BorderModel
import BorderStudy

extension SecondSetting {
  static let bodies = [forkJoin, jackson]

  /// Two desks of unequal speed.
  private static let forkJoin: SecondSetting = {
    let queue = ForkJoinQueue(arrivalRate: 12.0 / 60, serviceRates: [1 / 3.0, 1 / 2.5])
    let post = network(
      perHour: 12, desks: [("first", 1, 3), ("second", 1, 2.5)],
      procedure: [
        .together([
          Branch(steps: [.control(0, if: .always)]), Branch(body: "papers", steps: [.control(1, if: .always)]),
        ]), .leave,
      ])
    return SecondSetting(
      "fork-join", post,
      [
        (.crossingTime(.mean), queue.meanTime),
        (.waiting(station: "waiting for papers", .mean), queue.meanTime - queue.meanTime(atDesk: 0)),
      ])
  }()

  /// Three controls; of those behind the second, some go back to the first, of those behind the third, to the second.
  private static let jackson: SecondSetting = {
    let queue = JacksonNetwork(
      arrivals: [0.4, 0, 0], routing: [[0, 0.5, 0], [0.2, 0, 0.3], [0, 0.4, 0]],
      stations: [(2, 1 / 3.0), (1, 1 / 2.0), (1, 1 / 5.0)])
    // From the second control 20 % go to the first, and of the other 80 % three in eight to the third.
    let third: [ProcedureStep] = [
      .control(2, if: .always), .back(to: "second", if: Condition(share: 0.4), atMost: nil),
    ]
    let second: [ProcedureStep] = [
      .label("second"), .control(1, if: .always), .back(to: "first", if: Condition(share: 0.2), atMost: nil),
      .choose(Condition(share: 0.375), steps: third, otherwise: []),
    ]
    let post = network(
      perHour: 24, desks: [("first", 2, 3), ("second", 1, 2), ("third", 1, 5)],
      procedure: [
        .label("first"), .control(0, if: .always), .choose(Condition(share: 0.5), steps: second, otherwise: []), .leave,
      ])
    return SecondSetting(
      "jackson", post,
      [
        (.crossingTime(.mean), queue.meanTime), (.waiting(station: "first", .mean), queue.meanWait(at: 0)),
        (.waiting(station: "second", .mean), queue.meanWait(at: 1)),
        (.waiting(station: "third", .mean), queue.meanWait(at: 2)),
      ])
  }()

  /// - Parameter desks: Name, officers and mean minutes of exponential work; each has its own officers.
  private static func network(
    perHour: Double, desks: [(name: String, officers: Int, minutes: Double)], procedure: [ProcedureStep]
  ) -> BorderPost {
    BorderPost(
      name: "Second setting",
      calendar: Calendar(starts: CivilDate(year: 2025, month: 3, day: 3), days: 200, warmUpDays: 5),
      pools: desks.map { Pool(name: "officers \($0.name)", kind: .officers, capacity: .constant($0.officers)) },
      controls: desks.enumerated().map { index, desk in
        let mean = TimeSpan(microseconds: Int64(desk.minutes * 60_000_000))
        return Control(name: desk.name, needs: [index], time: .same(.exponential(mean: mean)))
      },
      traffic: [TrafficClass(name: "traveller", arrivals: Arrivals(rates: [perHour]), procedure: procedure)])
  }
}

/// Two queues that each arrival joins at once: a Markov chain of the two numbers present.
///
/// The case is present while either number counts it, and both are first-come, so that the larger number is the number
/// of cases present: Nelson and Tantawi, IEEE Transactions on Computers 37 (1988) 739.
struct ForkJoinQueue {
  let arrivalRate: Double
  let serviceRates: [Double]
  private static let most = 120

  /// By Little's law.
  var meanTime: Double { expected { Double(max($0, $1)) } / arrivalRate }

  /// Each desk by itself is an M/M/1.
  func meanTime(atDesk desk: Int) -> Double { 1 / (serviceRates[desk] - arrivalRate) }

  private func expected(_ value: (Int, Int) -> Double) -> Double {
    let probabilities = stationary
    let side = Self.most + 1
    return probabilities.indices.reduce(0) { $0 + probabilities[$1] * value($1 / side, $1 % side) }
  }

  /// Gauss-Seidel over the balance equations; arrivals beyond the edge are lost, which is below 1e-9 here.
  private var stationary: [Double] {
    let side = Self.most + 1
    var p = [Double](repeating: 1 / Double(side * side), count: side * side)
    for _ in 0..<3000 {
      var change = 0.0
      for a in 0..<side {
        for b in 0..<side {
          var flow = 0.0
          if a > 0, b > 0 { flow += arrivalRate * p[(a - 1) * side + b - 1] }
          if a + 1 < side { flow += serviceRates[0] * p[(a + 1) * side + b] }
          if b + 1 < side { flow += serviceRates[1] * p[a * side + b + 1] }
          let accepts = a + 1 < side && b + 1 < side
          let out = (accepts ? arrivalRate : 0) + (a > 0 ? serviceRates[0] : 0) + (b > 0 ? serviceRates[1] : 0)
          let value = flow / out
          change += abs(value - p[a * side + b])
          p[a * side + b] = value
        }
      }
      let sum = p.reduce(0, +)
      for index in p.indices { p[index] /= sum }
      if change < 1e-12 { break }
    }
    return p
  }
}

/// An open network whose stations are M/M/c queues by themselves.
///
/// - Source: Jackson, *Operations Research* 5 (1957) 518.
struct JacksonNetwork {
  /// Per minute, from outside.
  let arrivals: [Double]
  let routing: [[Double]]
  /// Servers, and rate of each per minute.
  let stations: [(servers: Int, rate: Double)]

  private var rates: [Double] {
    var rates = arrivals
    for _ in 0..<2000 {
      rates = arrivals.indices.map { to in
        arrivals[to] + rates.indices.reduce(0) { $0 + rates[$1] * routing[$1][to] }
      }
    }
    return rates
  }

  func meanWait(at station: Int) -> Double {
    ErlangQueue(
      arrivalRate: rates[station], serviceRate: stations[station].rate, servers: stations[station].servers
    ).meanWait
  }

  /// From arrival to departure.
  var meanTime: Double {
    let rates = rates
    return rates.indices.reduce(0) { $0 + rates[$1] * (meanWait(at: $1) + 1 / stations[$1].rate) }
      / arrivals.reduce(0, +)
  }
}
