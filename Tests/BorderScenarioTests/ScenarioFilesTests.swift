// SPDX-License-Identifier: GPL-3.0-or-later
import BorderModel
import BorderScenario
import Foundation
import Testing

@Suite("Property: scenario files of the project")
struct ScenarioFilesTests {
  @Test("Every scenario file reads without a fault", arguments: ScenarioFiles.all)
  func readsWithoutFault(path: String) {
    let reading = ScenarioReader.read(path: path)
    #expect(reading.diagnostics.filter { $0.severity == .error }.printed == "")
    #expect(reading.post != nil)
    // Verification and tutorial are meant to be quiet: no overload, no heavy tail, nothing unused.
    if !path.contains("/posts/") { #expect(reading.diagnostics.printed == "") }
  }

  @Test("The tutorial's second file has fewer than 40 lines; its yard and its night work as it says")
  func secondIsShort() throws {
    let path = ScenarioFiles.folder + "/tutorial/02-yard-and-shifts.yaml"
    let text = try String(contentsOfFile: path, encoding: .utf8)
    #expect(text.split(separator: "\n", omittingEmptySubsequences: false).count < 40)
    let post = try #require(ScenarioReader.read(path: path).post)
    #expect(post.pools.map(\.name) == ["gate keeper", "customs", "yard"])
    #expect(post.controls[0].keeps)
  }

  @Test("The tutorial's first file has fewer than 40 lines and says what it means")
  func tutorialIsShort() throws {
    let path = ScenarioFiles.folder + "/tutorial/01-one-booth.yaml"
    let text = try String(contentsOfFile: path, encoding: .utf8)
    #expect(text.split(separator: "\n", omittingEmptySubsequences: false).count < 40)
    let reading = ScenarioReader.read(path: path)
    #expect(reading.diagnostics.printed == "")
    #expect(reading.post?.weeklyVolumes.first?.perWeek.rounded() == 3360)
  }

  @Test("Rates of the varying day are whole numbers per hour")
  func varyingDay() throws {
    let post = try #require(
      ScenarioReader.read(path: ScenarioFiles.folder + "/verification/mt-mt-ct.yaml").post)
    let day: [Double] = [
      6, 6, 6, 6, 6, 6, 30, 30, 30, 60, 60, 60, 40, 40, 40, 40, 40, 40, 10, 10, 10, 10, 10, 10,
    ]
    #expect(post.traffic[0].arrivals.rates == (0..<7).flatMap { _ in day })
    #expect(post.expectations.count == 14)
  }
}

enum ScenarioFiles {
  static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().appendingPathComponent("scenarios").path

  static let all: [String] = {
    let names = FileManager.default.enumerator(atPath: folder)?.compactMap { $0 as? String } ?? []
    return names.filter { $0.hasSuffix(".yaml") }.sorted().map { folder + "/" + $0 }
  }()
}
