// SPDX-License-Identifier: GPL-3.0-or-later
import BorderModel
import BorderSimulation
import Foundation

/// Prints the processor time of a draw for each law: the least of five passes over two million entities in sequence,
/// the loop and the addition included.
func timeOfDraws() {
  let key = PhiloxKey(seed: 1)
  let mean = TimeSpan(microseconds: 300_000_000)
  let laws: [(name: String, law: Law)] = [
    ("exponential", .exponential(mean: mean)), ("uniform", .uniform(low: .zero, high: mean)),
    ("triangular", .triangular(low: .zero, mode: mean, high: .hour)),
    ("lognormal", .lognormal(mean: mean, coefficientOfVariation: 0.6)), ("erlang 3", .erlang(shape: 3, mean: mean)),
    ("gamma cv 0.6", .gamma(mean: mean, coefficientOfVariation: 0.6)),
    ("gamma cv 1.5", .gamma(mean: mean, coefficientOfVariation: 1.5)),
  ]
  print("law,dense_ns,alone_ns")
  for (name, law) in laws {
    let windows = DrawWindows(streams: 1)
    let draw = DrawKey(purpose: purposeHash("truck", "gate", "time"))
    var dense = DrawStream(law: CompiledLaw(law), key: draw, memory: windows.memory(ofStream: 0))
    var alone = DrawStream(law: CompiledLaw(law), key: draw, memory: nil)
    print("\(name),\(nanoseconds(of: &dense, key: key)),\(nanoseconds(of: &alone, key: key))")
    withExtendedLifetime(windows) {}
  }
}

private func nanoseconds(of stream: inout DrawStream, key: PhiloxKey) -> String {
  let count: UInt32 = 2_000_000
  var least = Double.infinity
  var sums: Int64 = 0
  for pass in 0..<UInt32(5) {
    let began = clock()
    sums &+= RandomnessProbe.sumOfDurations(of: &stream, key: key, replication: pass, count: count)
    least = min(least, Double(clock() - began) / Double(CLOCKS_PER_SEC) * 1e9 / Double(count))
  }
  // Uses the sums, so that no pass can be left out.
  return sums == 0 ? "?" : String(format: "%.1f", least)
}
