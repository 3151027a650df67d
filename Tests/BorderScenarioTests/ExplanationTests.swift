// SPDX-License-Identifier: GPL-3.0-or-later
import BorderScenario
import Testing

@Suite("Property: explanations and the starter")
struct ExplanationTests {
  @Test("Every word, value, law and unit is explained, at each of its homes")
  func complete() {
    for term in Explanation.terms { #expect(!Explanation.all(of: term).isEmpty, "\(term)") }
    for vocabulary in ScenarioLanguage.vocabularies {
      for word in vocabulary.words {
        let found = Explanation.all(of: word.name).filter {
          $0.title.hasSuffix(" a word of \(ScenarioLanguage.title(of: vocabulary))")
        }
        #expect(found.count == 1)
        let rows = found.first?.rows ?? []
        #expect(rows.contains { $0.heading == "meaning" && $0.text == word.meaning })
        #expect(rows.contains { $0.heading == "sample" && $0.text == "\(word.name): \(word.sample)" })
        #expect(rows.contains { $0.heading == "stands at" && !$0.text.isEmpty })
      }
    }
    #expect(Explanation.all(of: "officers").count >= 2)
    #expect(Explanation.all(of: " at  end of shift").count == 1)
    #expect(Explanation.all(of: "nonsense").isEmpty)
    #expect(Explanation.nearest(to: "at end of shfit", among: Explanation.terms) == "at end of shift")
  }

  @Test("The starter reads without a fault or a doubt and uses the main words")
  func starter() throws {
    let reading = ScenarioReader.read(text: StarterScenario.text, file: "post.yaml")
    #expect(reading.diagnostics.printed == "")
    let post = try #require(reading.post)
    #expect(post.countries.count == 2 && post.traffic.count == 3 && !post.targets.isEmpty)
    #expect(Set(post.pools.map(\.kind)).count == 3)
    #expect(post.pools.contains { if case .shifts = $0.capacity { true } else { false } })
    for line in StarterScenario.text.split(separator: "\n") { #expect(line.count <= 110) }
  }

  @Test("A number with a point before three digits is not taken for thousands in silence")
  func thousands() throws {
    func printed(_ rate: String) throws -> String {
      let text = try #require(GoodScenario.exchanging("rate: 20 per hour", "rate: \(rate)"))
      return ScenarioReader.read(text: text, file: "p.yaml").diagnostics.printed
    }
    let refused = try printed("1.000 per day")
    #expect(refused.contains("error: a point separates decimals, so '1.000 per day' is 1 and not 1000"))
    #expect(refused.contains("fix: write '1000 per day', or '1 per day' if that is meant"))
    #expect(try printed("1.250 per day").contains("warning: a point separates decimals: '1.250 per day' is read as 1"))
    for rate in ["1.25 per day", "0.125 per day", "1.2500 per day", "20.5 per hour"] {
      #expect(try printed(rate) == "")
    }
  }

  @Test("A misspelt word of staff is one error")
  func staff() throws {
    let text = try #require(GoodScenario.exchanging("{officers: 20}", "{officrs: 20}"))
    let diagnostics = ScenarioReader.read(text: text, file: "p.yaml").diagnostics
    #expect(diagnostics.map(\.message) == ["unknown word 'officrs'; did you mean 'officers'?"])
  }
}
