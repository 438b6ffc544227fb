import Foundation

extension Moment {
    /// The moment of a date, with the clock on the wall of a time zone.
    public init(_ date: Date, in timeZone: TimeZone = .current) {
        let milliseconds = (date.timeIntervalSince1970 * 1000).rounded()
        self.init(
            // A date may lie outside of what 64 bits hold, and a conversion that fails would crash.
            unixMs: Int64(exactly: milliseconds) ?? (milliseconds > 0 ? .max : .min),
            utcOffsetMinutes: Int32(timeZone.secondsFromGMT(for: date) / 60)
        )
    }

    /// The point in time.
    public var date: Date { Date(unixMs: unixMs) }

    /// The time zone, as far as it is known: how far it is ahead of UTC.
    public var timeZone: TimeZone? { TimeZone(secondsFromGMT: Int(utcOffsetMinutes) * 60) }
}

extension IncomingCall {
    /// A call at a date. What the platform says nothing about may be left out.
    ///
    /// `number` is a plain string: do not log it, nor the call it is in. `callId` is a name for the
    /// call by which the app reports later what came of it, never a number.
    public init(
        number: RawNumber?,
        presentation: Presentation = .allowed,
        verification: Verification = .notVerified,
        line: String? = nil,
        at date: Date = Date(),
        in timeZone: TimeZone = .current,
        callId: String? = nil
    ) {
        self.init(
            number: number,
            presentation: presentation,
            verification: verification,
            line: line,
            at: Moment(date, in: timeZone),
            callId: callId
        )
    }
}

extension ListInfo {
    /// When the list was imported.
    public var importedAt: Date { Date(unixMs: importedAtMs) }
}

extension PackInfo {
    /// When the pack was made.
    public var publishedAt: Date { Date(unixMs: publishedAtMs) }
}

extension Facts {
    /// When an emergency number was last dialled.
    public var emergencyCallAt: Date? { emergencyCallAtMs.map(Date.init(unixMs:)) }

    /// When the user last dialled the number.
    public var dialledAt: Date? { dialledAtMs.map(Date.init(unixMs:)) }
}

extension ExpectedCall {
    /// Until when the call is expected.
    public var until: Date { Date(unixMs: untilMs) }
}

extension Date {
    init(unixMs: Int64) {
        self.init(timeIntervalSince1970: Double(unixMs) / 1000)
    }
}
