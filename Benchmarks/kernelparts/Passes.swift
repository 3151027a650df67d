// SPDX-License-Identifier: GPL-3.0-or-later
import Foundation

/// Times `count` operations again and again and prints one row. The first pass only warms up.
///
/// - Parameter operations: Does `count` operations; is given the number of the pass.
func printRow(
  part: String, what: String, mode: String, passes: Int, count: Int, operations: (UInt32) -> Void
) {
  var taken: [Double] = []
  for pass in 0...UInt32(passes) {
    let began = clock()
    operations(pass)
    let nanoseconds = Double(clock() - began) / Double(CLOCKS_PER_SEC) * 1e9 / Double(count)
    if pass > 0 { taken.append(nanoseconds) }
  }
  taken.sort()
  let middle = (taken[(passes - 1) / 2] + taken[passes / 2]) / 2
  let cells = [middle, taken[0], taken[passes - 1], 1000 / middle].map { String(format: "%.2f", $0) }
  print(([part, what, mode] + cells).joined(separator: ","))
}
