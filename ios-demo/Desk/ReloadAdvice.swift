/// What to do after a reload of the call directory has failed.
enum ReloadAdvice: Equatable, Sendable {
    /// Busy: wait a second and try again.
    case wait
    /// Too many numbers: lower the budget and try again.
    case lowerBudget
    /// Ended by the system, or unexplained: try again once.
    case retry
    /// The user has to switch the extension on.
    case openSettings
    /// Trying again would not help: show the error.
    case show

    /// The advice on an error of `CXErrorDomainCallDirectoryManager`. A number and not CallKit's
    /// enumeration: codes that are not in it have been seen (102), and crashed apps that thought
    /// they knew them all.
    init(code: Int) {
        self =
            switch code {
            case 0, 2: .retry
            case 5: .lowerBudget
            case 6: .openSettings
            case 7: .wait
            default: .show
            }
    }
}
