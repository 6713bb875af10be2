import SpaltProcess
import Testing

@Suite struct RunProgramTests {
  @Test func `what is given comes back, with arguments as they are`() throws {
    let input = Array("å\u{0}ä\n".utf8)
    #expect(try runProgram("cat", [], input: input) == input)
    let words = ["; touch P", "$(id)", "-n", "a\nb"]
    #expect(
      try runProgram("printf", ["%s|%s|%s|%s"] + words, input: [])
        == Array(words.joined(separator: "|").utf8))
  }

  @Test func `much goes in and out without waiting for each other`() throws {
    let input = [UInt8](repeating: 0x61, count: 5 << 20)
    #expect(try runProgram("cat", [], input: input).count == input.count)
  }

  @Test func `a program that is not there is missing`() {
    #expect(throws: ProcessFailure.missing(program: "no-such-program")) {
      try runProgram("no-such-program", [], input: [])
    }
  }

  @Test func `a program that waits is ended`() {
    #expect(throws: ProcessFailure.tooSlow(program: "sleep", seconds: 1)) {
      try runProgram("sleep", ["100"], input: [], limits: .init(seconds: 1))
    }
  }

  @Test func `a program that closes its output and waits is ended`() {
    #expect(throws: ProcessFailure.tooSlow(program: "bash", seconds: 1)) {
      try runProgram(
        "bash", ["-c", "exec >&- 2>&-; sleep 100"], input: [], limits: .init(seconds: 1))
    }
  }

  @Test(arguments: ["sleep 100", "exec >&- 2>&-; sleep 100", "yes"])
  func `a program that nobody waits for any more is ended at once`(script: String) {
    let start = ContinuousClock.now
    #expect(throws: ProcessFailure.cancelled(program: "bash")) {
      try runProgram("bash", ["-c", script], input: []) {
        ContinuousClock.now - start > .milliseconds(100)
      }
    }
    #expect(ContinuousClock.now - start < .seconds(20))
  }

  @Test func `a program that prints without end is ended`() {
    #expect(throws: ProcessFailure.tooMuch(program: "yes", bytes: 1 << 20)) {
      try runProgram("yes", [], input: [], limits: .init(outputBytes: 1 << 20))
    }
  }

  @Test func `a program gets no more memory than it may have`() {
    let fill = "a=$(head -c 200000000 /dev/zero | tr '\\0' x)"
    let run = { (memory: Int) in
      try runProgram("bash", ["-c", fill], input: [], limits: .init(memoryBytes: memory))
    }
    #expect {
      _ = try run(64 << 20)
    } throws: {
      guard case .ended(_, let status, _) = $0 as? ProcessFailure else { return false }
      return status != 0
    }
  }

  @Test func `a failure tells its status and its first words`() {
    #expect {
      _ = try runProgram("cat", ["/no/such/file"], input: [])
    } throws: {
      guard case .ended("cat", 1, let message) = $0 as? ProcessFailure else { return false }
      return message.contains("/no/such/file")
    }
  }

  @Test func `no descriptor and no variable of ours goes to the program`() throws {
    let listed = try runProgram("ls", ["/proc/self/fd"], input: [])
    // Three of its own, and the folder it is reading.
    #expect(String(decoding: listed, as: UTF8.self) == "0\n1\n2\n3\n")
    let variables = try runProgram("env", [], input: [])
    #expect(String(decoding: variables, as: UTF8.self).split(separator: "\n").count == 2)
  }
}
