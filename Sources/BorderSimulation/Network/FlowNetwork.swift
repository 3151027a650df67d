// SPDX-License-Identifier: GPL-3.0-or-later
import BorderModel

/// A border post compiled to flat tables of steps, pools, lines and streams: what the kernel runs.
///
/// Immutable; shared by all threads. Vocabulary ends here: no step knows what a station or an agency is.
public struct FlowNetwork: Sendable {
  public var layout: ObservationLayout
  /// Length of the observed window.
  public var window: TimeSpan
  /// Simulated time before the window.
  public var warmUp: TimeSpan
}

/// Why a post cannot be compiled; a fault of the model that the reader of scenarios cannot see.
public struct CompilationFault: Error, Sendable, Hashable {
  /// One sentence: what, where, and what to do.
  public var message: String

  public init(message: String) { self.message = message }
}

extension FlowNetwork {
  /// Compiles a post.
  ///
  /// - Throws: `CompilationFault` when two purposes of random numbers collide or a table overflows.
  public init(compiling post: BorderPost) throws(CompilationFault) {
    preconditionFailure("the compiler follows")
  }
}
