import Callscreen
import Foundation

/// An error in the user's words. The core's reason is English; it names file and line.
func words(for error: any Error) -> String {
    guard let error = error as? ScreenerError else { return error.localizedDescription }
    return switch error {
    case .Closed:
        String(localized: "The app has been shut down. Please start it again.")
    case .Cancelled:
        String(localized: "The import was stopped; what was stored stays.")
    case .InvalidArgument(let reason):
        String(localized: "This cannot be used: \(reason)")
    case .InvalidFile(let reason):
        String(localized: "The file cannot be used; what was stored stays. \(reason)")
    case .InvalidPolicy(let reason):
        String(localized: "The policy cannot be used; the one in force stays. \(reason)")
    case .NotFound:
        String(localized: "This is gone already.")
    case .PackNotNewer:
        String(localized: "The list is up to date.")
    case .PackOtherBase:
        String(localized: "The update does not fit the list; the whole list is needed.")
    case .PackNotTrusted(let reason):
        String(localized: "The update cannot be trusted; the list stays as it is. \(reason)")
    case .Storage(let reason):
        String(localized: "The store cannot be used; calls ring until it can. \(reason)")
    }
}

/// What came of an import.
func words(for report: ImportReport) -> String {
    let skipped = report.skipped.reduce(0) { $0 + $1.rows }
    return String(
        localized:
            "Taken: \(report.taken). Known already: \(report.duplicates). Left out: \(skipped).")
}

/// A step of the ladder that no plan can hold.
func words(for step: Step) -> String {
    switch step {
    case .notGenuine: String(localized: "Numbers that cannot be genuine")
    case .noNumber: String(localized: "Calls without a number")
    case .rangeCampaign: String(localized: "Several strangers from one block of numbers")
    case .persistentStranger: String(localized: "Strangers who call again and again")
    case .repeatCaller: String(localized: "Callers who call again within minutes")
    case .foreign: String(localized: "Calls from abroad")
    case .stranger: String(localized: "Strangers")
    case .contact: String(localized: "Contacts while you are busy")
    // The plan holds these, and a pause rejects nobody.
    case .emergency, .ownAllow, .expectedCall, .ownBlock, .ownPattern, .conversationPartner,
        .callCentre, .pause:
        ""
    }
}

extension Rule {
    /// Whom it concerns, for the screen. Do not log it.
    var pattern: String { (try? rulePattern(matcher: matcher)) ?? "" }
}
