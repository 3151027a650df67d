// SPDX-License-Identifier: GPL-3.0-or-later
import BorderReport
import BorderSimulation
import BorderStudy
import Foundation
import Testing

/// A folder of its own for each test, gone afterwards.
final class Scratch {
  let url: URL

  init() throws {
    url = FileManager.default.temporaryDirectory.appendingPathComponent("osbp-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
  }

  deinit { try? FileManager.default.removeItem(at: url) }

  func path(_ name: String) -> String { url.appendingPathComponent(name).path }
  func text(_ name: String) throws -> String { try String(contentsOfFile: path(name), encoding: .utf8) }
  func names(_ folder: String = "") throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: path(folder)).sorted()
  }
  func write(_ text: String, to name: String) throws {
    try text.write(toFile: path(name), atomically: false, encoding: .utf8)
  }
}

@Suite("Property: a results folder is whole or not there")
struct ResultFolderTests {
  private let scratch: Scratch
  private let report = RunReport(post: HandMadeStudy.post, result: HandMadeStudy.result())
  private let record = RunRecord(
    command: ["run", "small.yaml"], modelDigest: "m", inputs: [.init(file: "small.yaml", sha256: "i")],
    startedAt: 1_764_014_400, wallSeconds: 1.5)

  init() throws { scratch = try Scratch() }

  private func refusal(of path: String, replaces: Bool = false) -> OutputError? {
    do throws(OutputError) {
      let folder = try ResultFolder(preparing: path, replaces: replaces)
      folder.abandon()
      return nil
    } catch {
      return error
    }
  }

  @Test("A complete folder holds the tables and the manifest, and nothing else is left")
  func complete() throws {
    let folder = try ResultFolder(preparing: scratch.path("a/b/results/"), replaces: false)
    #expect(folder.notice == nil)
    try folder.beginEntities(layout: HandMadeStudy.layout, calendar: HandMadeStudy.post.calendar)
    let rows = EntityRows(width: 20, values: [1, 17, 0, 1, 0, 1, 0, 1, 2, 0, 0, 0, 0, 1, 2, 3, 0, 0, 0, 0])
    try folder.append(rows, replication: 1)
    #expect(try scratch.names("a/b") == ["results.partial"])
    try folder.complete(report, record)
    #expect(try scratch.names("a/b") == ["results"])
    #expect(
      try scratch.names("a/b/results") == [
        "causes.csv", "entities.csv", "hourly.csv", "indicators.csv", "manifest.json", "provenance.csv",
        "resources.csv",
      ])
    #expect(try scratch.text("a/b/results/entities.csv").split(separator: "\n").count == 2)
  }

  @Test("The digest of the tables is that of their bytes in the order of their names")
  func tablesDigest() throws {
    try ResultFolder(preparing: scratch.path("r"), replaces: false).complete(report, record)
    let names = try scratch.names("r").filter { $0.hasSuffix(".csv") }
    let bytes = try names.flatMap { Array(try scratch.text("r/" + $0).utf8) }
    let manifest = try scratch.text("r/manifest.json")
    #expect(manifest.contains("\"tables\": \"\(SHA256.hexadecimal(of: bytes))\""))
    for name in names {
      let own = try Array(scratch.text("r/" + name).utf8)
      let rows = try scratch.text("r/" + name).split(separator: "\n").count - 1
      let digest = SHA256.hexadecimal(of: own)
      let entry =
        "{\"file\": \"\(name)\", \"rows\": \(rows), \"bytes\": \(own.count), \"sha256\": \"\(digest)\"}"
      #expect(manifest.contains(entry))
    }
  }

  @Test("An existing folder is refused, and replaced on demand if it holds results only")
  func existing() throws {
    try ResultFolder(preparing: scratch.path("r"), replaces: false).complete(report, record)
    let before = try scratch.text("r/manifest.json")
    #expect(refusal(of: scratch.path("r"))?.kind == .cannotCreate)
    let folder = try ResultFolder(preparing: scratch.path("r"), replaces: true)
    #expect(try scratch.text("r/manifest.json") == before)
    var later = record
    later.wallSeconds = 2.5
    try folder.complete(report, later)
    #expect(try scratch.text("r/manifest.json").contains("\"wall_seconds\": 2.5"))
    #expect(try scratch.names() == ["r"])

    try scratch.write("mine", to: "r/notes.txt")
    let refused = refusal(of: scratch.path("r"), replaces: true)
    #expect(refused?.message.contains("notes.txt") == true)
    #expect(try scratch.text("r/notes.txt") == "mine")
  }

  @Test("What a dead run left behind is replaced with a notice")
  func deadRun() throws {
    try FileManager.default.createDirectory(atPath: scratch.path("r.partial"), withIntermediateDirectories: true)
    try scratch.write("half a ta", to: "r.partial/indicators.csv")
    let folder = try ResultFolder(preparing: scratch.path("r"), replaces: false)
    #expect(folder.notice?.contains("r.partial") == true)
    try folder.complete(report, record)
    #expect(try scratch.names() == ["r"])
  }

  @Test("Two runs cannot write the same folder")
  func twoWriters() throws {
    let first = try ResultFolder(preparing: scratch.path("r"), replaces: false)
    let refused = refusal(of: scratch.path("r"))
    #expect(refused?.kind == .cannotCreate && refused?.message.contains("another run") == true)
    try first.complete(report, record)
    #expect(try scratch.names() == ["r"])
  }

  @Test("An abandoned folder leaves nothing behind")
  func abandoned() throws {
    let folder = try ResultFolder(preparing: scratch.path("r"), replaces: false)
    try folder.beginEntities(layout: HandMadeStudy.layout, calendar: HandMadeStudy.post.calendar)
    folder.abandon()
    #expect(try scratch.names().isEmpty)
  }

  @Test("Places where no folder can stand are refused", arguments: ["file", "file/r", ".", "..", ""])
  func impossible(name: String) throws {
    try scratch.write("", to: "file")
    let path = name.hasPrefix("file") ? scratch.path(name) : name
    #expect(refusal(of: path, replaces: true)?.kind == .cannotCreate)
  }
}
