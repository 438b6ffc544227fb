import Callscreen
import Foundation

func importChecks(_ checks: Checks) {
    checks("contacts replace those stored, and report by place what cannot be read") {
        try withScreener { screener, _ in
            let report = try screener.replaceContacts(
                numbers: ["+41615550101", "", "+41615550102", "+41615550101"])
            try expect(report.rows, is: 4)
            try expect(report.taken, is: 2)
            try expect(report.duplicates, is: 1)
            try expect(report.skipped, is: [Skipped(reason: .empty, rows: 1, firstLines: [2])])
            _ = try screener.replaceContacts(numbers: ["+41615550103"])
            try expect(screener.contactCount(), is: 1)
            try expect(screener.verdict("+41615550103"), is: .allow)
            try expect(screener.verdict("+41615550101"), is: .voicemail)
        }
    }
    checks("vCard: good cards are taken, an unfinished one is reported with its line") {
        try withScreener { screener, folder in
            let file = try folder.file(
                "people.vcf",
                """
                BEGIN:VCARD
                VERSION:3.0
                FN:Anna
                TEL;TYPE=CELL:+41 79 555 01 01
                TEL;TYPE=HOME:+41 61 555 01 01
                END:VCARD
                BEGIN:VCARD
                VERSION:3.0
                FN:Beat
                """)
            let report = try screener.importContacts(from: file)
            try expect(report.taken, is: 2)
            let unfinished = Skipped(reason: .unfinishedCard, rows: 1, firstLines: [7])
            try expect(report.skipped, is: [unfinished])
            try expect(screener.verdict("+41795550101"), is: .allow)
        }
    }
    checks("vCard: a file without a card is an error that names file and line") {
        try withScreener { screener, folder in
            _ = try screener.replaceContacts(numbers: ["+41615550101"])
            let file = try folder.file("letter.vcf", "Dear Sir or Madam\n")
            let error = try error { try screener.importContacts(from: file) }
            try expect(error.isInvalidFile, "got \(error)")
            try expect(error.reason, contains: "letter.vcf, line 1: expected a vCard")
            try expect(screener.contactCount(), is: 1)
        }
    }
    checks("CSV: rows above the threshold reject, bad rows are reported with their lines") {
        try withScreener { screener, folder in
            let file = try folder.file(
                "list.csv",
                """
                phone;votes
                +41445550101;10
                +41445550102;3
                4.14E+10;5
                +41445550101;1
                +41 44 #55;1
                """)
            let date = Date(timeIntervalSince1970: 1_795_000_000)
            let report = try screener.importList(source("a", threshold: 4), from: file, at: date)
            try expect(report.rows, is: 5)
            try expect(report.taken, is: 2)
            try expect(report.duplicates, is: 1)
            try expect(report.skipped.flatMap(\.firstLines).sorted(), is: [4, 6])
            try expect(screener.verdict("+41445550101"), is: .reject)
            try expect(screener.verdict("+41445550102"), is: .voicemail)
            let lists = try screener.lists()
            try expect(lists.map(\.name), is: ["a"])
            try expect(lists[0].numbers, is: 2)
            try expect(lists[0].threshold, is: 4)
            try expect(lists[0].importedAt, is: date)
        }
    }
    checks("CSV: a table without numbers is an error that names file and line") {
        try withScreener { screener, folder in
            let file = try folder.file("menu.csv", "dish,price\nsoup,7\n")
            let error = try error { try screener.importList(source("a"), from: file) }
            try expect(error.isInvalidFile, "got \(error)")
            try expect(
                error.reason, contains: "menu.csv, line 1: expected a column of phone numbers")
        }
    }
    checks("CSV: national spelling is the list's region, if one is given") {
        try withScreener { screener, folder in
            let file = try folder.file("list.csv", "phone\n030 23125 000\n")
            _ = try screener.importList(source("a"), from: file, region: "DE")
            try expect(screener.verdict("+493023125000"), is: .reject)
            let error = try error {
                try screener.importList(source("a"), from: file, region: "1X")
            }
            try expect(error.isInvalidArgument, "got \(error)")
        }
    }
    checks("a noisy source asks for several reports, and the report tells how it was read") {
        try withScreener { screener, folder in
            let file = try folder.file(
                "DNC.csv",
                """
                Company_Phone_Number,Created_Date,Violation_Date
                2125550101,2026-11-18,2026-11-18
                2125550101,2026-11-19,2026-11-19
                2125550101,2026-11-20,2026-11-20
                2125550102,2026-11-20,2026-11-20
                """)
            let source = ListSource(name: "FTC", source: "", licence: "")
            let date = Date(timeIntervalSince1970: 1_795_250_000)
            let report = try screener.importList(source, from: file, at: date)
            let reading = ListReading(
                format: .ftcComplaints, regions: ["US"], national: 4, threshold: 3,
                maxAgeDays: 180)
            try expect(report.list, is: reading)
            try expect(screener.verdict("+12125550101"), is: .reject)
            try expect(screener.verdict("+12125550102"), is: .voicemail)
        }
    }
    checks("an import tells how far it has come, and stops when told to") {
        try withScreener { screener, folder in
            let rows = (0..<3000).map { "+4144556\(String(10000 + $0).dropFirst())" }
            let file = try folder.file("long.csv", "phone\n\(rows.joined(separator: "\n"))\n")
            let error = try error {
                try screener.importList(source("a"), from: file) { $0.rows < 2000 }
            }
            try expect(error == .Cancelled, "got \(error)")
            try expect(screener.lists(), is: [])
            let report = try screener.importList(source("a"), from: file) { _ in true }
            try expect(report.taken, is: 3000)
        }
    }
    checks("a file of changes changes the list and leaves the rest; contacts can be stopped") {
        try withScreener { screener, folder in
            let whole = try folder.file(
                "1.csv", "phone,votes\n+41445550101,5\n+41445550102,5\n+41445550103,5\n")
            let changes = try folder.file(
                "2.csv",
                "phone,votes,date\n+41445550101,0,\n+41445550102,9,soon\n+41445550104,1,\n")
            let error1 = try error { try screener.importListChanges(source("a"), from: changes) }
            try expect(error1.isNotFound, "got \(error1)")
            _ = try screener.importList(source("a"), from: whole)
            let report = try screener.importListChanges(source("a"), from: changes)
            try expect(report.changes, is: ListChanges(added: 1, changed: 1, removed: 1))
            try expect(report.list?.unreadDays, is: UnreadDays(rows: 1, firstLines: [3]))
            try expect(report.list?.holdsChanges, is: false)
            try expect(screener.verdict("+41445550101"), is: .voicemail)
            try expect(screener.verdict("+41445550103"), is: .reject)
            let people = try folder.file("3.vcf", "BEGIN:VCARD\nTEL:+41795550101\nEND:VCARD\n")
            let error2 = try error { try screener.importContacts(from: people) { _ in false } }
            try expect(error2 == .Cancelled, "got \(error2)")
            try expect(screener.contactCount(), is: 0)
        }
    }
    checks("JSON: numbers and patterns are taken") {
        try withScreener { screener, folder in
            let file = try folder.file(
                "list.json",
                """
                {"numbers": [
                  {"phone": "+41445550101", "votes": 7},
                  {"phone": "+41445550102", "votes": 7, "rating": "A_LEGITIMATE"},
                  {"pattern": "4144555020#"}
                ]}
                """)
            let report = try screener.importList(source("a"), from: file)
            try expect(report.taken, is: 2)
            try expect(
                report.skipped, is: [Skipped(reason: .notBlocked, rows: 1, firstLines: [3])])
            try expect(screener.verdict("+41445550207"), is: .reject)
            try expect(screener.lists()[0].ranges, is: 1)
        }
    }
    checks("JSON: a broken file is an error that names file and line, and the old list stays") {
        try withScreener { screener, folder in
            let good = try folder.file("good.csv", "phone\n+41445550101\n")
            _ = try screener.importList(source("a"), from: good)
            let bad = try folder.file("bad.json", "{\"numbers\": [\n  \"+41445550102\",\n  }\n")
            let error = try error { try screener.importList(source("a"), from: bad) }
            try expect(error.isInvalidFile, "got \(error)")
            try expect(error.reason, contains: "bad.json, line 3")
            try expect(!error.reason.contains("41445550102"), "a number in \(error.reason)")
            try expect(screener.verdict("+41445550101"), is: .reject)
        }
    }
    checks("a file without a usable row is an error that names the first one") {
        try withScreener { screener, folder in
            let file = try folder.file("list.csv", "phone\n4.14E+10\n")
            let error = try error { try screener.importList(source("a"), from: file) }
            try expect(error.isInvalidFile, "got \(error)")
            try expect(error.reason, contains: "line 2: ")
            try expect(screener.lists(), is: [])
        }
    }
    checks("a missing file is an error that names it; a URL that is no file is an argument's") {
        try withScreener { screener, folder in
            let missing = folder.appendingPathComponent("gone.csv")
            let error1 = try error { try screener.importList(source("a"), from: missing) }
            try expect(error1.isInvalidFile, "got \(error1)")
            try expect(error1.reason, contains: "gone.csv")
            let web = URL(string: "https://example.org/list.csv") ?? missing
            let error2 = try error { try screener.importList(source("a"), from: web) }
            try expect(error2.isInvalidArgument, "got \(error2)")
        }
    }
    checks("a list is replaced by its name, and removed") {
        try withScreener { screener, folder in
            let first = try folder.file("1.csv", "phone\n+41445550101\n")
            let second = try folder.file("2.csv", "phone\n+41445550102\n")
            _ = try screener.importList(source("a"), from: first)
            _ = try screener.importList(source("a"), from: second)
            try expect(screener.verdict("+41445550101"), is: .voicemail)
            try expect(screener.verdict("+41445550102"), is: .reject)
            try screener.removeList(name: "a")
            try expect(screener.verdict("+41445550102"), is: .voicemail)
            let error1 = try error { try screener.removeList(name: "a") }
            try expect(error1.isNotFound, "got \(error1)")
            let error2 = try error { try screener.importList(source(" "), from: first) }
            try expect(error2.isInvalidArgument, "got \(error2)")
        }
    }
    checks("a list says what its settings let it say") {
        try withScreener { screener, folder in
            let table = try folder.file("1.csv", "phone\n+41445550101\n")
            _ = try screener.importList(source("a"), from: table)
            var settings = ListSettings(threshold: 1, weight: .warn, enabled: true)
            try screener.setList(name: "a", settings: settings)
            try expect(screener.verdict("+41445550101"), is: .voicemail)
            settings = ListSettings(threshold: 1, weight: .block, enabled: false)
            try screener.setList(name: "a", settings: settings)
            try expect(screener.verdict("+41445550101"), is: .voicemail)
            settings = ListSettings(threshold: 1, weight: .block, enabled: true)
            try screener.setList(name: "a", settings: settings)
            try expect(screener.verdict("+41445550101"), is: .reject)
        }
    }
}
