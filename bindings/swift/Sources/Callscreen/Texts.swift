import Foundation

extension Language {
    /// German for a German locale, English for any other.
    public init(_ locale: Locale) {
        self = locale.language.languageCode == .german ? .german : .english
    }
}

extension Decision {
    /// Verdict and reason in one line of plain words, to show to the user.
    public func text(in locale: Locale = .current) -> String {
        sentence(verdict, reason, locale)
    }
}

extension JournalEntry {
    /// Verdict and reason in one line of plain words, to show to the user.
    public func text(in locale: Locale = .current) -> String {
        sentence(verdict, reason, locale)
    }
}

/// `describe` fails for a region that does not exist only; one that comes from the core does.
private func sentence(_ verdict: Verdict, _ reason: Reason, _ locale: Locale) -> String {
    (try? describe(verdict: verdict, reason: reason, language: Language(locale))) ?? ""
}

extension CallbackEntry {
    /// What the caller did, such as "tried 3 times, left a message".
    public func text(in locale: Locale = .current) -> String {
        // It fails for a region that does not exist only; one that comes from the core does.
        (try? describeCallback(callback: self, language: Language(locale))) ?? ""
    }
}

extension Ruling {
    /// Verdict and reason in one line of plain words, to show to the user.
    public func text(in locale: Locale = .current) -> String {
        sentence(verdict, reason, locale)
    }
}

extension Finding {
    /// The finding as one plain sentence or two.
    public func text(in locale: Locale = .current) -> String {
        // Fails for a region that does not exist only; one that comes from the core does.
        (try? describeProblem(problem: problem, language: Language(locale))) ?? ""
    }

    /// The id of the rule that it is about, if it is about one.
    public var rule: Int64? { (try? ruleOfProblem(problem: problem)) ?? nil }
}

extension ReasonCount {
    /// What reasons of this kind have in common: "on a list of call centres".
    public func text(in locale: Locale = .current) -> String {
        // Fails for a region that does not exist only; one that comes from the core does.
        (try? describeReasonInGeneral(reason: example, language: Language(locale))) ?? ""
    }
}

extension Ending {
    /// What came of a call, such as "missed".
    public func text(in locale: Locale = .current) -> String {
        describeEnding(ending: self, language: Language(locale))
    }
}

extension ScreenerError {
    /// What was found and what was expected, in English: for a log or a support mail. It holds no
    /// phone number. The words for the user are the app's.
    public var reason: String {
        switch self {
        case .Closed: "the screener is shut down"
        case .Cancelled: "the import was stopped"
        case .InvalidArgument(let reason), .InvalidFile(let reason), .InvalidPolicy(let reason),
            .NotFound(let reason), .PackNotNewer(let reason), .PackOtherBase(let reason),
            .PackNotTrusted(let reason), .Storage(let reason):
            reason
        }
    }
}
