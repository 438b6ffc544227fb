import Callscreen
import Foundation

/// Runs checks and counts. One plain program: XCTest would want the package around it, and that has a
/// binary part which exists on Macs only.
final class Checks {
    private var failed = 0

    /// A check passes unless its body throws.
    func callAsFunction(_ name: String, _ body: () throws -> Void) {
        report(name, Result(catching: body))
    }

    func callAsFunction(_ name: String, _ body: () async throws -> Void) async {
        let result: Result<Void, any Error>
        do { result = .success(try await body()) } catch { result = .failure(error) }
        report(name, result)
    }

    private func report(_ name: String, _ result: Result<Void, any Error>) {
        switch result {
        case .success: print("ok \(name)")
        case .failure(let error):
            failed += 1
            print("FAILED \(name): \(error)")
        }
    }

    func finish() -> Never {
        exit(failed == 0 ? 0 : 1)
    }
}

/// An expectation that was not met.
struct Unmet: Error, CustomStringConvertible {
    let description: String

    init(_ why: String, _ file: String, _ line: UInt) {
        description = "\(why) (\(file.split(separator: "/").last ?? ""):\(line))"
    }
}

func expect(
    _ condition: Bool, _ why: @autoclosure () -> String, file: String = #fileID, line: UInt = #line
) throws {
    guard condition else { throw Unmet(why(), file, line) }
}

func expect<Value: Equatable>(
    _ value: Value, is expected: Value, file: String = #fileID, line: UInt = #line
) throws {
    try expect(value == expected, "expected \(expected), got \(value)", file: file, line: line)
}

/// The error that the body ends with.
func error(
    file: String = #fileID, line: UInt = #line, of body: () throws -> some Any
) throws -> ScreenerError {
    do {
        _ = try body()
    } catch let error as ScreenerError {
        return error
    } catch {
        throw Unmet("expected a ScreenerError, got \(error)", file, line)
    }
    throw Unmet("expected an error, got none", file, line)
}

func expect(
    _ text: String, contains part: String, file: String = #fileID, line: UInt = #line
) throws {
    try expect(text.contains(part), "expected \"\(part)\" in \"\(text)\"", file: file, line: line)
}

/// A folder of its own, gone afterwards.
func withFolder<Value>(_ body: (URL) throws -> Value) throws -> Value {
    let folder = try newFolder()
    defer { try? FileManager.default.removeItem(at: folder) }
    return try body(folder)
}

func withFolder<Value>(_ body: (URL) async throws -> Value) async throws -> Value {
    let folder = try newFolder()
    defer { try? FileManager.default.removeItem(at: folder) }
    return try await body(folder)
}

private func newFolder() throws -> URL {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: false)
    return folder
}

extension URL {
    /// A file in this folder with this text.
    func file(_ name: String, _ text: String) throws -> URL {
        let file = appendingPathComponent(name)
        try Data(text.utf8).write(to: file)
        return file
    }
}

/// A fresh store at home in Switzerland, and its folder.
func withScreener(_ body: (Screener, URL) throws -> Void) throws {
    try withFolder { folder in
        let screener = try Screener.open(at: folder.appendingPathComponent("store"), home: ["CH"])
        defer { screener.shutdown() }
        try body(screener, folder)
    }
}

/// A list that counts from one report on.
func source(_ name: String, threshold: UInt32 = 1) -> ListSource {
    ListSource(name: name, source: "a check", licence: "", threshold: threshold)
}

extension Screener {
    /// The verdict on a call from this number.
    func verdict(_ number: RawNumber?) throws -> Verdict {
        try explain(call: IncomingCall(number: number)).verdict
    }
}
