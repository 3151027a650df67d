// SPDX-License-Identifier: GPL-3.0-or-later
import BorderModel

extension Impatience {
  /// Part of the description of a post that is the same for two posts exactly if they run alike.
  var canonicalText: String {
    let shares = balking.map { balking in
      balking.steps.map { "\($0.waiting): \($0.share)" }.joined(separator: ", ")
    }
    return "patience \(patience?.canonicalText ?? "-") balk {\(shares ?? "-")}"
  }
}
