import Callscreen
import Foundation

/// The vectors of the linter, which every language runs.
func lintChecks(_ checks: Checks, _ folder: URL) {
    let file = folder.appendingPathComponent("lint.json")
    checks("lint.json can be read") {
        let scenarios = try PhoneScenario.all(file)
        let vectors = try JSONDecoder().decode([Linted].self, from: Data(contentsOf: file))
        try expect(!vectors.isEmpty, "no scenarios")
        for (scenario, vector) in zip(scenarios, vectors) {
            checks("lint.json: \(scenario.name)") { try vector.check(scenario) }
        }
    }
}

private struct Linted: Decodable {
    let at: String
    let findings: [[String: Plain]]

    func check(_ scenario: PhoneScenario) throws {
        try withFolder { folder in
            let store = folder.appendingPathComponent("store")
            let screener = try Screener.open(at: store, home: scenario.home)
            defer { screener.shutdown() }
            try scenario.setUp(screener, folder)
            let found = try screener.lint(now: moment(at)).map(told)
            try expect(found, is: findings.map { $0.mapValues(\.text) })
        }
    }
}

/// A finding by the names that the vectors have.
private func told(_ finding: Finding) -> [String: String] {
    var told = [
        "severity": plain(finding.severity),
        "en": finding.text(in: Locale(identifier: "en")),
        "de": finding.text(in: Locale(identifier: "de")),
    ]
    guard let problem = Mirror(reflecting: finding.problem).children.first, let code = problem.label
    else {
        told["code"] = plain(finding.problem)
        return told
    }
    told["code"] = snake(code)
    for (name, value) in Mirror(reflecting: problem.value).children {
        told[snake(name ?? "")] = plain(value)
    }
    return told
}

/// A value as text, the same for JSON and for Swift.
private func plain(_ value: Any) -> String {
    switch value {
    case let text as String: return text
    case let values as [Any]: return "[" + values.map(plain).joined(separator: ", ") + "]"
    default: break
    }
    let mirror = Mirror(reflecting: value)
    guard mirror.displayStyle == .optional else { return snake("\(value)") }
    return mirror.children.first.map { plain($0.value) } ?? "null"
}

private func snake(_ name: String) -> String {
    name.map { $0.isUppercase ? "_" + $0.lowercased() : String($0) }.joined()
}

/// A value of JSON as text.
private struct Plain: Decodable {
    let text: String

    init(from decoder: any Decoder) throws {
        let value = try decoder.singleValueContainer()
        if value.decodeNil() {
            text = "null"
        } else if let whether = try? value.decode(Bool.self) {
            text = String(whether)
        } else if let number = try? value.decode(Int.self) {
            text = String(number)
        } else if let values = try? value.decode([Plain].self) {
            text = "[" + values.map(\.text).joined(separator: ", ") + "]"
        } else {
            text = try value.decode(String.self)
        }
    }
}
