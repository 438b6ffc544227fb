import Callscreen
import Foundation

/// The vectors that every language runs.
func vectorChecks(_ checks: Checks, _ folder: URL) {
    checks("numbers.json") {
        let data = try Data(contentsOf: folder.appendingPathComponent("numbers.json"))
        let vectors = try JSONDecoder().decode([NumberVector].self, from: data)
        try expect(!vectors.isEmpty, "no vectors")
        let wrong = try vectors.compactMap { try $0.mismatch() }
        try expect(
            wrong.isEmpty, "\(wrong.count) of \(vectors.count)\n" + wrong.joined(separator: "\n"))
    }
    for file in ["decisions.json", "steps.json", "replay.json"] {
        checks("\(file) can be read") {
            let scenarios = try PhoneScenario.all(folder.appendingPathComponent(file))
            try expect(!scenarios.isEmpty, "no scenarios")
            for scenario in scenarios {
                checks("\(file): \(scenario.name)") { try scenario.run() }
            }
        }
    }
}

private struct NumberVector: Decodable {
    let raw: String
    let home: [String]
    let reading: String
    let e164: String?
    let name: String?
    let why: String

    func mismatch() throws -> String? {
        let (reading, e164, name): (String, String?, String?) =
            switch try readNumber(raw: raw, home: home) {
            case .subscriber(let number): ("subscriber", number, nil)
            case .emergency: ("emergency", nil, nil)
            case .service: ("service", nil, nil)
            case .shortCode: ("short_code", nil, nil)
            case .`extension`: ("extension", nil, nil)
            case .alphanumeric(let name): ("alphanumeric", nil, name)
            case .unreadable: ("unreadable", nil, nil)
            }
        let misnamed = self.name != nil && name != self.name
        guard reading != self.reading || e164 != self.e164 || misnamed else { return nil }
        return
            "\(raw) at \(home): \(reading) \(e164 ?? ""), expected \(self.reading) \(self.e164 ?? ""): \(why)"
    }
}

struct PhoneScenario: Decodable {
    struct List: Decodable {
        let name: String
        let threshold: UInt32
        let csv: String
    }

    struct Named: Decodable {
        let name: String
        let members: [String]
    }

    struct OwnRule: Decodable {
        struct Limits: Decodable {
            /// As JSON text, for that is what the API takes.
            struct Hours: Codable {
                let windows: [String]
                let holidays: [String: [String]]?
                let zone: String?
            }

            let line: String?
            let schedule: Hours?

            func read() throws -> RuleLimits {
                let json = try schedule.map { try JSONEncoder().encode($0) }
                return RuleLimits(
                    line: line, schedule: json.map { String(decoding: $0, as: UTF8.self) })
            }
        }

        let pattern: String
        let verdict: String
        let limits: Limits?
    }

    struct OwnReport: Decodable {
        let number: String
        let opinion: String
        let category: String?
    }

    struct Dialled: Decodable {
        let number: String
        let at: String
    }

    struct Person: Decodable {
        let number: String
        let favourite: Bool
        let groups: [String]
    }

    struct Talk: Decodable {
        let number: String
        let at: String
        let seconds: UInt32
    }

    /// An expected call, or a pause.
    struct Span: Decodable {
        let number: String?
        let at: String
        let until: String
    }

    struct Replayed: Decodable {
        let preset: String
        let switched_to: String?
        let kept: UInt64
        let changed: UInt64
        let after: [String]
    }

    struct Call: Decodable {
        let number: String?
        let presentation: String?
        let verification: String?
        let line: String?
        let at: String
    }

    struct Expected: Decodable {
        let call: Call
        let verdict: String
        let text: String
        let text_de: String?
    }

    let name: String
    let home: [String]
    let preset: String?
    let contacts: [String]?
    let people: [Person]?
    let own_numbers: [String]?
    let rules: [OwnRule]?
    let lists: [List]?
    let marks: [OwnReport]?
    let outgoing: [Dialled]?
    let conversations: [Talk]?
    let expected: [Span]?
    let pause: Span?
    let organisations: [Named]?
    let kept_days: UInt32?
    let calls: [Expected]?
    let replay: Replayed?
    /// As JSON text, for that is what the API takes.
    var policyJson: String?
    /// Fields of the policy in force, in place of what they are, as JSON.
    var settings: Data?

    private enum CodingKeys: CodingKey {
        case name, home, preset, contacts, people, own_numbers, rules, lists, marks, outgoing
        case conversations, expected, pause, organisations, kept_days, calls, replay
    }

    static func all(_ file: URL) throws -> [PhoneScenario] {
        let data = try Data(contentsOf: file)
        let raw = try JSONSerialization.jsonObject(with: data) as? [[String: Any]] ?? []
        return try zip(JSONDecoder().decode([PhoneScenario].self, from: data), raw).map {
            var (scenario, raw) = $0
            if let policy = raw.removeValue(forKey: "policy"), !(policy is NSNull) {
                let json = try JSONSerialization.data(withJSONObject: policy)
                scenario.policyJson = String(decoding: json, as: UTF8.self)
            }
            if let settings = raw.removeValue(forKey: "settings") {
                scenario.settings = try JSONSerialization.data(withJSONObject: settings)
            }
            return scenario
        }
    }

    func run() throws {
        try withFolder { folder in
            let store = folder.appendingPathComponent("store")
            let screener = try Screener.open(at: store, home: home)
            defer { screener.shutdown() }
            try setUp(screener, folder)
            let calls = calls ?? []
            try expect(!calls.isEmpty, "no calls")
            for (place, expected) in zip(1..., calls) {
                let call = try expected.call.incoming()
                let asked = try screener.explain(call: call)
                let decision = screener.screen(call: call)
                try expect(asked == decision, "call \(place): explain and screen differ")
                let found = decision.text(in: Locale(identifier: "en"))
                try expect(
                    decision.verdict == verdict(expected.verdict) && found == expected.text,
                    "call \(place): expected \"\(expected.text)\", got \"\(found)\"")
                if let german = expected.text_de {
                    try expect(decision.text(in: Locale(identifier: "de")), is: german)
                }
            }
            if let replay {
                try check(replay, screener, folder)
            }
        }
    }

    private func check(_ expected: Replayed, _ screener: Screener, _ folder: URL) throws {
        let other = try Screener.open(at: folder.appendingPathComponent("other"), home: home)
        defer { other.shutdown() }
        try other.setPreset(name: expected.preset)
        if let preset = expected.switched_to {
            try screener.setPreset(name: preset)
        }
        let replay = try screener.replay(policy: other.policy())
        let english = Locale(identifier: "en")
        try expect(replay.each.map { $0.after.text(in: english) }, is: expected.after)
        try expect([replay.kept, replay.changed], is: [expected.kept, expected.changed])
        try expect(replay.uncertain, is: 0)
    }

    func setUp(_ screener: Screener, _ folder: URL) throws {
        if let policyJson {
            try screener.setPolicy(json: policyJson)
        }
        if let preset {
            try screener.setPreset(name: preset)
        }
        try setUpSettings(screener)
        try setUpPeople(screener)
        for organisation in organisations ?? [] {
            try screener.putOrganisation(name: organisation.name, members: organisation.members)
        }
        for rule in rules ?? [] {
            _ = try screener.putRule(
                pattern: rule.pattern, verdict: verdict(rule.verdict), note: "",
                limits: rule.limits?.read())
        }
        for list in lists ?? [] {
            let file = try folder.file("list.csv", list.csv)
            _ = try screener.importList(source(list.name, threshold: list.threshold), from: file)
        }
        for report in marks ?? [] {
            try screener.mark(report.number, as: report.read())
        }
        for call in expected ?? [] {
            _ = try screener.expectCall(
                number: call.number, until: moment(call.until), note: "", now: moment(call.at))
        }
        if let pause {
            try screener.pause(until: moment(pause.until), now: moment(pause.at))
        }
    }

    private func setUpSettings(_ screener: Screener) throws {
        if let settings {
            let changes = try JSONSerialization.jsonObject(with: settings) as? [String: Any]
            let inForce = try JSONSerialization.jsonObject(with: Data(screener.policy().utf8))
            let policy = (inForce as? [String: Any] ?? [:]).merging(changes ?? [:]) { $1 }
            let json = try JSONSerialization.data(withJSONObject: policy)
            try screener.setPolicy(json: String(decoding: json, as: UTF8.self))
        }
        if let kept_days {
            try screener.setRetention(retention: Retention(days: kept_days, calls: 10_000))
        }
    }

    private func setUpPeople(_ screener: Screener) throws {
        let plain = (contacts ?? []).map { Contact(number: $0) }
        let flagged = (people ?? []).map {
            Contact(number: $0.number, favourite: $0.favourite, groups: $0.groups)
        }
        _ = try screener.replaceContacts(contacts: plain + flagged)
        _ = try screener.setOwnNumbers(numbers: own_numbers ?? [])
        for dialled in outgoing ?? [] {
            _ = try screener.recordOutgoingCall(number: dialled.number, at: moment(dialled.at))
        }
        for talk in conversations ?? [] {
            _ = try screener.recordConversation(
                number: talk.number, at: moment(talk.at), seconds: talk.seconds)
        }
    }
}

extension PhoneScenario.OwnReport {
    fileprivate func read() throws -> Opinion {
        guard opinion != "fine" else { return .fine }
        let categories = ["sales": Callscreen.Category.sales, "cause": .cause]
        return .callCentre(category: try category.map { try named($0, categories) })
    }
}

extension PhoneScenario.Call {
    fileprivate func incoming() throws -> IncomingCall {
        IncomingCall(
            number: number,
            presentation: try named(
                presentation ?? "allowed",
                [
                    "allowed": Presentation.allowed, "withheld": .withheld, "unknown": .unknown,
                    "payphone": .payphone, "unavailable": .unavailable,
                ]),
            verification: try named(
                verification ?? "not_verified",
                [
                    "not_verified": Verification.notVerified, "passed": .passed, "failed": .failed,
                ]),
            line: line,
            at: try moment(at)
        )
    }
}

private func verdict(_ name: String) throws -> Verdict {
    try named(name, ["allow": .allow, "voicemail": .voicemail, "reject": .reject])
}

func named<Value>(_ name: String, _ values: [String: Value]) throws -> Value {
    guard let value = values[name] else { throw Unmet("unknown \"\(name)\"", #fileID, #line) }
    return value
}

/// RFC 3339, whose offset `Date` would forget.
func moment(_ text: String) throws -> Moment {
    guard let date = ISO8601DateFormatter().date(from: text) else {
        throw Unmet("no date: \"\(text)\"", #fileID, #line)
    }
    let offset = text.suffix(6)
    guard !text.hasSuffix("Z"), let hours = Int(offset.prefix(3)),
        let minutes = Int(offset.suffix(2))
    else {
        return Moment(date, in: .gmt)
    }
    let seconds = 60 * (hours * 60 + (offset.hasPrefix("-") ? -minutes : minutes))
    return Moment(date, in: TimeZone(secondsFromGMT: seconds) ?? .gmt)
}
