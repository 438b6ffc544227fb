/// What the app tells its call directory extension, beside the plan.
struct DirectorySettings: Codable, Equatable, Sendable {
    /// How many numbers one load may bring at most.
    var entryBudget = defaultEntryBudget
    /// How many numbers the plan holds.
    var planned: UInt64 = 0

    /// Apple names no limit. On iOS 26.6 phones were seen to take 1,999,999 numbers in one load and
    /// to refuse 2,000,000; other versions and phones may take less, so this is where to begin.
    static let defaultEntryBudget = 1_900_000

    /// What to try after the phone refused a load as too large.
    func lowered() -> DirectorySettings {
        DirectorySettings(entryBudget: entryBudget / 2, planned: planned)
    }
}
