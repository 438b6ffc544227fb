import Foundation

// The checks of the Swift package and of the iOS demo. The argument is the folder of the clone.
let clone = URL(fileURLWithPath: CommandLine.arguments.dropFirst().first ?? ".")
let checks = Checks()
openChecks(checks)
importChecks(checks)
screenChecks(checks)
journalChecks(checks)
facadeChecks(checks)
planChecks(checks)
threadChecks(checks)
vectorChecks(checks, clone.appendingPathComponent("tests/vectors"))
phoneChecks(checks)
callDirectoryChecks(checks)
textChecks(checks, clone.appendingPathComponent("ios-demo/App"))
await deskChecks(checks)
await reloadChecks(checks)
checks.finish()
