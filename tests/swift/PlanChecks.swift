import Callscreen
import Foundation

func planChecks(_ checks: Checks) {
    checks("a plan ascends across page borders, whatever the page size") {
        try withPlan { _, plan in
            let whole = try numbers(of: PlanReader(plan, pageSize: 1_000_000))
            for size in [1, 3, 7, 10, 99, 100, 101, 10_000] where size > 1 || whole.count < 2_000 {
                var reader = PlanReader(plan, pageSize: size)
                var joined: [Int64] = []
                while let page = try reader.next() {
                    try expect(page.count <= size, "a page of \(page.count), asked for \(size)")
                    joined += page
                }
                try expect(joined == whole, "pages of \(size) differ")
                try expect(reader.next(), is: nil)
            }
            try expect(zip(whole, whole.dropFirst()).allSatisfy(<), "not ascending")
        }
    }
    checks("a page can be shorter, and the next one goes on behind it") {
        try withPlan { _, plan in
            var reader = PlanReader(plan, pageSize: 100)
            let first = try reader.next(atMost: 3) ?? []
            try expect(first.count, is: 3)
            let rest = try numbers(of: reader)
            try expect(first + rest, is: numbers(of: PlanReader(plan)))
        }
    }
    checks("a number is in the plan if and only if a call from it would be rejected") {
        try withPlan { screener, plan in
            let planned = Set(try numbers(of: PlanReader(plan)))
            let borders = planned.flatMap { [$0 - 1, $0, $0 + 1] }
            let others: [Int64] = [41_615_550_101, 41_445_550_100, 41_900_555_123, 33_162_000_001]
            for number in Set(borders + others) {
                let verdict = try screener.verdict("+\(number)")
                let isPlanned = planned.contains(number)
                try expect(
                    (verdict == .reject) == isPlanned, "\(number) is \(verdict), plan \(isPlanned)")
            }
        }
    }
    checks("the report says how much the plan holds and what it cannot") {
        try withPlan { screener, plan in
            let report = try screener.writePlan(to: plan)
            try expect(report.numbers, is: UInt64(numbers(of: PlanReader(plan)).count))
            try expect(report.notKept, is: [.rangeCampaign])
            try expect(report.numbersLeftOut, is: 0)
            let part = try screener.writePlan(to: plan, atMost: report.numbers - 1)
            try expect(part.numbers + part.numbersLeftOut, is: report.numbers)
            try expect(part.numbers, is: UInt64(numbers(of: PlanReader(plan)).count))
        }
    }
    checks("an emergency call empties the plan of the next two days") {
        try withPlan { screener, plan in
            let date = Date(timeIntervalSince1970: 1_795_000_000)
            try screener.recordOutgoingCall("112", at: date)
            try expect(screener.writePlan(to: plan, at: date + 60).numbers, is: 0)
            var reader = PlanReader(plan)
            try expect(reader.next(), is: nil)
            let decision = try screener.explain(call: IncomingCall(number: nil, at: date + 60))
            try expect(decision.reason, is: .afterEmergencyCall)
            try expect(decision.trace.facts.emergencyCallAt, is: date)
            try expect(screener.writePlan(to: plan, at: date + 3 * 24 * 3600).numbers > 0, "empty")
        }
    }
    checks("a plan that is missing, cut off or none at all is an error that names the file") {
        try withPlan { _, plan in
            let content = try Data(contentsOf: plan)
            let damaged: [(Data?, String)] = [
                (nil, "plan"), (content.dropLast(), "cut off"), (content.prefix(30), "cut off"),
                (Data("no plan, but long enough".utf8), "expected a callscreen plan"),
            ]
            for (bytes, reason) in damaged {
                try FileManager.default.removeItem(at: plan)
                try bytes?.write(to: plan)
                var reader = PlanReader(plan)
                let error = try error { try reader.next() }
                try expect(error.isInvalidFile, "got \(error)")
                try expect(error.reason, contains: reason)
                try content.write(to: plan)
            }
        }
    }
}

/// A screener with rules, lists and contacts that cut into each other, and its plan. Small enough to
/// ask about every number in it; the ranges reserved for sales calls are off.
func withPlan(_ body: (Screener, URL) throws -> Void) throws {
    try withScreener { screener, folder in
        let policy = try screener.policy()
        try screener.setPolicy(
            json: policy.replacingOccurrences(
                of: "\"reserved_ranges\": true", with: "\"reserved_ranges\": false"))
        let list = try folder.file(
            "list.csv",
            """
            phone
            +4144555010#
            +4144555012##
            +41445550205
            +41445550206
            +41615550101
            """)
        _ = try screener.importList(source("a"), from: list)
        _ = try screener.replaceContacts(numbers: ["+41445550105", "+41615550101"])
        for (pattern, verdict) in [
            ("+41445550107", Verdict.allow), ("+41445550205", .voicemail),
            ("+41445550301", .reject), ("+4144555030*", .reject), ("+41445550305", .allow),
        ] {
            _ = try screener.putRule(pattern: pattern, verdict: verdict, note: "")
        }
        let plan = folder.appendingPathComponent("plan")
        _ = try screener.writePlan(to: plan)
        try body(screener, plan)
    }
}

func numbers(of reader: PlanReader) throws -> [Int64] {
    var reader = reader
    var numbers: [Int64] = []
    while let page = try reader.next() {
        numbers += page
    }
    return numbers
}
