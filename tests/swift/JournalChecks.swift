import Callscreen
import Foundation

func journalChecks(_ checks: Checks) {
    let date = Date(timeIntervalSince1970: 1_795_245_300)

    checks("what came of a call is reported by name, by number and time, and by id") {
        try withScreener { screener, _ in
            _ = screener.screen(
                call: IncomingCall(number: "+41615550202", at: date, callId: "8F2B"))
            let outcome = { try screener.journal(limit: 1)[0].outcome }
            try expect(outcome() == nil, "an outcome before it was reported")
            let missed = CallOutcome(ending: .missed, ringSeconds: 9)
            try screener.reportOutcome(call: .callId(callId: "8F2B"), outcome: missed)
            try expect(outcome(), is: missed)
            try screener.reportOutcome(of: "+41615550202", at: date + 20, .messageLeft)
            try expect(outcome()?.ending, is: .messageLeft)
            try expect(
                outcome()?.ending.text(in: Locale(identifier: "de")), is: "Nachricht hinterlassen")
            let id = try screener.journal(limit: 1)[0].id
            try screener.reportOutcome(call: .id(id: id), outcome: missed)
            try expect(outcome(), is: missed)
            guard
                case .NotFound = try error(of: {
                    try screener.reportOutcome(call: .callId(callId: "none"), outcome: missed)
                })
            else { throw Unmet("another error", #fileID, #line) }
        }
    }
    checks("calls are found, forgotten and kept as long as the user says") {
        try withScreener { screener, _ in
            _ = screener.screen(call: IncomingCall(number: "+41615550202", at: date))
            _ = screener.screen(call: IncomingCall(number: nil, at: date + 60))
            let found = { try screener.searchJournal(query: $0, limit: 9) }
            let first = try found(JournalQuery(number: "061 555 02 02"))
            try expect(first.count, is: 1)
            try expect(found(JournalQuery(until: Moment(date + 60))), is: first)
            try expect(found(JournalQuery(verdict: .reject)), is: [])
            try screener.forgetCall(id: first[0].id)
            try expect(screener.journal(limit: 9).count, is: 1)
            try expect(screener.retention(), is: Retention(days: 180, calls: 10_000))
            try screener.setRetention(retention: Retention(days: 30, calls: 500))
            try expect(screener.retention().days, is: 30)
            try screener.writeJournal()
        }
    }
    checks("a call is reported as a call centre and taken back") {
        try withScreener { screener, _ in
            _ = screener.screen(call: IncomingCall(number: "+41615550202", at: date))
            let id = try screener.journal(limit: 1)[0].id
            try screener.mark(call: id, as: .callCentre(category: .sales), at: date)
            let again = screener.screen(call: IncomingCall(number: "+41615550202"))
            try expect(again.reason, is: .markedCallCentre(category: .sales))
            let csv = try screener.exportMarks(what: MarkExport())
            try expect(csv.contains("+41615550202,sales,2026-11-21"), "got \(csv)")
            try screener.unmarkCall(id: id)
            try expect(screener.marks(), is: [])
        }
    }
}
