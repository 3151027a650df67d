// SPDX-License-Identifier: GPL-3.0-or-later
import BorderModel
import BorderScenario
import BorderSimulation

/// Called by libFuzzer with each input: reads it as a scenario, compiles and runs what it describes for a few events.
///
/// A crash, or an input that is neither a post nor an error, ends the search and is written to a file.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzScenario(_ bytes: UnsafePointer<UInt8>, _ count: Int) -> CInt {
  let reading = ScenarioReader.read(bytes: Array(UnsafeBufferPointer(start: bytes, count: count)), file: "f.yaml")
  let hasError = reading.diagnostics.contains { $0.severity == .error }
  precondition(hasError == (reading.post == nil), "A file is a post or has an error.")
  precondition(reading.diagnostics.allSatisfy { !$0.message.isEmpty && !$0.fix.isEmpty }, "A fault has a cure.")
  guard var post = reading.post else { return 0 }
  post.calendar.days = 1
  post.calendar.warmUpDays = 0
  guard let network = try? FlowNetwork(compiling: post) else { return 0 }
  let runner = ReplicationRunner(network, options: .init(eventLimit: 2_000))
  let observations = runner.observations(replication: 1, seed: 1, shouldStop: { false })
  if case .conservation(let books)? = observations?.fault { preconditionFailure("The books do not balance: \(books)") }
  return 0
}
