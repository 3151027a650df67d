// SPDX-License-Identifier: GPL-3.0-or-later
import ArgumentParser
import BorderReport

/// How the program ends; scripts rely on these numbers. Faulty arguments end with 64, which the parser of arguments
/// does.
enum ExitStatus: Int32 {
  /// An argument that only the program itself could judge.
  case faultyArguments = 64
  /// A scenario, its data or its model is at fault.
  case faultyInput = 65
  /// The program itself is at fault.
  case ownFault = 70
  case cannotCreate = 73
  case cannotWrite = 74
  /// Not as precise as asked for within the limit of replications; the results are written.
  case notPrecise = 75
  /// Stopped by SIGINT or SIGTERM.
  case interrupted = 130

  var exitCode: ExitCode { ExitCode(rawValue) }

  /// - Returns: `nil` when a reader has gone, which is no fault of anybody.
  init?(_ error: OutputError) {
    switch error.kind {
    case .cannotCreate: self = .cannotCreate
    case .cannotWrite: self = .cannotWrite
    case .readerHasGone: return nil
    }
  }
}
