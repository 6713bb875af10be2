import Glibc

/// C-c during a long piece of work: noted once, so that what is done can be kept; the second time
/// the process ends.
enum Interruption {
  static var isAsked: Bool { noted != 0 }

  static func watch() {
    signal(SIGINT) { number in
      noted = 1
      signal(number, SIG_DFL)
    }
  }
}

/// Written by the handler, which may do little more.
nonisolated(unsafe) private var noted: sig_atomic_t = 0
