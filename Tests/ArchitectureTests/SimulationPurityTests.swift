// SPDX-License-Identifier: GPL-3.0-or-later
import Foundation
import Testing

/// What `BorderSimulation` must not touch, seen in the symbols its release objects leave undefined.
enum PurityRule {
  /// The Swift runtime, plain memory, and the functions of libm that are single instructions, correctly rounded.
  private static var allowedC: Regex<Substring> {
    #/
      (?:_?_?swift_.*|_swiftEmptyArrayStorage|symbolic\ .*|_GLOBAL_OFFSET_TABLE_
      |__stack_chk_fail|__u?(?:div|mod|divmod)ti3
      |mem(?:cpy|move|set|cmp)|bzero|bcmp|malloc|calloc|realloc|free|posix_memalign|aligned_alloc|malloc_usable_size
      |(?:sqrt|floor|ceil|trunc|round|rint)f?)
      /#
  }
  private static var forbiddenRuntime: Regex<Substring> { #/swift_(?:stdlib_random|task_|get_time|get_clock).*/# }
  /// Symbols of the standard library (`s`, `S`, builtin and structural types) and of the two rooms.
  private static var allowedSwift: Regex<Substring> {
    #/\$s(?:s|S[^oCc]|B|[xyqzl]|16BorderSimulation|11BorderModel|\d+[A-Z]\w*Tl$).*/#
  }
  private static var forbiddenSwift: Regex<Substring> {
    #/RandomNumberGenerator|6random|7shuffle|8shuffled|13randomElement|ClockV|5print|8readLine|10Foundation|5Glibc/#
  }
  /// Their order changes from run to run. The compiler of networks may look names up in them.
  private static var unordered: Regex<Substring> {
    #/(?:Dictionary|Set)(?:Storage|Singleton)|Native(?:Dictionary|Set)/#
  }

  static func isForbidden(_ symbol: String, inCompiler: Bool) -> Bool {
    if symbol.contains(unordered) { return !inCompiler }
    if symbol.hasPrefix("$s") {
      return symbol.wholeMatch(of: allowedSwift) == nil || symbol.contains(forbiddenSwift)
    }
    return symbol.wholeMatch(of: allowedC) == nil || symbol.wholeMatch(of: forbiddenRuntime) != nil
  }

  /// Hashing differs from run to run. Enumerations derive it unasked, so objects cannot be free of it; the text can.
  static func hashing(in files: [SourceFile]) -> [String] {
    files.filter { $0.code.contains(#/\bHasher\b|\bhashValue\b|\.hash\(/#.wordBoundaryKind(.simple)) }.map {
      "\($0.path) hashes"
    }
  }

  /// Stored variables outside any function: globals and statics.
  static func globals(in files: [SourceFile]) -> [String] {
    files.flatMap { file -> [String] in
      var depth = 0
      return file.code.split(separator: "\n", omittingEmptySubsequences: false).enumerated().compactMap { line in
        defer { depth += line.element.count { $0 == "{" } - line.element.count { $0 == "}" } }
        let isStored = !line.element.contains(#/var\s[^=]*\{/#)
        let isGlobal = depth == 0 && line.element.contains(#/(?:^|\s)var\s/#)
        let isStatic = line.element.contains(#/(?:^|\s)static\s+(?:\w+\s+)*var\s/#)
        return isStored && (isGlobal || isStatic) ? "\(file.path):\(line.offset + 1): a global variable" : nil
      }
    }
  }
}

@Suite("Architecture: the simulation touches nothing but its own memory")
struct SimulationPurityTests {
  /// The objects of `./osbp test`'s own build; one that is missing or older than its source proves nothing.
  private func objects() throws -> [(source: SourceFile, object: URL)] {
    let folder = SourceTree.root.appending(path: ".build/release/BorderSimulation.build")
    return try SourceTree.swift(below: "Sources/BorderSimulation").map { file in
      let object = folder.appending(path: file.name + ".o")
      guard FileManager.default.fileExists(atPath: object.path) else {
        throw SourceTree.Unreadable(description: "no release object for \(file.path)")
      }
      return (file, object)
    }
  }

  private func undefinedSymbols(of object: URL) throws -> [String] {
    let listing = try SourceTree.output(of: "nm", ["-u", object.path])
    return listing.split(separator: "\n").compactMap { line in
      guard let mark = line.firstMatch(of: #/^\s*[Uwv]\s+(.+)$/#) else { return nil }
      return String(mark.1)
    }
  }

  @Test("Release objects use no clock, no randomness, no file, no libm, no GSL")
  func objectsAreClosed() throws {
    let objects = try objects()
    #expect(!objects.isEmpty)
    for (source, object) in objects {
      let inCompiler = source.path.hasPrefix("Sources/BorderSimulation/Network/")
      let forbidden = try undefinedSymbols(of: object).filter { PurityRule.isForbidden($0, inCompiler: inCompiler) }
      expectNone(forbidden.map { "\(source.path) uses \($0)" })
    }
  }

  @Test("No hashing by hand and no global variable in the simulation")
  func noHashingNoGlobals() throws {
    let files = try SourceTree.swift(below: "Sources/BorderSimulation")
    expectNone(PurityRule.hashing(in: files))
    expectNone(PurityRule.globals(in: files))
  }

  @Test(
    "A planted symbol is forbidden",
    arguments: [
      "log", "exp", "pow", "sin", "clock_gettime", "time", "fopen", "open", "write", "arc4random_buf", "getrandom",
      "gsl_ran_gamma", "swift_stdlib_random", "swift_task_create", "$s10Foundation4DateV", "$s5Glibc3logyS2dF",
      "$sSS10FoundationE6formatS", "$ss27SystemRandomNumberGeneratorVMa", "$sSi6random2inS2iSnySiG_tFZ",
      "$ss15ContinuousClockV3now", "$ss5print_9separator10terminatoryypd_S2StF", "$sScTMa", "$sSo8NSObjectC",
      "$s14OutputAnalysis8EstimateV", "$ss18_DictionaryStorageC", "$ss11_SetStorageC", "pthread_create",
      "_swiftEmptyDictionarySingleton", "fmod",
    ])
  func plantedSymbolIsForbidden(symbol: String) { #expect(PurityRule.isForbidden(symbol, inCompiler: false)) }

  @Test(
    "What the language itself needs is allowed",
    arguments: [
      "swift_release", "swift_getWitnessTable", "memcpy", "malloc", "free", "sqrt", "floor", "__udivti3",
      "$sSQ2eeoiySbx_xtFZTq", "$ss23_ContiguousArrayStorageCMn", "$s11BorderModel8TimeSpanVMn", "$s8RawValueSYTl",
      "$s8AllCasess12CaseIterablePTl", "$sBoWV", "$s16BorderSimulation11FlowNetworkVMn", "$sytN", "$sypN",
      "_swiftEmptyArrayStorage",
    ])
  func languageIsAllowed(symbol: String) { #expect(!PurityRule.isForbidden(symbol, inCompiler: false)) }

  @Test("Planted globals and hashes are found")
  func plantedGlobalsAreFound() {
    let text = """
      var counter = 0
      private var cache: [Int] = []
      var computed: Int { 1 }
      struct Kernel {
        var clock = 0
        static var shared = Kernel()
        static var name: String { "kernel" }
        static let limit = 3
      }

      """
    let file = SourceFile(path: "Planted.swift", text: text)
    #expect(PurityRule.globals(in: [file]).count == 3)
    #expect(PurityRule.hashing(in: [file]).isEmpty)
    #expect(PurityRule.hashing(in: [SourceFile(path: "P.swift", text: "let h = key.hashValue")]).count == 1)
  }
}
