import CallKit
import Foundation

/// What to do after a reload of the call directory has failed.
enum ReloadAdvice: Equatable, Sendable {
    /// Busy: wait a second and try again.
    case wait
    /// Too many numbers: lower the budget and try again.
    case lowerBudget
    /// Ended by the system, or unexplained: try again.
    case retry
    /// The user has to switch the extension on.
    case openSettings
    /// Trying again would not help: show the error.
    case show

    /// The advice on an error of `CXCallDirectoryManager`.
    init(_ error: any Error) {
        let error = error as NSError
        guard error.domain == CXErrorDomainCallDirectoryManager else {
            self = .show
            return
        }
        // A number and not CallKit's enumeration: codes that are not in it have been seen (102), and
        // crashed apps that thought they knew them all.
        self =
            switch error.code {
            case 0, 2: .retry
            case 5: .lowerBudget
            case 6: .openSettings
            case 7: .wait
            default: .show
            }
    }
}

/// Has the phone load the extension, and tries again where that may help.
@MainActor
struct Reload {
    /// How it ended.
    enum Outcome {
        case loaded
        /// The user has to switch the extension on.
        case isOff
        case failed(any Error)
    }

    /// Phones on which an app reloaded again and again have lost all their call directories for
    /// good, so there is an early end to it.
    static let attempts = 3

    /// One load by the phone.
    let load: @MainActor () async throws -> Void
    /// A second or so.
    let wait: @MainActor () async throws -> Void
    /// Makes the next load smaller.
    let lowerBudget: @MainActor () async throws -> Void

    func run() async -> Outcome {
        var attempt = 1
        while true {
            do {
                try await load()
                return .loaded
            } catch {
                let advice = ReloadAdvice(error)
                if advice == .openSettings { return .isOff }
                if advice == .show || attempt == Self.attempts { return .failed(error) }
                do {
                    if advice == .lowerBudget { try await lowerBudget() }
                    if advice == .wait { try await wait() }
                } catch {
                    return .failed(error)
                }
                attempt += 1
            }
        }
    }
}
