// SPDX-License-Identifier: GPL-3.0-or-later
import BorderModel
import BorderSimulation

extension Law {
  /// A stream of this law. Its tables are kept for the life of the test process.
  func stream(_ key: DrawKey, memory: UnsafeMutableRawPointer? = nil) -> DrawStream {
    var tables = LawTables()
    let law = CompiledLaw(self, tables: &tables)
    return DrawStream(law: law, key: key, memory: memory, tables: LawTableMemory.allocate(tables))
  }

  /// A stream of the equilibrium form of this law.
  func equilibriumStream(_ key: DrawKey, memory: UnsafeMutableRawPointer? = nil) -> DrawStream {
    var tables = LawTables()
    let law = CompiledLaw(equilibriumOf: self, tables: &tables)
    return DrawStream(law: law, key: key, memory: memory, tables: LawTableMemory.allocate(tables))
  }
}

extension CountLaw {
  /// A stream of this law.
  func stream(_ key: DrawKey, memory: UnsafeMutableRawPointer? = nil) -> DrawStream {
    var tables = LawTables()
    let law = CompiledLaw(self, tables: &tables)
    return DrawStream(law: law, key: key, memory: memory, tables: LawTableMemory.allocate(tables))
  }
}
