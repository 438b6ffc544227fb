import Callscreen
import Foundation

/// What the app does with the core, away from the main actor: every method may wait for the disk.
/// Knows no screen and no Apple framework but Foundation, so it is compiled and run on Linux, too.
actor Desk {
    private let screener: Screener
    private let folder: SharedFolder

    /// `store` lies in the app's own folder, `folder` is the one shared with the extension.
    init(store: URL, folder: SharedFolder, home: [Region]) throws {
        let isNew = !FileManager.default.fileExists(atPath: store.path)
        screener = try Screener.open(at: store, home: home)
        self.folder = folder
        if isNew {
            try Self.setReservedRanges(false, of: screener)
        }
    }

    // MARK: - What is stored

    var rules: [Rule] {
        get throws { try screener.rules() }
    }

    var lists: [ListInfo] {
        get throws { try screener.lists() }
    }

    var contactCount: UInt64 {
        get throws { try screener.contactCount() }
    }

    func putRule(_ pattern: String, _ verdict: Verdict, note: String) throws {
        _ = try screener.putRule(pattern: pattern, verdict: verdict, note: note)
    }

    func removeRule(_ id: Int64) throws {
        try screener.removeRule(id: id)
    }

    /// The list is called like its file. It needs as many reports as its source is known to need.
    func importList(_ file: URL) throws -> ImportReport {
        let name = file.deletingPathExtension().lastPathComponent
        let source = ListSource(
            name: String(name.prefix(64)), source: file.lastPathComponent, licence: "")
        return try screener.importList(source, from: file)
    }

    func removeList(_ name: String) throws {
        try screener.removeList(name: name)
    }

    func replaceContacts(_ numbers: [RawNumber]) throws -> ImportReport {
        try screener.replaceContacts(numbers: numbers)
    }

    /// What would become of a call from this number, in plain words.
    func explain(_ number: RawNumber, in locale: Locale) throws -> String {
        try screener.explain(call: IncomingCall(number: number)).text(in: locale)
    }

    // MARK: - Ranges reserved for sales calls

    /// Whether the ranges count that regulators reserve for sales calls. New stores begin without:
    /// France alone has twelve million such numbers and an iPhone takes fewer than two, so they
    /// would crowd out the user's own rules.
    var reservedRanges: Bool {
        get throws {
            let step = try Self.policy(of: screener)["call_centre"] as? [String: Any]
            return step?["reserved_ranges"] as? Bool ?? false
        }
    }

    func setReservedRanges(_ count: Bool) throws {
        try Self.setReservedRanges(count, of: screener)
    }

    private static func setReservedRanges(_ count: Bool, of screener: Screener) throws {
        var policy = try policy(of: screener)
        guard var step = policy["call_centre"] as? [String: Any] else { return }
        step["reserved_ranges"] = count
        policy["call_centre"] = step
        let json = try JSONSerialization.data(withJSONObject: policy)
        try screener.setPolicy(json: String(decoding: json, as: UTF8.self))
    }

    private static func policy(of screener: Screener) throws -> [String: Any] {
        let json = Data(try screener.policy().utf8)
        return try JSONSerialization.jsonObject(with: json) as? [String: Any] ?? [:]
    }

    // MARK: - The plan

    /// The extension fails a load without a plan, and the switch in the settings starts one.
    func preparePlan() throws {
        if !FileManager.default.fileExists(atPath: folder.settings.path) {
            _ = try rebuildPlan()
        }
    }

    /// Writes the plan of this moment. It changes with lists, rules, contacts and the policy, and
    /// with time: whoever was dialled long ago is a stranger again.
    func rebuildPlan(at date: Date = Date()) throws -> PlanReport {
        var settings = try folder.read(DirectorySettings.self, from: folder.settings) ?? .init()
        let report = try screener.writePlan(
            to: folder.plan, at: date, atMost: UInt64(settings.entryBudget))
        settings.planned = report.numbers
        try folder.write(settings, to: folder.settings)
        return report
    }

    /// After the phone refused a load as too large: a plan that leaves out more, the largest ranges
    /// first.
    func lowerBudget(at date: Date = Date()) throws {
        let settings = try folder.read(DirectorySettings.self, from: folder.settings) ?? .init()
        try folder.write(settings.lowered(), to: folder.settings)
        _ = try rebuildPlan(at: date)
    }

    /// What the extension did last; `nil` when it never ran.
    var lastRun: RunReport? {
        get throws { try folder.read(RunReport.self, from: folder.report) }
    }
}
