// SPDX-License-Identifier: GPL-3.0-or-later
import BorderModel
import BorderSimulation

private let mean = TimeSpan(microseconds: 300_000_000)
private let draws: UInt32 = 1_000_000

/// Every law with the settings at which it is timed; a new law is one line here.
private let laws: [(name: String, law: Law)] = [
  ("uniform", .uniform(low: .zero, high: mean)), ("triangular", .triangular(low: .zero, mode: mean, high: .hour)),
  ("exponential", .exponential(mean: mean)), ("erlang 3", .erlang(shape: 3, mean: mean)),
  ("gamma cv 0.6", .gamma(mean: mean, coefficientOfVariation: 0.6)),
  ("gamma cv 1.5", .gamma(mean: mean, coefficientOfVariation: 1.5)),
  ("lognormal cv 0.6", .lognormal(mean: mean, coefficientOfVariation: 0.6)),
  ("weibull 1.5", .weibull(shape: 1.5, scale: mean)), ("pearson V 3", .pearsonV(shape: 3, scale: mean)),
  ("log-logistic 3", .logLogistic(shape: 3, scale: mean)),
  ("truncated normal", .truncatedNormal(center: mean, deviation: mean, low: .zero, high: nil)),
  ("discrete of 10", .discrete((1...10).map { TimeShare(value: TimeSpan(microseconds: $0 * 60_000_000), share: 0.1) })),
  (
    "mixture of 2 exponential",
    .mixture([LawShare(share: 0.8, law: .exponential(mean: mean)), LawShare(share: 0.2, law: .exponential(mean: mean))])
  ),
]

/// Draws of the entities 0, 1, 2 ..., the loop and the addition included: each drawn alone (`sparse`), and where the
/// law allows it eight at a time (`window`).
func timeDraws(passes: Int) {
  let windows = DrawWindows(streams: 1)
  let key = PhiloxKey(seed: 1)
  for (name, law) in laws {
    for dense in [false, true] {
      var stream = stream(of: law, windows: dense ? windows : nil)
      if dense && !stream.dense { continue }
      var sums: Int64 = 0
      printRow(part: "draw", what: name, mode: dense ? "window" : "sparse", passes: passes, count: Int(draws)) { pass in
        sums &+= RandomnessProbe.sumOfDurations(of: &stream, key: key, replication: pass, count: draws)
      }
      precondition(sums > 0, "the law '\(name)' gave nothing but zero")
    }
  }
}

/// Holds the mean of every law, drawn both ways, against the law's own.
///
/// - Returns: What is wrong, `nil` if nothing is. The coefficients of variation are 1.5 and less, so a right law is
///   found wrong only by a deviation of 6 standard errors or more.
func faultOfDraws() -> String? {
  let windows = DrawWindows(streams: 1)
  for (name, law) in laws {
    var (alone, kept) = (stream(of: law, windows: nil), stream(of: law, windows: windows))
    let key = PhiloxKey(seed: 1)
    let sums = (
      RandomnessProbe.sumOfDurations(of: &alone, key: key, replication: 0, count: draws),
      RandomnessProbe.sumOfDurations(of: &kept, key: key, replication: 0, count: draws)
    )
    if sums.0 != sums.1 { return "the law '\(name)' differs between windows and single draws" }
    let (found, expected) = (Double(sums.0) / Double(draws), Double(law.mean.microseconds))
    if abs(found / expected - 1) > 6 * 1.5 / Double(draws).squareRoot() {
      return "the law '\(name)' has the mean \(found), must be \(expected)"
    }
  }
  return nil
}

private func stream(of law: Law, windows: DrawWindows?) -> DrawStream {
  let key = DrawKey(purpose: purposeHash("truck", "gate", "time"))
  var tables = LawTables()
  let compiled = CompiledLaw(law, tables: &tables)
  // Kept for the life of the process: a few words.
  let words = LawTableMemory.allocate(tables)
  var stream = DrawStream(law: compiled, key: key, memory: windows?.memory(ofStream: 0), tables: words)
  // The law before it has left its numbers there.
  stream.forget()
  return stream
}
