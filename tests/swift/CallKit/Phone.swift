import Foundation

/// The part of a phone that loads a call directory: it keeps the numbers from load to load.
public final class Phone {
    /// What became of a load.
    public enum Outcome: Equatable {
        /// The phone has taken the numbers.
        case completed
        /// The extension gave up; the phone keeps what it had.
        case cancelled
        /// The phone refused the numbers, with this error's domain and code; it keeps what it had.
        case failed(domain: String, code: Int)
        /// On a phone, the extension would have crashed: what it did raises an exception there.
        case crashed(String)
        /// The extension ended without an answer.
        case unanswered
    }

    /// The numbers in force.
    public private(set) var blocked: Set<CXCallDirectoryPhoneNumber> = []
    /// How many numbers one load may bring. Apple names no limit; this is the most that was seen to
    /// be accepted.
    public var entryLimit = 1_999_999
    private var wasLoaded = false

    public init() {}

    /// Has an extension load its numbers, as the switch in the settings or the app's reload does.
    public func load(_ provider: CXCallDirectoryProvider) -> Outcome {
        let request = Request(isIncremental: wasLoaded, stored: blocked, limit: entryLimit)
        // The phone holds the context for longer than the request.
        let context = CXCallDirectoryExtensionContext(request)
        provider.beginRequest(with: context)
        if let exception = request.exception {
            return .crashed(exception)
        }
        if let failure = request.failure, request.isAnswered {
            return .failed(domain: failure._domain, code: failure._code)
        }
        guard request.isAnswered else {
            return .unanswered
        }
        if request.isCancelled {
            return .cancelled
        }
        blocked = request.result
        wasLoaded = true
        return .completed
    }
}

/// One load, and the documented rules for it.
final class Request {
    private let wasLoaded: Bool
    private let stored: Set<CXCallDirectoryPhoneNumber>
    private let limit: Int
    private var isKnownIncremental = false
    private var kept: Set<CXCallDirectoryPhoneNumber>
    private var added: [CXCallDirectoryPhoneNumber] = []
    private(set) var failure: (any Error)?
    private(set) var exception: String?
    private(set) var isAnswered = false
    private(set) var isCancelled = false

    init(isIncremental: Bool, stored: Set<CXCallDirectoryPhoneNumber>, limit: Int) {
        wasLoaded = isIncremental
        self.stored = stored
        self.limit = limit
        kept = stored
    }

    /// Whoever does not ask whether the load is incremental gives the full set.
    var result: Set<CXCallDirectoryPhoneNumber> {
        isKnownIncremental ? kept.union(added) : Set(added)
    }

    func readIsIncremental() -> Bool {
        if !added.isEmpty {
            raise("isIncremental was read after an entry was added")
        }
        isKnownIncremental = wasLoaded
        return wasLoaded
    }

    func add(_ number: CXCallDirectoryPhoneNumber) {
        guard mayChange() else { return }
        guard (1...CXCallDirectoryPhoneNumberMax).contains(number) else {
            return raise("no number that CallKit takes")
        }
        if let last = added.last, number <= last {
            fail(
                CXErrorCodeCallDirectoryManagerError(
                    number == last ? .duplicateEntries : .entriesOutOfOrder))
        }
        if isKnownIncremental, kept.contains(number) {
            // SQLITE_CONSTRAINT, as seen on phones.
            fail(NSError(domain: "com.apple.callkit.database.sqlite", code: 19))
        }
        added.append(number)
        if added.count > limit {
            fail(CXErrorCodeCallDirectoryManagerError(.maximumEntriesExceeded))
        }
    }

    func remove(_ number: CXCallDirectoryPhoneNumber) {
        guard mayRemove() else { return }
        kept.remove(number)
    }

    func removeAll() {
        guard mayRemove() else { return }
        kept = []
    }

    func answer() -> Bool {
        guard mayChange() else { return false }
        isAnswered = true
        return true
    }

    func cancel(_ error: any Error) {
        guard answer() else { return }
        failure = nil
        isCancelled = true
    }

    private func mayChange() -> Bool {
        if isAnswered {
            raise("the request was answered already")
        }
        return exception == nil
    }

    private func mayRemove() -> Bool {
        if !isKnownIncremental {
            raise("removed an entry in a load that is not incremental, or without asking")
        }
        return mayChange()
    }

    /// The first error counts.
    private func fail(_ error: any Error) {
        failure = failure ?? error
    }

    /// An exception would end the extension, so nothing counts that comes after it.
    private func raise(_ message: String) {
        exception = exception ?? message
    }
}
