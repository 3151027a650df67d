// SPDX-License-Identifier: GPL-3.0-or-later
import BorderModel
import BorderSimulation
import Testing

@Suite("Theory: Philox4x32-10 gives the published answers")
struct PhiloxTests {
  @Test(
    "Known answers of Random123",
    arguments: [
      (UInt64(0), [UInt32](repeating: 0, count: 4), [0x6627_e8d5, 0xe169_c58d, 0xbc57_ac4c, 0x9b00_dbd8] as [UInt32]),
      (
        UInt64.max, [UInt32](repeating: .max, count: 4),
        [0x408f_276d, 0x41c8_3b0e, 0xa20b_c7c6, 0x6d54_51fd] as [UInt32]
      ),
      (
        UInt64(0x299f_31d0_a409_3822), [0x243f_6a88, 0x85a3_08d3, 0x1319_8a2e, 0x0370_7344] as [UInt32],
        [0xd16c_fe09, 0x94fd_cceb, 0x5001_e420, 0x2412_6ea1] as [UInt32]
      ),
    ])
  func knownAnswer(seed: UInt64, counter: [UInt32], words: [UInt32]) {
    let block = PhiloxKey(seed: seed).block(counter[0], counter[1], counter[2], counter[3])
    #expect([block.0, block.1, block.2, block.3] == words)
  }

  @Test("Four blocks by lane are four blocks", arguments: [0, 1, 77, UInt32.max >> 3])
  func lanesAreBlocks(window: UInt32) {
    let key = PhiloxKey(seed: 0x0123_4567_89ab_cdef)
    let draw = DrawKey(purpose: 0xffff_fffe, visit: 255, child: 0xfff1)
    let together = RandomnessProbe.halves(window: window, draw: draw, key: key, replication: .max)
    for lane in 0..<8 {
      let entity = window << 3 | UInt32(lane)
      #expect(together[lane] == RandomnessProbe.half(entity: entity, draw: draw, key: key, replication: .max))
    }
  }

  @Test("A draw stands at (child | visit | block, entity / 2, purpose, replication), its half by the entity's low bit")
  func counterLayout() {
    let key = PhiloxKey(seed: 42)
    let block = key.block(0xabcd_7700, 5, 0xdead_beef, 9)
    let draw = DrawKey(purpose: 0xdead_beef, visit: 0x77, child: 0xabcd)
    let even = RandomnessProbe.half(entity: 10, draw: draw, key: key, replication: 9)
    let odd = RandomnessProbe.half(entity: 11, draw: draw, key: key, replication: 9)
    #expect(even == UInt64(block.1) << 32 | UInt64(block.0))
    #expect(odd == UInt64(block.3) << 32 | UInt64(block.2))
    #expect(DrawKey(purpose: 1, ordinal: 0xabcd77) == DrawKey(purpose: 1, visit: 0x77, child: 0xabcd))
  }

  // Reference values by an independent FNV-1a in Python over the same bytes.
  @Test("The hash of a purpose is FNV-1a with unit separators, and separators count")
  func purposeHashes() {
    #expect(purposeHash("", "", "") == 0x32aa_a723)
    #expect(purposeHash("transit truck", "A.customs.exit", "time") == 0xa15e_ac93)
    #expect(purposeHash("Zöllner", "ß", "€") == 0x5fec_2acf)
    #expect(purposeHash("ab", "c", "d") != purposeHash("a", "bc", "d"))
  }
}

@Suite("Theory: uniform numbers")
struct UniformTests {
  @Test(
    "A half is its upper 53 bits plus one half, over 2^53",
    arguments: [0, 1, 0x7ff, 0x800, 0xfff, 0x8000_0000_0000_0000, 0x1234_5678_9abc_def0, 0x7fff_ffff_ffff_ffff]
      as [UInt64])
  func formula(half: UInt64) {
    #expect(uniform(fromHalf: half) == (Double(half >> 11) + 0.5) * 0x1p-53)
  }

  @Test("The ends lie inside (0, 1)")
  func ends() {
    #expect(uniform(fromHalf: 0) == 0x1p-54)
    // (2^53 - 1 + 0.5) · 2^-53 rounds to 1; the greatest double below 1 is taken.
    #expect(uniform(fromHalf: .max) == 1 - 0x1p-53)
    #expect(uniform(fromHalf: .max - 0x7ff) == 1 - 0x1p-53)
    #expect(uniform(fromHalf: .max - 0x800) < 1)
  }

  @Test("Random halves follow the formula and never leave (0, 1)")
  func randomHalves() {
    let key = PhiloxKey(seed: 3)
    var wrong = 0
    for entity in 0..<UInt32(1_000_000) {
      let half = RandomnessProbe.half(entity: entity, draw: DrawKey(purpose: 1), key: key, replication: 0)
      let number = uniform(fromHalf: half)
      if number <= 0 || number >= 1 || number != (Double(half >> 11) + 0.5) * 0x1p-53 { wrong += 1 }
    }
    #expect(wrong == 0)
  }
}
