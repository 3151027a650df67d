// SPDX-License-Identifier: GPL-3.0-or-later
import BorderModel
import BorderStudy

extension SecondSetting {
  /// Officer 1 does what class 0 needs; officer 2 does that of class 1 first, and of class 0 when nobody else waits.
  /// A state: officer 1 busy; officer 2 idle, busy for class 0 or for class 1; the two lines.
  static let skills: SecondSetting = {
    let arrivals = [0.3, 0.15]
    let service = [1 / 3.0, 1 / 2.0]
    let chain = MarkovChain(from: [0, 0, 0, 0]) { state in
      var moves: [(rate: Double, to: [Int])] = []
      let (one, two, first, second) = (state[0], state[1], state[2], state[3])
      if one == 0 {
        moves.append((arrivals[0], [1, two, 0, second]))
      } else if two == 0 {
        moves.append((arrivals[0], [1, 1, 0, second]))
      } else if first < 60 {
        moves.append((arrivals[0], [1, two, first + 1, second]))
      }
      if two == 0 {
        moves.append((arrivals[1], [one, 2, first, 0]))
      } else if second < 60 {
        moves.append((arrivals[1], [one, two, first, second + 1]))
      }
      if one == 1 { moves.append((service[0], first > 0 ? [1, two, first - 1, second] : [0, two, 0, second])) }
      if two > 0 {
        let after =
          second > 0
          ? [one, 2, first, second - 1] : first > 0 ? [one, 1, first - 1, 0] : [one, 0, 0, 0]
        moves.append((service[two - 1], after))
      }
      return moves
    }
    let laws = [Law.exponential(mean: TimeSpan(minutes: 3)), .exponential(mean: TimeSpan(minutes: 2))]
    var post = BorderPost.booth(.constant(2), laws[0], perHour: arrivals.map { $0 * 60 })
    post.pools[0].units = PoolUnits(skills: [["papers"], ["search", "papers"]])
    post.controls[0].skill = "papers"
    post.controls.append(Control(name: "bay", needs: [0], time: .same(laws[1]), skill: "search"))
    post.traffic[1].procedure = [.control(1, if: .always), .leave]
    post.traffic[1].priority = 0
    return SecondSetting(
      "skills", post,
      [
        (.waiting(station: "booth", .mean), chain.mean { Double($0[2]) } / arrivals[0]),
        (.waiting(station: "bay", .mean), chain.mean { Double($0[3]) } / arrivals[1]),
        (Measure(.utilisation, of: "lanes", number: 1), chain.mean { Double($0[0]) }),
        (Measure(.utilisation, of: "lanes", number: 2), chain.share { $0[1] > 0 }),
      ])
  }()

  private static func scanners(_ units: Int, _ breakdown: Breakdown, perHour: Double, mean: Int64) -> BorderPost {
    var post = BorderPost.booth(.constant(units), .exponential(mean: TimeSpan(minutes: mean)), perHour: [perHour])
    post.pools[0] = Pool(
      name: "scanner", kind: .equipment, capacity: .constant(units), units: PoolUnits(breakdown: breakdown))
    return post
  }

  /// Four machines, two repairers.
  static let machineRepair: SecondSetting = {
    let (life, repair) = (Int64(300), Int64(90))
    var breakdown = Breakdown(
      every: .exponential(mean: TimeSpan(minutes: life)), repair: .exponential(mean: TimeSpan(minutes: repair)))
    breakdown.repairedBy = 1
    var post = scanners(4, breakdown, perHour: 2, mean: 5)
    post.pools.append(Pool(name: "technicians", kind: .officers, capacity: .constant(2)))
    var weights = [1.0]
    for down in 0..<4 {
      weights.append(weights[down] * Double(4 - down) / Double(life) / (Double(min(down + 1, 2)) / Double(repair)))
    }
    let shares = weights.map { $0 / weights.reduce(0, +) }
    let down = shares.indices.reduce(0) { $0 + Double($1) * shares[$1] }
    return SecondSetting(
      "machine-repair", post,
      [
        (Measure(.unitsDown, of: "scanner"), down), (Measure(.unitsDown, .shareAt(0), of: "scanner"), shares[0]),
        (Measure(.unitsDown, .shareAtLeast(3), of: "scanner"), shares[3] + shares[4]),
        (Measure(.downTime, of: "scanner"), down / ((4 - down) / Double(life))),
        (.utilisation(pool: "technicians"), (shares[1] + 2 * (1 - shares[0] - shares[1])) / 2),
      ])
  }()

  /// Avi-Itzhak and Naor (1963), Gaver (1962): service is stretched by the repairs that fall into it, and whoever comes
  /// to an idle lane may find it down.
  static let breakdown: SecondSetting = {
    let (arrivals, service, life, repair) = (0.3, 2.0, 60.0, 10.0)
    let breakdown = Breakdown(
      every: .exponential(mean: TimeSpan(minutes: 60)), repair: .exponential(mean: TimeSpan(minutes: 10)))
    let stretch = 1 + repair / life
    let completion = service * stretch
    let square = 2 * service * service * stretch * stretch + service / life * 2 * repair * repair
    let stay =
      completion + arrivals * square / (2 * (1 - arrivals * completion)) + 2 * repair * repair / life / (2 * stretch)
    return SecondSetting(
      "breakdown-1", scanners(1, breakdown, perHour: 60 * arrivals, mean: 2),
      [
        (.crossingTime(.mean), stay), (Measure(.unitsDown, .shareAt(0), of: "scanner"), 1 / stretch),
        (.numberPresent(.mean), stay * arrivals),
      ])
  }()

  /// Two units that fail only at work, one technician.
  static let busyBreakdown: SecondSetting = {
    let arrivals = 0.25
    let chain = MarkovChain(from: [0, 0]) { state in
      var moves: [(rate: Double, to: [Int])] = []
      let busy = Double(min(state[0], 2 - state[1]))
      if state[0] < 300 { moves.append((arrivals, [state[0] + 1, state[1]])) }
      if busy > 0 { moves += [(busy / 4, [state[0] - 1, state[1]]), (busy / 40, [state[0], state[1] + 1])] }
      if state[1] > 0 { moves.append((1 / 10.0, [state[0], state[1] - 1])) }
      return moves
    }
    let failures = chain.mean { Double(min($0[0], 2 - $0[1])) } / 40
    var breakdown = Breakdown(
      every: .exponential(mean: TimeSpan(minutes: 40)), repair: .exponential(mean: TimeSpan(minutes: 10)),
      clock: .busyTime)
    breakdown.repairedBy = 1
    var post = scanners(2, breakdown, perHour: 60 * arrivals, mean: 4)
    post.pools.append(Pool(name: "technicians", kind: .officers, capacity: .constant(1)))
    return SecondSetting(
      "breakdown-busy", post,
      [
        (.crossingTime(.mean), chain.mean { Double($0[0]) } / arrivals),
        (Measure(.unitsDown, of: "scanner"), chain.mean { Double($0[1]) }),
        (Measure(.unitsDown, .shareAt(2), of: "scanner"), chain.share { $0[1] == 2 }),
        (Measure(.downTime, of: "scanner"), chain.mean { Double($0[1]) } / failures),
        (Measure(.count, .perDay, of: "failures of scanner"), failures * 1440),
      ])
  }()
}
