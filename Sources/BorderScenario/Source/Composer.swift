// SPDX-License-Identifier: GPL-3.0-or-later
import Yams

/// Text -> tree of texts, lists and maps, by Yams.
///
/// Yams gives up at the first word that a map has twice. To report the other faults too, the word is made unique
/// (its first letter is replaced by one that no text uses, so that all places stay as they are) and read again.
struct Composer {
  /// More pieces than this are refused; a scenario has some thousands.
  static let mostNodes = 300_000
  /// Characters read in all attempts together.
  static let mostCharacters = 2_000_000

  private var source: [Unicode.Scalar]
  private let text: SourceText
  /// Letters replaced, by place.
  private var replaced: [Spot: Unicode.Scalar] = [:]
  private var nodeCount = 0
  /// For places; `nil` for the file that was asked for.
  private let file: String?

  private struct Spot: Hashable {
    var line: Int
    var column: Int
  }

  private init(_ text: SourceText, _ file: String?) {
    self.text = text
    self.file = file
    source = text.scalars
  }

  /// - Parameter file: Name for places; `nil` for the file that was asked for.
  /// - Returns: `nil` after an error in `findings`.
  static func tree(of text: SourceText, file: String? = nil, findings: inout Findings) -> ScenarioNode? {
    var composer = Composer(text, file)
    guard let root = composer.root(&findings) else { return nil }
    let start = Place(line: 1, column: 1, path: [], file: file)
    let node = composer.node(root, path: [], near: start, &findings)
    if composer.nodeCount > mostNodes {
      findings.error(
        "more than \(mostNodes) values", fix: "write fewer, or put long lists into files of their own", at: .whole(file)
      )
      return nil
    }
    return node
  }

  private mutating func root(_ findings: inout Findings) -> Node? {
    var charactersLeft = Self.mostCharacters
    while true {
      var view = String.UnicodeScalarView()
      view.append(contentsOf: source)
      do {
        guard let root = try Yams.compose(yaml: String(view), .basic, .default, .utf8) else {
          findings.error(
            "the file is empty", fix: "begin with 'osbp: 1', or with a copy of scenarios/tutorial/01-one-booth.yaml",
            at: .whole(file))
          return nil
        }
        return root
      } catch YamlError.duplicatedKeysInMapping(let words, let context) {
        charactersLeft -= source.count
        if charactersLeft > source.count, makeUnique(context.mark) { continue }
        let place = Place(line: context.mark.line, column: context.mark.column, path: [], file: file)
        findings.error(
          "\((words.first ?? "a word").quoted) is written twice in this map", fix: "keep one of them", at: place)
        return nil
      } catch {
        report(error, &findings)
        return nil
      }
    }
  }

  /// - Returns: Whether the letter at the mark could be replaced.
  private mutating func makeUnique(_ mark: Mark) -> Bool {
    guard var index = text.index(line: mark.line, column: mark.column) else { return false }
    var column = mark.column
    if source[index] == "\"" || source[index] == "'" { (index, column) = (index + 1, column + 1) }
    let spot = Spot(line: mark.line, column: mark.column)
    guard index < source.count, replaced[spot] == nil, replaced.count < 200 else { return false }
    let letter = source[index]
    guard letter.properties.isAlphabetic || letter.properties.numericType != nil else { return false }
    guard let substitute = Unicode.Scalar(0xE000 + replaced.count) else { return false }
    replaced[spot] = letter
    source[index] = substitute
    return true
  }

  private mutating func node(
    _ node: Node, path: [String], near place: Place, _ findings: inout Findings
  ) -> ScenarioNode {
    nodeCount += 1
    var place = Place(line: place.line, column: place.column, path: path, file: file)
    if let mark = node.mark { (place.line, place.column) = (mark.line, mark.column) }
    guard nodeCount <= Self.mostNodes else { return ScenarioNode(place: place, content: .list([])) }
    switch node {
    case .scalar(let scalar):
      let isPlain = scalar.style == .plain || scalar.style == .any
      refuseTag(scalar.tag, at: place, &findings)
      return ScenarioNode(place: place, content: .text(scalar.string, quoted: !isPlain))
    case .sequence(let sequence):
      refuseTag(sequence.tag, at: place, &findings)
      var items: [ScenarioNode] = []
      for (index, item) in sequence.enumerated() {
        items.append(self.node(item, path: path + ["\(index + 1)"], near: place, &findings))
      }
      return ScenarioNode(place: place, content: .list(items))
    case .mapping(let mapping):
      refuseTag(mapping.tag, at: place, &findings)
      return ScenarioNode(place: place, content: .map(entries(mapping, path: path, near: place, &findings)))
    case .alias:
      findings.error("an alias that names nothing", fix: "write the value out", at: place)
      return ScenarioNode(place: place, content: .text("", quoted: false))
    }
  }

  private mutating func entries(
    _ mapping: Node.Mapping, path: [String], near place: Place, _ findings: inout Findings
  ) -> [ScenarioNode.Entry] {
    var entries: [ScenarioNode.Entry] = []
    var firstLines: [String: Int] = [:]
    for (key, value) in mapping {
      var place = Place(line: place.line, column: place.column, path: path, file: file)
      if let mark = key.mark { (place.line, place.column) = (mark.line, mark.column) }
      guard let scalar = key.scalar else {
        findings.error("a word was expected, found a list or a map", fix: "write 'word: value'", at: place)
        continue
      }
      let word = original(scalar.string, place)
      if let last = entries.last, isRestOfNumber(scalar, value, word, at: place, after: last.value) {
        entries[entries.count - 1].value.content = .text((last.value.text ?? "") + "," + word, quoted: false)
        continue
      }
      place.path.append(word)
      if let first = firstLines[word] {
        let occurrence = first == place.line ? "on the same line" : "on line \(first)"
        findings.error(
          "\(word.quoted) is written twice, first \(occurrence)", fix: "keep one of them", at: place)
        continue
      }
      firstLines[word] = place.line
      entries.append(
        ScenarioNode.Entry(word: word, place: place, value: node(value, path: place.path, near: place, &findings)))
    }
    return entries
  }

  /// Whether a word of a map in brackets is the rest of a number that YAML cut at its comma: `{mean: 4,6 min}`.
  private func isRestOfNumber(
    _ key: Node.Scalar, _ value: Node, _ word: String, at place: Place, after last: ScenarioNode
  ) -> Bool {
    guard case .text(let number, quoted: false) = last.content, value.scalar?.string == "",
      (1...30).contains(number.utf8.count)
    else { return false }
    let isNumber = number.unicodeScalars.allSatisfy { ("0"..."9").contains($0) || $0 == "," || $0 == "." }
    guard isNumber, let first = word.unicodeScalars.first, ("0"..."9").contains(first) else { return false }
    return last.place.line == place.line && last.place.column + number.unicodeScalars.count + 1 == place.column
  }

  /// The word as it stands in the file.
  private func original(_ word: String, _ place: Place) -> String {
    guard let letter = replaced[Spot(line: place.line, column: place.column)] else { return word }
    var scalars = word.unicodeScalars
    guard !scalars.isEmpty else { return word }
    scalars.removeFirst()
    scalars.insert(letter, at: scalars.startIndex)
    return String(scalars)
  }

  private func refuseTag(_ tag: Tag, at place: Place, _ findings: inout Findings) {
    let name = tag.description
    let harmless = ["", Tag.Name.implicit.rawValue, Tag.Name.nonSpecific.rawValue, Tag.Name.str.rawValue]
    guard !harmless.contains(name) else { return }
    findings.error("the tag \(name.quoted) is not part of the language", fix: "delete it", at: place)
  }

  private func report(_ error: any Error, _ findings: inout Findings) {
    switch error {
    case YamlError.scanner(_, let problem, let mark, _), YamlError.parser(_, let problem, let mark, _),
      YamlError.composer(_, let problem, let mark, _):
      let place = Place(line: mark.line, column: mark.column, path: [], file: file)
      if problem.contains("undefined alias"), let marks = MarkNames(text, line: mark.line, column: mark.column) {
        findings.error(marks.message, fix: marks.cure, at: place)
        return
      }
      findings.error("this is not YAML: \(problem)", fix: cure(for: problem, line: text.line(mark.line)), at: place)
    case YamlError.memory:
      findings.error("too many levels of nesting", fix: "close the brackets that are open", at: .whole(file))
    default:
      findings.error("this is not YAML", fix: "look for unclosed quotes and brackets", at: .whole(file))
    }
  }

  private func cure(for problem: String, line: String) -> String {
    let indent = line.prefix { $0 == " " || $0 == "\t" }
    if indent.contains("\t") { return "indent with spaces, not with tabs" }
    if problem.contains("another document") { return "delete the line '---'; a file holds one scenario" }
    if problem.contains("mapping values are not allowed") {
      return "put a text that contains ': ' into quotation marks, or check the indentation"
    }
    if problem.contains("cannot start any token") { return "put a text that begins so into quotation marks" }
    return "check indentation, brackets, commas and quotation marks here and on the line above"
  }
}
