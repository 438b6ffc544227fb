import Callscreen
import Foundation

/// What the journal amounts to, what the linter finds, and backups.
func insightChecks(_ checks: Checks) {
    checks("figures, findings and backups") {
        try withFolder { folder in
            let store = folder.appendingPathComponent("store")
            let screener = try Screener.open(at: store, home: ["CH"])
            defer { screener.shutdown() }
            _ = screener.screen(call: IncomingCall(number: "+41445550131"))
            let figures = try screener.figures()
            try expect(figures.verdicts.voicemail, is: 1)
            let german = Locale(identifier: "de")
            try expect(figures.reasons[0].text(in: german), is: "du kennst diese Nummer nicht")

            let id = try screener.putRule(pattern: "+41900*", verdict: .voicemail, note: "")
            let found = try screener.lint().filter { $0.rule == id }
            let kept = Problem.ruleNotKept(rule: id, platform: .ios, why: .voicemail)
            try expect(found.map(\.problem), is: [kept])
            let sentence = found[0].text(in: Locale(identifier: "en"))
            try expect(sentence.hasPrefix("Rule \(id) cannot be kept"), sentence)

            let backup = try screener.exportBackup()
            _ = try screener.putRule(pattern: "+41901*", verdict: .reject, note: "")
            try expect(screener.importBackup(backup, .replace).rules, is: 1)
            try expect(screener.rules().count, is: 1)

            let log = try folder.file("calls.csv", "number,date\n+41445550131,1795258860000\n")
            try expect(screener.replayLog(policy: screener.policy(), from: log).kept, is: 1)
            let noons = "+41445550131,2026-07-01 12:00\n+41445550131,2026-12-01 12:00\n"
            let walls = try folder.file("walls.csv", "number,date\n" + noons)
            for (zone, offsets) in [
                (TimeZone(identifier: "Europe/Zurich"), [120, 60] as [Int32]),
                (TimeZone(secondsFromGMT: 3600), [60, 60]),
            ] {
                let replay = try screener.replayLog(
                    policy: screener.policy(), from: walls, in: zone ?? .current)
                try expect(replay.each.map(\.at.utcOffsetMinutes), is: offsets)
            }
        }
    }
}
