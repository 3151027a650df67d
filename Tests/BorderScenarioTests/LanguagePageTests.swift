// SPDX-License-Identifier: GPL-3.0-or-later
import BorderScenario
import Foundation
import Testing

@Suite("Property: the reference page of the language")
struct LanguagePageTests {
  private static let path = ScenarioFiles.folder + "/README.md"

  @Test("The page is what the tables give; with OSBP_WRITE_PAGE=1 this test writes it")
  func isCurrent() throws {
    if ProcessInfo.processInfo.environment["OSBP_WRITE_PAGE"] == "1" {
      try LanguagePage.text.write(toFile: Self.path, atomically: true, encoding: .utf8)
    }
    let isSame = (try? String(contentsOfFile: Self.path, encoding: .utf8)) == LanguagePage.text
    let cure = "OSBP_WRITE_PAGE=1 ./osbp test --filter LanguagePageTests"
    #expect(isSame, "scenarios/README.md is out of date; '\(cure)' re-makes it")
  }

  @Test("Every word has a line, and every kind of map says where it stands")
  func isComplete() {
    let page = LanguagePage.text
    for vocabulary in ScenarioLanguage.vocabularies {
      for word in vocabulary.words { #expect(page.contains("\n| `\(word.name)` | ")) }
    }
    let headings = page.components(separatedBy: "\n### ").dropFirst()
    #expect(headings.count == ScenarioLanguage.vocabularies.count)
    for heading in headings { #expect(heading.contains("\n\nStands ")) }
    #expect(page.components(separatedBy: "Stands at the top of the file").count == 2)
  }

  @Test("Its example reads without a fault or a doubt")
  func exampleIsGood() {
    let reading = ScenarioReader.read(text: LanguagePage.example, file: "example.yaml")
    #expect(reading.diagnostics.printed == "")
    #expect(reading.post?.probes.count == 2)
  }

  @Test("Laws and rows of the page read without a fault")
  func lawsAreGood() throws {
    let rows = LanguagePage.text.components(separatedBy: "\n| kind | written |\n|---|---|\n")
    let laws = try #require(rows.count == 2 ? rows[1].components(separatedBy: "\n\n")[0] : nil)
    for line in laws.split(separator: "\n") {
      let law = line.split(separator: "`")[1]
      let text = try #require(GoodScenario.exchanging("{law: uniform, low: 5 s, high: 10 s}", String(law)))
      #expect(ScenarioReader.read(text: text, file: "law.yaml").diagnostics.printed == "")
    }
  }
}
