import Foundation

/// What the call directory extension did. Without it the app would learn nothing.
struct RunReport: Codable, Equatable, Sendable {
    /// An error, as plain data.
    struct Failure: Codable, Equatable, Sendable {
        var domain: String
        var code: Int
        /// In English, without any phone number.
        var reason: String
    }

    var startedAt: Date
    /// Still `nil` when the report is read later: the system ended the extension while it ran.
    var finishedAt: Date?
    /// The phone had numbers from an earlier load.
    var isIncremental: Bool
    /// How many numbers were handed over.
    var count = 0
    /// How many numbers were in the plan but not within the budget.
    var leftOut: UInt64 = 0
    var error: Failure?
}
