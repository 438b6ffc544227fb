import Callscreen
import Foundation

func openChecks(_ checks: Checks) {
    checks("open creates a store and finds it again") {
        try withFolder { folder in
            let file = folder.appendingPathComponent("store")
            let first = try Screener.open(at: file, home: ["CH"])
            _ = try first.putRule(pattern: "+41445550101", verdict: .reject, note: "kept")
            first.shutdown()
            let second = try Screener.open(at: file, home: ["CH"])
            try expect(second.rules().map(\.note), is: ["kept"])
        }
    }
    checks("open refuses another application's database and leaves it") {
        // `application_id` of the SQLite header: the database is nobody's then.
        try damaged(at: 68, [0, 0, 0, 0]) { reason in
            try expect(reason, contains: "another application's SQLite database")
        }
    }
    checks("open refuses the store of a later version and leaves it") {
        // `user_version` of the SQLite header.
        try damaged(at: 60, [0, 0, 0, 99]) { reason in
            try expect(reason, contains: "schema 99")
        }
    }
    checks("open refuses what is no database and leaves it") {
        try withFolder { folder in
            let text = String(repeating: "my holidays, page 1\n", count: 100)
            let file = try folder.file("notes.txt", text)
            let error = try error { try Screener.open(at: file, home: ["CH"]) }
            try expect(error.isStorage, "got \(error)")
            try expect(error.reason, contains: "notes.txt")
            try expect(String(contentsOf: file, encoding: .utf8), is: text)
        }
    }
    checks("open refuses a folder that is not there") {
        try withFolder { folder in
            let file = folder.appendingPathComponent("missing/store")
            let error = try error { try Screener.open(at: file, home: ["CH"]) }
            try expect(error.isStorage, "got \(error)")
        }
    }
    checks("open needs a home region that exists") {
        try withFolder { folder in
            let file = folder.appendingPathComponent("store")
            for home in [[], ["1X"], ["CH", "Switzerland"]] {
                let error = try error { try Screener.open(at: file, home: home) }
                try expect(error.isInvalidArgument, "got \(error) for \(home)")
            }
            try expect(!FileManager.default.fileExists(atPath: file.path), "a file was made")
        }
    }
    checks("after shutdown a call is allowed with the reason fault") {
        try withScreener { screener, _ in
            _ = try screener.putRule(pattern: "+41445550101", verdict: .reject, note: "")
            screener.shutdown()
            let decision = screener.screen(call: IncomingCall(number: "+41445550101"))
            try expect(decision.verdict, is: .allow)
            try expect(decision.reason, is: .fault)
            try expect(decision.trace.steps, is: [])
        }
    }
    checks("after shutdown everything else is the error Closed") {
        try withScreener { screener, folder in
            let cards = try folder.file("cards.vcf", "BEGIN:VCARD\nEND:VCARD\n")
            let list = try folder.file("list.csv", "phone\n+41445550101\n")
            screener.shutdown()
            screener.shutdown()
            let calls: [(String, () throws -> Any)] = [
                ("explain", { try screener.explain(call: IncomingCall(number: nil)) }),
                ("replaceContacts", { try screener.replaceContacts(numbers: []) }),
                ("importContacts", { try screener.importContacts(from: cards) }),
                ("contactCount", { try screener.contactCount() }),
                ("importList", { try screener.importList(source("a"), from: list) }),
                ("lists", { try screener.lists() }),
                ("builtInLists", { try screener.builtInLists() }),
                (
                    "setList",
                    {
                        let settings = ListSettings(threshold: 1, weight: .block, enabled: true)
                        return try screener.setList(name: "a", settings: settings)
                    }
                ),
                ("removeList", { try screener.removeList(name: "a") }),
                (
                    "putRule",
                    {
                        try screener.putRule(pattern: "+41445550101", verdict: .allow, note: "")
                    }
                ),
                ("rules", { try screener.rules() }),
                ("removeRule", { try screener.removeRule(id: 1) }),
                ("policy", { try screener.policy() }),
                ("setPreset", { try screener.setPreset(name: "smartphone") }),
                ("recordOutgoingCall", { try screener.recordOutgoingCall("+41445550101") }),
                ("journal", { try screener.journal(limit: 1) }),
                ("clearJournal", { try screener.clearJournal() }),
                (
                    "writePlan",
                    {
                        try screener.writePlan(to: folder.appendingPathComponent("plan"))
                    }
                ),
            ]
            for (name, call) in calls {
                let error = try error(of: call)
                try expect(error == .Closed, "\(name): got \(error)")
            }
        }
    }
}

/// Opens a sound store after writing `bytes` over its header.
private func damaged(at offset: Int, _ bytes: [UInt8], _ body: (String) throws -> Void) throws {
    try withFolder { folder in
        let file = folder.appendingPathComponent("store")
        try Screener.open(at: file, home: ["CH"]).shutdown()
        var content = try Data(contentsOf: file)
        content.replaceSubrange(offset..<offset + bytes.count, with: bytes)
        try content.write(to: file)
        let error = try error { try Screener.open(at: file, home: ["CH"]) }
        try expect(error.isStorage, "got \(error)")
        try body(error.reason)
        try expect(Data(contentsOf: file) == content, "the file was changed")
    }
}

extension ScreenerError {
    var isInvalidArgument: Bool { if case .InvalidArgument = self { true } else { false } }
    var isInvalidFile: Bool { if case .InvalidFile = self { true } else { false } }
    var isInvalidPolicy: Bool { if case .InvalidPolicy = self { true } else { false } }
    var isNotFound: Bool { if case .NotFound = self { true } else { false } }
    var isStorage: Bool { if case .Storage = self { true } else { false } }
}
