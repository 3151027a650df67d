// SPDX-License-Identifier: GPL-3.0-or-later
import BorderModel
import BorderSimulation
import Foundation

// A tool for those who examine the random numbers; no part of the program.
//   randomwords words simulation|entity|purpose|control    endless 32-bit words on standard output, for test batteries

let arguments = CommandLine.arguments.dropFirst()
switch (arguments.first, arguments.count) {
case ("words", 2):
  guard let order = KeyOrder(rawValue: arguments[2]) else { endWithUsage() }
  writeWords(in: order)
default: endWithUsage()
}

func endWithUsage() -> Never {
  FileHandle.standardError.write(Data("usage: randomwords words simulation|entity|purpose|control\n".utf8))
  exit(64)
}
