// SPDX-License-Identifier: GPL-3.0-or-later
import BorderSimulation
import Foundation

/// The order in which keys are visited. Each draw gives the two words of its half, the higher first.
enum KeyOrder: String {
  /// As a kernel asks: at step *t* each purpose serves the entity that has got as far, entity *t* minus a lag.
  case simulation
  /// All purposes, visits and children of an entity, then the next entity.
  case entity
  /// All entities of a purpose, then the next purpose.
  case purpose
  /// Negative control: as `simulation`, but all purposes share one key, as if their hash were lost.
  case control
}

/// Writes words until the reader closes the pipe. Replications follow each other, each with 65,536 entities.
func writeWords(in order: KeyOrder) {
  let key = PhiloxKey(seed: 1)
  let purposes = ["arrival", "gate in", "exit immigration", "exit customs", "scan", "entry customs", "papers", "stay"]
    .map { purposeHash("transit truck", order == .control ? "" : $0, "time") }
  let entities: UInt32 = 65_536
  var words = WordWriter()
  for replication in 0..<UInt32.max {
    switch order {
    case .simulation, .control:
      for step in 0..<entities {
        for (station, purpose) in purposes.enumerated() {
          // Lags of a few entities, different for neighbouring steps, as queues make them.
          let lag = UInt32(station) &* 3 &+ (step &* 5 &+ UInt32(station)) % 7
          if step < lag { continue }
          words.append(
            RandomnessProbe.half(
              entity: step - lag, draw: DrawKey(purpose: purpose), key: key, replication: replication))
        }
      }
    case .entity:
      for entity in 0..<entities {
        for purpose in purposes {
          for visit in 0..<UInt8(3) {
            for child in 0..<UInt16(2) {
              let draw = DrawKey(purpose: purpose, visit: visit, child: child)
              words.append(RandomnessProbe.half(entity: entity, draw: draw, key: key, replication: replication))
            }
          }
        }
      }
    case .purpose:
      for purpose in purposes {
        for entity in 0..<entities {
          words.append(
            RandomnessProbe.half(
              entity: entity, draw: DrawKey(purpose: purpose), key: key, replication: replication))
        }
      }
    }
  }
}

/// Collects words and writes them in large pieces.
struct WordWriter {
  private var words: [UInt32] = []
  private let limit = 1 << 16

  mutating func append(_ half: UInt64) {
    words.append(UInt32(truncatingIfNeeded: half >> 32))
    words.append(UInt32(truncatingIfNeeded: half))
    if words.count >= limit { flush() }
  }

  private mutating func flush() {
    words.withUnsafeBytes { bytes in
      var done = 0
      while done < bytes.count {
        let count = write(STDOUT_FILENO, bytes.baseAddress! + done, bytes.count - done)
        // The reader has seen enough.
        if count <= 0 { exit(0) }
        done += count
      }
    }
    words.removeAll(keepingCapacity: true)
  }
}
