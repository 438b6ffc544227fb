import Callscreen
import Foundation
import Observation

/// What the screens show, and what their buttons do. The work is the desk's.
@MainActor
@Observable
final class AppModel {
    private(set) var rules: [Rule] = []
    private(set) var lists: [ListInfo] = []
    private(set) var contactCount: UInt64 = 0
    private(set) var contactsArePartial = false
    private(set) var reservedRanges = false
    private(set) var plan: PlanReport?
    private(set) var lastRun: RunReport?
    private(set) var directory = CallDirectory.Status.unknown
    private(set) var isWorking = false
    /// What went wrong or came of it last, for an alert.
    var message: String?

    private var desk: Desk?

    func start() async {
        guard desk == nil else { return }
        do {
            let folder = try SharedFolder.ofAppGroup()
            // In the app's own folder: a suspended app that holds a lock in a shared one is killed.
            let support = try FileManager.default.url(
                for: .applicationSupportDirectory, in: .userDomainMask, appropriateFor: nil,
                create: true)
            let store = support.appendingPathComponent("callscreen.store")
            // The national spelling that is meant; the core says so if the phone knows none.
            let home = Locale.current.region.map { [$0.identifier] } ?? []
            // Opening waits for the disk.
            desk = try await Task.detached {
                try Desk(store: store, folder: folder, home: home)
            }.value
        } catch {
            message = words(for: error)
        }
        await perform { try await $0.preparePlan() }
    }

    /// After the user came back, perhaps from the settings.
    func refresh() async {
        await perform { _ in }
    }

    func importList(_ result: Result<URL, any Error>) async {
        await perform { desk in
            let file = try result.get()
            // A file of another app may be read only in between.
            let isScoped = file.startAccessingSecurityScopedResource()
            defer { if isScoped { file.stopAccessingSecurityScopedResource() } }
            let report = try await desk.importList(file)
            self.message = words(for: report)
        }
    }

    func removeList(_ name: String) async {
        await perform { try await $0.removeList(name) }
    }

    /// Whether the rule could be stored.
    func putRule(_ pattern: String, _ verdict: Verdict, note: String) async -> Bool {
        await perform { try await $0.putRule(pattern, verdict, note: note) }
    }

    func removeRule(_ id: Int64) async {
        await perform { try await $0.removeRule(id) }
    }

    func setReservedRanges(_ count: Bool) async {
        await perform { try await $0.setReservedRanges(count) }
    }

    /// What would become of a call from this number.
    func explain(_ number: String) async -> String? {
        var text: String?
        await perform { text = try await $0.explain(number, in: .current) }
        return text
    }

    /// Reads the address book; `nil` access leaves the contacts stored as they are.
    func syncContacts() async {
        await perform { desk in
            guard let contacts = try await AddressBook.read() else {
                self.message = String(
                    localized:
                        "Without access to your contacts, their numbers may be blocked. You can allow it in the settings."
                )
                return
            }
            self.contactsArePartial = contacts.arePartial
            _ = try await desk.replaceContacts(contacts.numbers)
        }
    }

    /// Only if the user has allowed it before: nobody wants to be asked by a notification.
    func contactsChanged() async {
        guard AddressBook.isAllowed, contactCount > 0 else { return }
        await syncContacts()
    }

    /// Writes the plan of this moment and has the phone load it.
    func rebuildAndLoad() async {
        await perform { desk in
            self.plan = try await desk.rebuildPlan()
            let reload = Reload(
                load: { try await CallDirectory.reload() },
                wait: { try await Task.sleep(for: .seconds(1)) },
                lowerBudget: { try await desk.lowerBudget() })
            switch await reload.run() {
            case .loaded: break
            case .isOff: self.message = String(localized: "Switch the extension on first.")
            case .failed(let error): throw error
            }
        }
    }

    func openSettings() async {
        await perform { _ in try await CallDirectory.openSettings() }
    }

    @discardableResult
    private func perform(_ work: @MainActor (Desk) async throws -> Void) async -> Bool {
        guard let desk else { return false }
        isWorking = true
        defer { isWorking = false }
        var succeeded = true
        do {
            try await work(desk)
        } catch {
            message = words(for: error)
            succeeded = false
        }
        do {
            rules = try await desk.rules
            lists = try await desk.lists
            contactCount = try await desk.contactCount
            reservedRanges = try await desk.reservedRanges
            lastRun = try await desk.lastRun
            directory = await CallDirectory.status()
        } catch {
            message = words(for: error)
        }
        return succeeded
    }
}
