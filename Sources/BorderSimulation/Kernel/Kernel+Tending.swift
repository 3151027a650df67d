// SPDX-License-Identifier: GPL-3.0-or-later

// MARK: - Pools that do more than be granted and released

extension Kernel {
  /// Called before each grant of a group with such pools.
  @inline(never)
  mutating func prepare(_ group: Int) {
    prepareDuty(group)
  }

  /// Called after each grant of a group with such pools.
  @inline(never)
  mutating func tend(_ group: Int) {
    tendDuty(group)
  }
}
