/// Sends the log of the whole process to a closure, from `level` up, in place of an earlier one.
///
/// The lines are English and hold no phone number. The closure is called on whatever thread has
/// something to say; what it throws is ignored.
///
///     let logger = Logger(subsystem: "…", category: "callscreen")
///     setLog { _, line in logger.notice("\(line, privacy: .public)") }
public func setLog(
    from level: LogLevel = .warn,
    to write: @escaping @Sendable (_ level: LogLevel, _ line: String) throws -> Void
) {
    setLogSink(sink: ClosureSink(write), level: level)
}

private final class ClosureSink: LogSink {
    private let write: @Sendable (LogLevel, String) throws -> Void

    init(_ write: @escaping @Sendable (LogLevel, String) throws -> Void) {
        self.write = write
    }

    func log(level: LogLevel, line: String) throws {
        try write(level, line)
    }
}
