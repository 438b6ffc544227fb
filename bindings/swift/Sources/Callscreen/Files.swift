import Foundation

/// The methods of the screener that take a file or a point in time, as Swift writes them.
///
/// Keep one screener for the app. All methods may be called from any thread; all but `screen` may
/// wait for the disk, so keep them off the main actor.
extension Screener {
    /// Opens the store at `url`, or creates it. `home` lists the regions whose national spelling is
    /// meant, as ISO codes such as `CH`, SIM first, network second; at least one.
    public static func open(at url: URL, home: [Region]) throws -> Screener {
        try open(path: url.pathOfFile, home: home)
    }

    /// Makes these numbers the contacts, in place of those stored, without favourites and groups.
    public func replaceContacts(numbers: [RawNumber]) throws -> ImportReport {
        try replaceContacts(contacts: numbers.map { Contact(number: $0) })
    }

    /// Adds the numbers of a vCard file to the contacts, with the groups of their cards. As to
    /// `watch` see `importList`.
    public func importContacts(
        from url: URL, watch: (@Sendable (ImportProgress) throws -> Bool)? = nil
    ) throws -> ImportReport {
        try importContacts(path: url.pathOfFile, watch: watch.map(ClosureWatch.init))
    }

    /// Imports a list from a file of any known format (docs/lists.md), in place of the list of the
    /// same name. `region` is the home of numbers written without a country calling code, if it is
    /// another than the screener's.
    ///
    /// `watch` is called every now and then with how far the import has come, on this thread.
    /// `false`, or an error, stops it: nothing of the file is taken then, and this throws
    /// `ScreenerError.Cancelled`. It must change nothing here: a write waits for the import.
    public func importList(
        _ source: ListSource,
        from url: URL,
        region: Region? = nil,
        at date: Date = Date(),
        watch: (@Sendable (ImportProgress) throws -> Bool)? = nil
    ) throws -> ImportReport {
        try importList(
            source: source, path: url.pathOfFile, region: region, now: Moment(date),
            watch: watch.map(ClosureWatch.init))
    }

    /// Imports a file that holds only what changed, such as an answer of PhoneBlock with `since` or a
    /// daily slice of Yet Another Call Blocker, into the list of this name, which must be there. What
    /// stands in the file takes the place of what the list knew of that number; what has no votes,
    /// or is marked as harmless or removed, goes; all else stays. The rest is as in `importList`.
    public func importListChanges(
        _ source: ListSource,
        from url: URL,
        region: Region? = nil,
        at date: Date = Date(),
        watch: (@Sendable (ImportProgress) throws -> Bool)? = nil
    ) throws -> ImportReport {
        try importListChanges(
            source: source, path: url.pathOfFile, region: region, now: Moment(date),
            watch: watch.map(ClosureWatch.init))
    }

    /// Applies the pack in a file: a list not there yet, a later version of one, or a diff from the
    /// version that is there. It must be signed with `key`, a public key of minisign, or with the
    /// key that the list was first subscribed with if it is there. All of it is applied, or
    /// nothing; what the user set stays.
    ///
    /// `PackNotNewer`: there is nothing to do. `PackOtherBase`: fetch the full pack.
    /// `PackNotTrusted`: do not use it.
    @discardableResult
    public func applyPack(from url: URL, key: String, at date: Date = Date()) throws -> ListInfo {
        try applyPack(path: url.pathOfFile, key: key, now: Moment(date))
    }

    /// Applies a pack in memory, as the other `applyPack` does one in a file.
    @discardableResult
    public func applyPack(_ pack: Data, key: String, at date: Date = Date()) throws -> ListInfo {
        try applyPackBytes(pack: pack, key: key, now: Moment(date))
    }

    /// Remembers that the user dialled a number: its owner may call back, and after an emergency
    /// number anybody may. Record calls in their order. `false` when there is nothing to remember:
    /// no number that could call.
    @discardableResult
    public func recordOutgoingCall(_ number: RawNumber, at date: Date = Date()) throws -> Bool {
        try recordOutgoingCall(number: number, at: Moment(date))
    }

    /// Keeps what came of a call as the phone tells it: the number in any spelling or `nil`, and the
    /// time at which it arrived, give or take a minute.
    public func reportOutcome(
        of number: RawNumber?,
        at date: Date,
        _ ending: Ending,
        ringSeconds: UInt32? = nil,
        talkSeconds: UInt32? = nil
    ) throws {
        try reportOutcome(
            call: .seen(number: number, at: Moment(date)),
            outcome: CallOutcome(
                ending: ending, ringSeconds: ringSeconds, talkSeconds: talkSeconds))
    }

    /// Whom to ring back: who went to voicemail or was missed, and was neither reached nor dealt with
    /// since. The one due first comes first.
    public func callbacks(at date: Date = Date()) throws -> CallbackDesk {
        try callbacks(now: Moment(date))
    }

    /// Keeps what the user does about a callback.
    public func changeCallback(
        _ number: RawNumber, _ change: CallbackChange, at date: Date = Date()
    ) throws {
        try changeCallback(number: number, change: change, now: Moment(date))
    }

    /// The message to somebody on the desk, ready to send: the text called `template`, with `caller`
    /// as the caller's name and `me` as the user's.
    public func message(
        to number: RawNumber,
        template: String,
        caller: String = "",
        me: String = "",
        in locale: Locale = .current,
        at date: Date = Date()
    ) throws -> String {
        try message(
            number: number, template: template, caller: caller, me: me,
            language: Language(locale), now: Moment(date))
    }

    /// Reports a number as a call centre or as fine, from this moment on; an earlier report on it is
    /// replaced. A rule on the same number is not asked until the report is taken back. Emergency
    /// numbers, and what is no number, cannot be reported.
    @discardableResult
    public func mark(
        _ number: RawNumber, as opinion: Opinion, remark: String = "", at date: Date = Date()
    ) throws -> Mark {
        try markNumber(number: number, opinion: opinion, remark: remark, at: Moment(date))
    }

    /// Reports the caller of a call in the journal, as a number is reported.
    @discardableResult
    public func mark(
        call id: Int64, as opinion: Opinion, remark: String = "", at date: Date = Date()
    ) throws -> Mark {
        try markCall(id: id, opinion: opinion, remark: remark, at: Moment(date))
    }

    /// Remembers that the user spoke with somebody who called, for so many seconds. `false` when
    /// there is nothing to remember: no number that could call, or not a second.
    @discardableResult
    public func recordConversation(
        _ number: RawNumber, seconds: UInt32, at date: Date = Date()
    ) throws -> Bool {
        try recordConversation(number: number, at: Moment(date), seconds: seconds)
    }

    /// Expects a call from a number, or from anybody, until a time at most 31 days ahead; then it
    /// ends by itself. Gives the id to cancel it by.
    @discardableResult
    public func expectCall(
        from number: RawNumber?, until: Date, note: String = "", at date: Date = Date()
    ) throws -> Int64 {
        try expectCall(number: number, until: Moment(until), note: note, now: Moment(date))
    }

    /// Every call that is expected at this time, the soonest to end first.
    public func expectedCalls(at date: Date = Date()) throws -> [ExpectedCall] {
        try expectedCalls(now: Moment(date))
    }

    /// Lets strangers through until a time at most 31 days ahead. Known call centres are rejected
    /// all the same.
    public func pause(until: Date, at date: Date = Date()) throws {
        try pause(until: Moment(until), now: Moment(date))
    }

    /// Until when strangers get through; `nil` when they are screened.
    public func pausedUntil(at date: Date = Date()) throws -> Date? {
        try pausedUntilMs(now: Moment(date)).map(Date.init(unixMs:))
    }

    /// Everything the user made, as JSON: policy, rules, organisations, own reports, expected calls,
    /// own numbers, settings, and of lists where they come from. Contacts never, nor the journal.
    /// The text holds numbers: not for a log.
    public func exportBackup(at date: Date = Date()) throws -> String {
        try exportBackup(now: Moment(date))
    }

    /// Takes over a backup: all of it, or nothing if anything in it is wrong. What is about an
    /// emergency number of a home region is left out and told.
    @discardableResult
    public func importBackup(
        _ json: String, _ mode: ImportMode = .merge, at date: Date = Date()
    ) throws -> BackupCounts {
        try importBackup(json: json, mode: mode, now: Moment(date))
    }

    /// Looks through the policy and the rules for what will not be meant: rules that can never match
    /// or contradict each other, contacts who do not ring, and what Android or an iPhone cannot keep.
    /// The most severe first; changes nothing. `date` tells which hours may still come, and what is
    /// still expected.
    public func lint(at date: Date = Date()) throws -> [Finding] {
        try lint(now: Moment(date))
    }

    /// Decides the calls of the journal from `since` to before `until` once more, under a policy
    /// given as JSON, and changes nothing. `nil` for all there are on that side; what was learnt
    /// from earlier calls counts all the same.
    public func replay(policy: String, since: Date? = nil, until: Date? = nil) throws -> Replay {
        try replay(
            policy: policy, since: since.map { Moment($0) }, until: until.map { Moment($0) })
    }

    /// Decides the calls of a call log in a file, under a policy given as JSON and under the one in
    /// force, and changes nothing. Times in the file without an offset are of the clock in `timeZone`,
    /// in summer and in winter.
    public func replayLog(
        policy: String, from url: URL, in timeZone: TimeZone = .current
    ) throws -> Replay {
        try replayLog(
            policy: policy, path: url.pathOfFile, timeZone: timeZone.identifier)
    }

    /// Figures on the calls from `since` to before `until`; `nil` for all there are on that side.
    /// What is told of callers and lists is what is known now, at `date`.
    public func figures(
        since: Date? = nil, until: Date? = nil, at date: Date = Date()
    ) throws -> Figures {
        try figures(
            since: since.map { Moment($0) }, until: until.map { Moment($0) }, now: Moment(date))
    }

    /// Writes the plan of this moment to a file, for the call directory. Read it there with
    /// ``PlanReader``. It has no more numbers than `atMost`, if that is given: the user's own first,
    /// then those of lists and regulators, of each the small ranges before the large ones.
    public func writePlan(
        to url: URL, at date: Date = Date(), atMost: UInt64? = nil
    ) throws -> PlanReport {
        try writePlan(path: url.pathOfFile, now: Moment(date), atMost: atMost)
    }
}

private final class ClosureWatch: ImportWatch {
    private let watch: @Sendable (ImportProgress) throws -> Bool

    init(_ watch: @escaping @Sendable (ImportProgress) throws -> Bool) {
        self.watch = watch
    }

    func progressed(progress: ImportProgress) throws -> Bool {
        try watch(progress)
    }
}

extension PackInfo {
    /// What the pack in a file says about itself. Nobody has vouched for it before it is applied.
    public init(of url: URL) throws {
        self = try packInfo(path: url.pathOfFile)
    }
}

extension URL {
    /// The path, for a file. The core reads files only: there is no network in it.
    var pathOfFile: String {
        get throws {
            guard isFileURL else {
                throw ScreenerError.InvalidArgument(reason: "expected the URL of a file")
            }
            return path
        }
    }
}
