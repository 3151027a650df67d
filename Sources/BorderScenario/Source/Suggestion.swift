// SPDX-License-Identifier: GPL-3.0-or-later

/// The known word nearest to a mistyped one, for "did you mean".
enum Suggestion {
  /// - Parameter words: Known words, in any order; of more than 1,000 none is looked at.
  /// - Returns: The nearest word that differs by at most a third of its letters, at most three;
  ///   of several the first in alphabetical order.
  static func nearest(to word: String, among words: [String]) -> String? {
    guard words.count <= 1_000 else { return nil }
    let typed = Array(word.lowercased().unicodeScalars.prefix(40))
    var best: (distance: Int, word: String)?
    for candidate in words where candidate != word {
      let letters = Array(candidate.lowercased().unicodeScalars.prefix(40))
      let limit = letters.count < 3 ? 0 : min(3, letters.count / 3)
      guard abs(letters.count - typed.count) <= limit else { continue }
      let distance = editDistance(typed, letters)
      guard distance <= limit else { continue }
      if let known = best, (known.distance, known.word) <= (distance, candidate) { continue }
      best = (distance, candidate)
    }
    return best?.word
  }

  /// `; did you mean 'word'?`, or nothing.
  static func question(for word: String, among words: [String]) -> String {
    nearest(to: word, among: words).map { "; did you mean \($0.quoted)?" } ?? ""
  }

  /// Number of letters to insert, delete, replace or swap with their neighbour.
  ///
  /// - Source: the "optimal string alignment" form of Damerau (1964) and Levenshtein (1966).
  static func editDistance(_ a: [Unicode.Scalar], _ b: [Unicode.Scalar]) -> Int {
    guard !a.isEmpty, !b.isEmpty else { return max(a.count, b.count) }
    var beforeLast = [Int](repeating: 0, count: b.count + 1)
    var last = Array(0...b.count)
    for i in 1...a.count {
      var row = [i] + [Int](repeating: 0, count: b.count)
      for j in 1...b.count {
        row[j] = min(last[j] + 1, row[j - 1] + 1, last[j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1))
        if i > 1, j > 1, a[i - 1] == b[j - 2], a[i - 2] == b[j - 1] { row[j] = min(row[j], beforeLast[j - 2] + 1) }
      }
      (beforeLast, last) = (last, row)
    }
    return last[b.count]
  }
}
