/// How often each repair was made.
struct RepairCounts: Equatable, Sendable {
  var entries = 0
  var wordsJoined = 0
  var wordsJoinedByEvidence = 0
  var dropCapitals = 0
  var hyphensRemoved = 0
  var linesKept = 0
  var softHyphens = 0
  var breaksCrossed = 0
}
