// SPDX-License-Identifier: GPL-3.0-or-later
import BorderModel
import BorderSimulation

/// Random numbers by their keys, each made when asked for.
struct ReferenceDraws {
  let key: PhiloxKey
  let replication: UInt32

  init(seed: UInt64, replication: UInt32) {
    key = PhiloxKey(seed: seed)
    self.replication = replication
  }

  func duration(
    _ law: Law, _ trafficClass: String, _ place: String, _ quantity: String, _ visit: Int, _ ordinal: Int
  ) -> Int64 {
    if case .constant(let value) = law { return value.microseconds }
    var tables = LawTables()
    let compiled = CompiledLaw(law, tables: &tables)
    let words = LawTableMemory(tables)
    defer { withExtendedLifetime(words) {} }
    var stream = stream(compiled, trafficClass, place, quantity, visit, tables: words.words)
    return stream.duration(entity: UInt32(ordinal), key: key, replication: replication)
  }

  func uniform(_ trafficClass: String, _ place: String, _ quantity: String, _ visit: Int, _ ordinal: Int) -> Double {
    var stream = stream(.unitUniform, trafficClass, place, quantity, visit)
    return stream.uniform(entity: UInt32(ordinal), key: key, replication: replication)
  }

  func gap(_ trafficClass: String, _ ordinal: Int) -> Double {
    var stream = stream(.unitExponential, trafficClass, "", "arrival", 0)
    return stream.unitExponential(entity: UInt32(ordinal), key: key, replication: replication)
  }

  /// Index among the channels of the class by name, or -1.
  func channel(of traffic: TrafficClass, _ ordinal: Int) -> Int {
    guard !traffic.channels.isEmpty else { return -1 }
    let u = uniform(traffic.name, "", "channel", 0, ordinal)
    var sum = 0.0
    for (index, channel) in traffic.channels.sorted(by: { $0.name < $1.name }).enumerated() {
      sum += channel.share
      if u < sum { return index }
    }
    return traffic.channels.count - 1
  }

  private func stream(
    _ law: CompiledLaw, _ trafficClass: String, _ place: String, _ quantity: String, _ visit: Int,
    tables: UnsafePointer<UInt64>? = nil
  ) -> DrawStream {
    let key = DrawKey(purpose: purposeHash(trafficClass, place, quantity), visit: UInt8(visit), child: 0)
    return DrawStream(law: law, key: key, memory: nil, tables: tables)
  }
}

/// The arrivals of one class, one after the other: where the expected number has grown by a unit exponential.
struct ReferenceArrivals {
  private let name: String
  /// Arrivals per hour in equal parts of simulated time, which begin with a week of the clock of A.
  private let rates: [Double]
  private let partLength: Double
  private var part: Int
  private var partEnd: Double
  private var time = 0.0
  private var ordinal = 0

  init(of traffic: TrafficClass, in post: BorderPost) {
    name = traffic.name
    let ahead = traffic.direction == .aToB ? 0 : clockDifference(of: post)
    let given = traffic.arrivals.rates
    var minutes = 10_080 / given.count
    if given.count > 1 { while ahead % minutes != 0 || 10_080 / given.count % minutes != 0 { minutes -= 1 } }
    rates = (0..<(10_080 / minutes)).map { part in
      given[(((part * minutes + ahead) % 10_080) + 10_080) % 10_080 / (10_080 / given.count)]
    }
    partLength = Double(minutes) * 60_000_000
    let weekday = ((post.calendar.starts.dayNumber - post.calendar.warmUpDays + 3) % 7 + 7) % 7
    part = weekday * 1440 / minutes
    partEnd = Double(part + 1) * partLength - Double(weekday * 1440) * 60_000_000
  }

  mutating func next(_ draws: ReferenceDraws, limit: Int64) -> (time: Int64, ordinal: Int)? {
    var need = draws.gap(name, ordinal)
    while true {
      let rate = rates[part]
      let perArrival = 3_600_000_000 / rate
      let available = rate > 0 ? (partEnd - time) / perArrival : 0
      if rate > 0, rates.count == 1 || need <= available {
        time += need * perArrival
        guard time <= Double(limit) else { return nil }
        ordinal += 1
        return (Int64(time + 0.5), ordinal - 1)
      }
      need -= available
      time = partEnd
      if time > Double(limit) { return nil }
      partEnd += partLength
      part = (part + 1) % rates.count
    }
  }
}
