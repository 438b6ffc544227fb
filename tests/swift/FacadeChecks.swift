import Callscreen
import Foundation

func facadeChecks(_ checks: Checks) {
    checks("a moment keeps date and wall clock") {
        let zurich = TimeZone(identifier: "Europe/Zurich") ?? .current
        let date = Date(timeIntervalSince1970: 1_783_000_000.123)
        let moment = Moment(date, in: zurich)
        try expect(moment.unixMs, is: 1_783_000_000_123)
        // In July.
        try expect(moment.utcOffsetMinutes, is: 120)
        try expect(abs(moment.date.timeIntervalSince(date)) < 0.001, "got \(moment.date)")
        try expect(moment.timeZone?.secondsFromGMT(), is: 7200)
    }
    checks("a date that 64 bits cannot hold does not crash") {
        let seconds: [Double] = [.infinity, -.infinity, .nan, 1e300]
        let moments = seconds.map { Moment(Date(timeIntervalSince1970: $0)).unixMs }
        try expect(moments, is: [.max, .min, .min, .max])
    }
    checks("texts follow the locale") {
        let languages = ["de_CH", "de", "en_GB", "fr_CH", ""].map {
            Language(Locale(identifier: $0))
        }
        try expect(languages, is: [.german, .german, .english, .english, .english])
        try withScreener { screener, _ in
            let decision = screener.screen(call: IncomingCall(number: nil, presentation: .payphone))
            let german = decision.text(in: Locale(identifier: "de_AT"))
            try expect(german.hasPrefix("Voicemail: "), "got \(german)")
            let english = decision.text(in: Locale(identifier: "it"))
            try expect(english, is: "voicemail: a public telephone")
            try expect(screener.journal(limit: 1)[0].text(in: Locale(identifier: "de")), is: german)
        }
    }
    checks("every error has a reason") {
        let errors: [ScreenerError] = [
            .Closed, .InvalidArgument(reason: "a"), .InvalidFile(reason: "b"),
            .InvalidPolicy(reason: "c"), .NotFound(reason: "d"), .Storage(reason: "e"), .Cancelled,
        ]
        try expect(
            errors.map(\.reason),
            is: ["the screener is shut down", "a", "b", "c", "d", "e", "the import was stopped"])
    }
    logChecks(checks)
}

private func logChecks(_ checks: Checks) {
    let number = "+41615550909"

    checks("log lines arrive from their level on and hold no digit of a number") {
        for (level, levels) in [(LogLevel.error, [LogLevel.error]), (.warn, [.error, .warn])] {
            let lines = Collected()
            let write: @Sendable (LogLevel, String) -> Void = { lines.add($0, $1) }
            if level == .warn { setLog(to: write) } else { setLog(from: level, to: write) }
            try closedScreener().screen(call: IncomingCall(number: number)).isFault()
            try expect(lines.all.map(\.0), is: levels)
            try expect(lines.all[0].1, contains: "fault")
            for (_, line) in lines.all {
                try expect(!line.contains(where: \.isNumber), "a digit in \"\(line)\"")
            }
        }
    }
    checks("a sink that throws hurts nobody") {
        struct Full: Error {}
        let lines = Collected()
        setLog(from: .warn) { level, line in
            lines.add(level, line)
            throw Full()
        }
        try closedScreener().screen(call: IncomingCall(number: number)).isFault()
        try expect(lines.all.count, is: 2)
        setLogSink(sink: FailingSink(lines), level: .warn)
        try closedScreener().screen(call: IncomingCall(number: number)).isFault()
        try expect(lines.all.count, is: 4)
        setLog(from: .error) { _, _ in }
    }
}

/// A screener whose store is closed: every call is a fault and is logged.
private func closedScreener() throws -> Screener {
    try withFolder { folder in
        let screener = try Screener.open(at: folder.appendingPathComponent("store"), home: ["CH"])
        screener.shutdown()
        return screener
    }
}

extension Decision {
    fileprivate func isFault() throws {
        try expect(reason, is: .fault)
    }
}

/// A sink with the error of the API's own.
private final class FailingSink: LogSink {
    let lines: Collected

    init(_ lines: Collected) { self.lines = lines }

    func log(level: LogLevel, line: String) throws {
        lines.add(level, line)
        throw SinkError.Failed(reason: "the disk is full")
    }
}

/// Log lines, from any thread.
private final class Collected: @unchecked Sendable {
    private let lock = NSLock()
    private var lines: [(LogLevel, String)] = []

    var all: [(LogLevel, String)] { lock.withLock { lines } }

    func add(_ level: LogLevel, _ line: String) {
        lock.withLock { lines.append((level, line)) }
    }
}
