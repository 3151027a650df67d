// SPDX-License-Identifier: GPL-3.0-or-later
import Foundation

// Times the parts of the kernel alone; no part of the program. `kernelparts [PASSES]` prints a CSV table: processor
// time of one operation in nanoseconds, median and range of the passes. `Benchmarks/parts` builds and calls it.

let passes = CommandLine.arguments.count > 1 ? Int(CommandLine.arguments[1]) ?? 0 : 9
guard passes >= 1, CommandLine.arguments.count <= 2 else {
  FileHandle.standardError.write(Data("usage: kernelparts [PASSES]\n".utf8))
  exit(64)
}
if let fault = faultOfEventList() ?? faultOfDraws() {
  FileHandle.standardError.write(Data("error: \(fault); nothing was timed\n".utf8))
  exit(65)
}
print("part,what,mode,ns_median,ns_low,ns_high,million_per_second")
timeHolds(passes: passes)
timeDraws(passes: passes)
