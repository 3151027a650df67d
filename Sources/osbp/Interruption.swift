// SPDX-License-Identifier: GPL-3.0-or-later
import Synchronization

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// The wish of the user, or of the system, that the program should end (SIGINT, SIGTERM).
///
/// The first is noted, so that a study can keep what is finished; the second ends the program at once. A signal handler
/// may do no more than touch an atomic number, which therefore lives here, outside any value.
enum Interruption {
  private static let requests = Atomic<Int>(0)

  static var isRequested: Bool { requests.load(ordering: .relaxed) > 0 }

  /// Begins to note signals; called once, before any work.
  static func watch() {
    // Touched before a handler can run, so that nothing is set up inside one.
    requests.store(0, ordering: .sequentiallyConsistent)
    var watched = sigset_t()
    sigemptyset(&watched)
    for number in [SIGINT, SIGTERM] {
      sigaddset(&watched, number)
      var action = sigaction()
      action.sa_flags = SA_RESTART
      setHandler(of: &action) { _ in
        if Interruption.requests.add(1, ordering: .relaxed).oldValue > 0 { _exit(130) }
      }
      sigaction(number, &action, nil)
    }
    // Whoever started the program may have blocked them, and a block is inherited.
    pthread_sigmask(SIG_UNBLOCK, &watched, nil)
  }

  /// Makes writing to a pipe that nobody reads, or beyond the size a file may have, an error of that write.
  static func turnSignalsOfWritingIntoErrors() {
    signal(SIGPIPE, SIG_IGN)
    signal(SIGXFSZ, SIG_IGN)
  }

  #if canImport(Glibc)
    private static func setHandler(of action: inout sigaction, to handler: @escaping @convention(c) (Int32) -> Void) {
      action.__sigaction_handler.sa_handler = handler
    }
  #else
    private static func setHandler(of action: inout sigaction, to handler: @escaping @convention(c) (Int32) -> Void) {
      action.__sigaction_u.__sa_handler = handler
    }
  #endif
}
