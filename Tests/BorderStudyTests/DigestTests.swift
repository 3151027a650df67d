// SPDX-License-Identifier: GPL-3.0-or-later
import BorderStudy
import Testing

@Suite("Theory: SHA-256")
struct DigestTests {
  /// The examples of FIPS 180-2, appendix B, and the empty text.
  @Test(
    "Published examples have their published digests",
    arguments: [
      ("", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"),
      ("abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"),
      (
        "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq",
        "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1"
      ),
    ])
  func examples(text: String, digest: String) { #expect(SHA256.hexadecimal(of: text.utf8) == digest) }

  @Test("A million times the letter a")
  func million() {
    let digest = "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0"
    #expect(SHA256.hexadecimal(of: [UInt8](repeating: 97, count: 1_000_000)) == digest)
  }

  @Test("Bytes may come in any pieces")
  func pieces() {
    let bytes = (0..<1_000).map { UInt8(truncatingIfNeeded: $0 &* 37) }
    for size in [1, 3, 55, 63, 64, 65, 127, 128, 999] {
      var digest = SHA256()
      for start in stride(from: 0, to: bytes.count, by: size) {
        digest.update(Array(bytes[start..<min(bytes.count, start + size)]))
      }
      #expect(digest.hexadecimal == SHA256.hexadecimal(of: bytes))
    }
  }
}
