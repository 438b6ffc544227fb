@testable import CallDirectory
import CallKit
import Callscreen
import Foundation

/// The extension, run by the stand-in for the phone.
func callDirectoryChecks(_ checks: Checks) {
    checks("call directory: the first load brings every number of the plan") {
        try withDirectory { phone, folder, screener in
            try expect(phone.load(handler(folder)), is: .completed)
            let planned = try numbers(of: PlanReader(folder.plan))
            try expect(planned.count > 100, "only \(planned.count) numbers")
            try expect(phone.blocked == Set(planned), "the phone blocks other numbers")
            let report = try folder.report()
            try expect(report.count, is: planned.count)
            try expect(report.isIncremental, is: false)
            try expect(report.leftOut, is: 0)
            try expect(report.error, is: nil)
            try expect(report.finishedAt.map { $0 >= report.startedAt }, is: true)
        }
    }
    checks("call directory: a later load replaces the numbers, whatever has changed") {
        try withDirectory { phone, folder, screener in
            try expect(phone.load(handler(folder)), is: .completed)
            // Unchanged; then one number fewer, and two more below and above the others.
            try expect(phone.load(handler(folder)), is: .completed)
            _ = try screener.putRule(pattern: "+41445550101", verdict: .allow, note: "")
            _ = try screener.putRule(pattern: "+41225550101", verdict: .reject, note: "")
            _ = try screener.putRule(pattern: "+41915550101", verdict: .reject, note: "")
            try screener.writeForDirectory(folder)
            try expect(phone.load(handler(folder)), is: .completed)
            try expect(phone.blocked == Set(numbers(of: PlanReader(folder.plan))), "others")
            try expect(!phone.blocked.contains(41_445_550_101), "still blocked")
            try expect(folder.report().isIncremental, is: true)
        }
    }
    checks("call directory: an empty plan is a load without numbers, and unblocks") {
        try withDirectory { phone, folder, screener in
            try expect(phone.load(handler(folder)), is: .completed)
            for rule in try screener.rules() { try screener.removeRule(id: rule.id) }
            for list in try screener.lists() { try screener.removeList(name: list.name) }
            try screener.writeForDirectory(folder)
            try expect(phone.load(handler(folder)), is: .completed)
            try expect(phone.blocked, is: [])
            try expect(folder.report().count, is: 0)
            // On a phone that has no numbers yet, too.
            try expect(Phone().load(handler(folder)), is: .completed)
        }
    }
    checks("call directory: without plan or settings the load is cancelled, and says why") {
        try withDirectory { phone, folder, _ in
            try expect(phone.load(handler(folder)), is: .completed)
            let blocked = phone.blocked
            for (file, reason) in [(folder.plan, "plan.bin"), (folder.settings, "open it once")] {
                try FileManager.default.removeItem(at: file)
                try expect(phone.load(handler(folder)), is: .cancelled)
                try expect(phone.blocked == blocked, "the phone lost its numbers")
                let error = try folder.report().error
                try expect(error?.reason ?? "none", contains: reason)
                try expect(folder.report().finishedAt != nil, "not finished")
            }
        }
    }
    checks("call directory: without an App Group the load is cancelled") {
        let handler = CallDirectoryHandler()
        try expect(Phone().load(handler), is: .cancelled)
    }
    checks("call directory: a plan or settings cut off cancel the load") {
        try withDirectory { phone, folder, _ in
            try expect(phone.load(handler(folder)), is: .completed)
            let blocked = phone.blocked
            for file in [folder.plan, folder.settings] {
                let content = try Data(contentsOf: file)
                for kept in [0, 10, content.count - 1] {
                    try content.prefix(kept).write(to: file)
                    try expect(phone.load(handler(folder)), is: .cancelled)
                    try expect(phone.blocked == blocked, "the phone lost its numbers")
                    try expect(folder.report().error != nil, "no error in the report")
                }
                try content.write(to: file)
            }
            try expect(phone.load(handler(folder)), is: .completed)
        }
    }
    checks("call directory: 300,000 numbers over many pages, twice") {
        try withDirectory { phone, folder, screener in
            // Thirty ranges that do not touch each other.
            let ranges = (0..<30).map { "+41446\(String(format: "%02d", 3 * $0))####" }
            let list = try folder.url.file("list.csv", "phone\n" + ranges.joined(separator: "\n"))
            _ = try screener.importList(source("many"), from: list)
            try screener.writeForDirectory(folder)
            for _ in 1...2 {
                try expect(phone.load(handler(folder)), is: .completed)
                try expect(phone.blocked.count >= 300_000, "only \(phone.blocked.count)")
                try expect(folder.report().count, is: phone.blocked.count)
            }
            try expect(phone.blocked == Set(numbers(of: PlanReader(folder.plan))), "others")
        }
    }
    checks("call directory: beyond the budget the highest numbers are left out and counted") {
        try withDirectory { phone, folder, _ in
            let planned = try numbers(of: PlanReader(folder.plan))
            phone.entryLimit = planned.count
            for left in [0, 1, 50, planned.count] {
                let budget = planned.count - left
                try folder.setBudget(budget, planned: UInt64(planned.count))
                try expect(phone.load(handler(folder)), is: .completed)
                try expect(phone.blocked == Set(planned.prefix(budget)), "others")
                try expect(folder.report().count, is: budget)
                try expect(folder.report().leftOut, is: UInt64(left))
            }
            // Settings that know of fewer numbers than the plan holds.
            try folder.setBudget(10, planned: 0)
            try expect(phone.load(handler(folder)), is: .completed)
            try expect(folder.report().leftOut, is: 1)
        }
    }
    checks("call directory: what the phone refuses is in the report") {
        try withDirectory { phone, folder, _ in
            phone.entryLimit = 10
            let failed = Phone.Outcome.failed(domain: CXErrorDomainCallDirectoryManager, code: 5)
            try expect(phone.load(handler(folder)), is: failed)
            try expect(phone.blocked, is: [])
            let error = try folder.report().error
            try expect(error?.domain, is: CXErrorDomainCallDirectoryManager)
            try expect(error?.code, is: 5)
        }
    }
}

/// A shared folder with a plan, and the screener that wrote it.
private func withDirectory(_ body: (Phone, SharedFolder, Screener) throws -> Void) throws {
    try withPlan { screener, _ in
        try withFolder { url in
            let folder = SharedFolder(url: url)
            try screener.writeForDirectory(folder)
            try body(Phone(), folder, screener)
        }
    }
}

private func handler(_ folder: SharedFolder) -> CallDirectoryHandler {
    let handler = CallDirectoryHandler()
    handler.locateFolder = { folder }
    return handler
}

extension Screener {
    fileprivate func writeForDirectory(_ folder: SharedFolder) throws {
        let report = try writePlan(to: folder.plan)
        try folder.setBudget(DirectorySettings().entryBudget, planned: report.numbers)
    }
}

extension SharedFolder {
    fileprivate func setBudget(_ budget: Int, planned: UInt64) throws {
        try write(DirectorySettings(entryBudget: budget, planned: planned), to: settings)
    }

    fileprivate func report() throws -> RunReport {
        guard let report = try read(RunReport.self, from: report) else {
            throw Unmet("the extension wrote no report", #fileID, #line)
        }
        return report
    }
}
