import Callscreen
@testable import Desk
import Foundation

/// The demo app without its screens.
func deskChecks(_ checks: Checks) async {
    await checks("desk: a new store leaves out reserved ranges, so that the plan fits") {
        try await withDesk { desk, _ in
            try await expect(desk.reservedRanges, is: false)
            try await expect(desk.rebuildPlan().numbers, is: 0)
            try await desk.setReservedRanges(true)
            try await expect(desk.reservedRanges, is: true)
            let report = try await desk.rebuildPlan()
            try expect(report.numbersLeftOut > 10_000_000, "only \(report.numbersLeftOut)")
            try expect(report.numbers > 1_000_000, "only \(report.numbers)")
            let budget = UInt64(DirectorySettings.defaultEntryBudget)
            try expect(report.numbers <= budget, "\(report.numbers) are too many")
        }
    }
    await checks("desk: a store that was there keeps its policy") {
        try await withFolder { url in
            let folder = SharedFolder(url: url)
            let store = url.appendingPathComponent("store")
            try await Desk(store: store, folder: folder, home: ["CH"]).setReservedRanges(true)
            let again = try Desk(store: store, folder: folder, home: ["CH"])
            try await expect(again.reservedRanges, is: true)
        }
    }
    await checks("desk: the first plan is prepared once, later ones on request") {
        try await withDesk { desk, folder in
            try await desk.preparePlan()
            try expect(numbers(of: PlanReader(folder.plan)), is: [])
            try await desk.putRule("+41445550101", .reject, note: "")
            try await desk.preparePlan()
            try expect(numbers(of: PlanReader(folder.plan)), is: [])
            _ = try await desk.rebuildPlan()
            try expect(numbers(of: PlanReader(folder.plan)), is: [41_445_550_101])
            let settings = try folder.read(DirectorySettings.self, from: folder.settings)
            try expect(settings?.planned, is: 1)
        }
    }
    await checks("desk: a lowered budget outlives the next plan") {
        try await withDesk { desk, folder in
            try await desk.preparePlan()
            try await desk.setReservedRanges(true)
            let report = try await desk.rebuildPlan()
            try await desk.lowerBudget()
            let lowered = try numbers(of: PlanReader(folder.plan)).count
            try expect(UInt64(lowered) < report.numbers, "the plan was not written anew")
            _ = try await desk.rebuildPlan()
            let settings = try folder.read(DirectorySettings.self, from: folder.settings)
            try expect(settings?.entryBudget, is: DirectorySettings.defaultEntryBudget / 2)
        }
    }
    await checks("desk: lists, rules and contacts show in what it explains") {
        try await withDesk { desk, folder in
            let file = try folder.url.file("Reports.csv", "phone\n+41445550101\n")
            try await expect(desk.importList(file).taken, is: 1)
            try await expect(desk.lists.map(\.name), is: ["Reports"])
            let german = Locale(identifier: "de_CH")
            let listed = try await desk.explain("044 555 01 01", in: german)
            try expect(listed, contains: "Reports")
            try await expect(desk.replaceContacts(["044 555 01 01"]).taken, is: 1)
            try await expect(desk.contactCount, is: 1)
            let contact = try await desk.explain("044 555 01 01", in: german)
            try expect(contact, contains: "durchgestellt: ")
            try await desk.putRule("0900*", .reject, note: "paid")
            let rules = try await desk.rules
            try expect(rules.map(\.note), is: ["paid"])
            try await desk.removeRule(rules[0].id)
            try await desk.removeList("Reports")
            try await expect(desk.rules.count + desk.lists.count, is: 0)
        }
    }
    await checks("desk: the extension's report is there when it ran") {
        try await withDesk { desk, folder in
            try await expect(desk.lastRun, is: nil)
            let report = RunReport(startedAt: Date(), isIncremental: true, count: 3)
            try folder.write(report, to: folder.report)
            try await expect(desk.lastRun?.count, is: 3)
        }
    }
}

private func withDesk(_ body: (Desk, SharedFolder) async throws -> Void) async throws {
    try await withFolder { url in
        let folder = SharedFolder(url: url)
        let store = url.appendingPathComponent("store")
        try await body(Desk(store: store, folder: folder, home: ["CH"]), folder)
    }
}
