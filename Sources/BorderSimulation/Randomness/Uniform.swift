// SPDX-License-Identifier: GPL-3.0-or-later

/// The uniform number of a 64-bit half: (upper 53 bits + 0.5) · 2^-53, rounded once to the nearest double.
///
/// The one pattern that would round to 1 gives the greatest double below 1, so the result lies in (0, 1): never less
/// than 2^-54, never more than 1 - 2^-53.
@inline(__always)
package func uniform(fromHalf half: UInt64) -> Double {
  // 1 + (upper 32 bits) · 2^-32, exactly, and 1/4 + (the other 21 bits + 0.5) · 2^-53, exactly.
  let head = Double(bitPattern: (half &>> 12) & 0x000F_FFFF_FFF0_0000 | 0x3FF0_0000_0000_0000)
  let tail = Double(bitPattern: (half &>> 10) & 0x003F_FFFE | 0x3FD0_0000_0000_0001)
  let bits = ((head - 1.25) + tail).bitPattern
  // 1 if the sum is 1.0 and 0 if it is less.
  return Double(bitPattern: bits &- ((bits &+ 0x0010_0000_0000_0000) &>> 62))
}
