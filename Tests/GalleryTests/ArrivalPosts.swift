// SPDX-License-Identifier: GPL-3.0-or-later
import BorderModel
import BorderScenario
import Testing

/// Scenarios of `scenarios/verification`.
enum ArrivalPosts {
  static func post(_ file: String) throws -> BorderPost {
    let reading = ScenarioReader.read(path: ScenarioFolder.path + "/verification/\(file).yaml")
    return try #require(reading.post, "\(reading.diagnostics)")
  }
}
