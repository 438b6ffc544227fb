import Callscreen
import Foundation

func threadChecks(_ checks: Checks) {
    checks("calls from many threads are decided while an import runs, and none is lost") {
        try withScreener { screener, folder in
            _ = try screener.replaceContacts(numbers: ["+41615550101"])
            let rows = (0..<5_000).map { "+4144555\(String(format: "%04d", $0))" }
            let list = try folder.file("list.csv", "phone\n" + rows.joined(separator: "\n"))
            let verdicts = Counted<Verdict>()
            let reports = Counted<UInt64>()
            let threads = 8
            let calls = 50
            DispatchQueue.concurrentPerform(iterations: threads + 1) { thread in
                if thread == 0 {
                    let report = try? screener.importList(source("a"), from: list)
                    reports.add(report?.taken ?? 0)
                    return
                }
                for _ in 0..<calls {
                    let call = IncomingCall(number: "+41615550101")
                    let decision = screener.screen(call: call)
                    verdicts.add(decision.reason == .contact ? decision.verdict : .reject)
                }
            }
            try expect(reports.all, is: [UInt64(rows.count): 1])
            try expect(verdicts.all, is: [.allow: threads * calls])
            try expect(screener.journal(limit: 10_000).count, is: threads * calls)
        }
    }
    checks("a shutdown in the middle of calls makes them faults, not crashes") {
        try withScreener { screener, _ in
            _ = try screener.replaceContacts(numbers: ["+41615550101"])
            let verdicts = Counted<Verdict>()
            DispatchQueue.concurrentPerform(iterations: 4) { thread in
                for index in 0..<50 {
                    if thread == 0, index == 10 { screener.shutdown() }
                    let call = IncomingCall(number: "+41615550101")
                    verdicts.add(screener.screen(call: call).verdict)
                }
            }
            try expect(verdicts.all, is: [.allow: 200])
        }
    }
}

/// Counts values, from any thread.
private final class Counted<Value: Hashable & Sendable>: @unchecked Sendable {
    private let lock = NSLock()
    private var counts: [Value: Int] = [:]

    var all: [Value: Int] { lock.withLock { counts } }

    func add(_ value: Value) {
        lock.withLock { counts[value, default: 0] += 1 }
    }
}
