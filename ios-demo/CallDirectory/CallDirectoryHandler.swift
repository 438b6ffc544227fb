import CallKit
import Callscreen
import Foundation

/// Gives the phone the numbers of the plan. Opens the plan only, never the store, and decides
/// nothing: a number is in the plan if a call from it would be rejected.
final class CallDirectoryHandler: CXCallDirectoryProvider {
    /// Where the plan lies. The checks put another folder here.
    var locateFolder: () throws -> SharedFolder = SharedFolder.ofAppGroup
    private var report: RunReport?

    override func beginRequest(with context: CXCallDirectoryExtensionContext) {
        context.delegate = self
        // Read before anything is added or removed, as CallKit wants it.
        let isIncremental = context.isIncremental
        report = RunReport(startedAt: Date(), isIncremental: isIncremental)
        writeReport()
        do {
            let fed = try load(context, isIncremental)
            report?.count = fed.count
            finish()
            context.completeRequest()
        } catch {
            finish(error)
            context.cancelRequest(withError: error)
        }
    }

    /// Always the whole plan. The difference to the last one would be less work for the phone, but
    /// an entry that is there twice, or gone already, fails the load.
    private func load(
        _ context: CXCallDirectoryExtensionContext, _ isIncremental: Bool
    ) throws -> Fed {
        let folder = try locateFolder()
        guard let settings = try folder.read(DirectorySettings.self, from: folder.settings) else {
            throw SharedFolderError.noSettings
        }
        // In a load that is not incremental, removing raises an exception.
        if isIncremental {
            context.removeAllBlockingEntries()
        }
        let fed = try feed(folder.plan, budget: settings.entryBudget) { number in
            context.addBlockingEntry(withNextSequentialPhoneNumber: number)
        }
        if fed.isCutOff {
            let count = UInt64(fed.count)
            // The settings may be older than the plan; one number at least was left out.
            report?.leftOut = settings.planned > count ? settings.planned - count : 1
        }
        return fed
    }

    private func finish(_ error: (any Error)? = nil) {
        report?.finishedAt = Date()
        report?.error = error.map(RunReport.Failure.init)
        writeReport()
    }

    /// Blocking matters more than the report, so a full disk does not stop it.
    private func writeReport() {
        guard let folder = try? locateFolder() else { return }
        try? folder.write(report, to: folder.report)
    }
}

extension CallDirectoryHandler: CXCallDirectoryExtensionContextDelegate {
    /// The phone refused the numbers, after the request was completed.
    func requestFailed(
        for extensionContext: CXCallDirectoryExtensionContext, withError error: any Error
    ) {
        finish(error)
    }
}

extension RunReport.Failure {
    init(_ error: any Error) {
        let cocoa = error as NSError
        let reason = (error as? ScreenerError)?.reason ?? cocoa.localizedDescription
        self.init(domain: cocoa.domain, code: cocoa.code, reason: reason)
    }
}
