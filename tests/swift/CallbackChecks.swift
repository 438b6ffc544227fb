import Callscreen
import Foundation

/// Whom to ring back: the vectors that every language runs, and messages.
func callbackChecks(_ checks: Checks, _ folder: URL) {
    checks("callbacks.json can be read") {
        let file = folder.appendingPathComponent("callbacks.json")
        let scenarios = try Scenario.all(file)
        try expect(!scenarios.isEmpty, "no scenarios")
        for scenario in scenarios {
            checks("callbacks.json: \(scenario.name)") { try scenario.run() }
        }
    }
    checks("a message is filled, and a placeholder that is not known is refused") {
        try withScreener { screener, _ in
            let number = "+41615550202"
            _ = screener.screen(call: IncomingCall(number: number))
            let english = Locale(identifier: "en")
            try screener.setMessageTemplate(
                language: .english, name: "will_ring_back", text: "Later, {me}")
            let text = try screener.message(
                to: number, template: "will_ring_back", me: "Kim", in: english)
            try expect(text, is: "Later, Kim")
            try expect(screener.messageTemplates(language: .english).map(\.own), is: [false, true])
            try screener.removeMessageTemplate(language: .english, name: "will_ring_back")
            guard
                case .InvalidArgument = try error(of: {
                    try screener.setMessageTemplate(
                        language: .english, name: "mine", text: "{nmae}")
                })
            else { throw Unmet("another error", #fileID, #line) }
        }
    }
}

private struct Scenario: Decodable {
    struct List: Decodable {
        let name: String
        let threshold: UInt32
        let csv: String
    }

    struct Marked: Decodable {
        let number: String
    }

    struct Call: Decodable {
        let number: String?
        let presentation: String?
        let verification: String?
        let at: String
    }

    struct Outcome: Decodable {
        let ending: String
        let ring_seconds: UInt32?
    }

    struct Called: Decodable {
        let call: Call
        let outcome: Outcome?
    }

    struct Dialled: Decodable {
        let number: String
        let at: String
    }

    struct Change: Decodable {
        let number: String
        let at: String
        let change: String
        let until: String?
        let text: String?
    }

    struct Expected: Decodable {
        let number: String
        let attempts: UInt32
        let due_at: String
        let text: String
        let text_de: String?
        let contact: Bool?
        let message_left: Bool?
        let snoozed: Bool?
        let caution: String?
        let note: String?
    }

    let name: String
    let home: [String]
    let contacts: [String]
    let lists: [List]
    let marks: [Marked]
    let calls: [Called]
    let outgoing: [Dialled]
    let changes: [Change]
    let now: String
    let callbacks: [Expected]
    let without_number: UInt32
    /// As JSON text, for that is what the API takes.
    var settingsJson = "{}"

    private enum CodingKeys: CodingKey {
        case name, home, contacts, lists, marks, calls, outgoing, changes, now, callbacks
        case without_number
    }

    static func all(_ file: URL) throws -> [Scenario] {
        let data = try Data(contentsOf: file)
        let raw = try JSONSerialization.jsonObject(with: data) as? [[String: Any]] ?? []
        return try zip(JSONDecoder().decode([Scenario].self, from: data), raw).map {
            var (scenario, raw) = $0
            let json = try JSONSerialization.data(
                withJSONObject: raw.removeValue(forKey: "settings") ?? [:])
            scenario.settingsJson = String(decoding: json, as: UTF8.self)
            return scenario
        }
    }

    func run() throws {
        try withFolder { folder in
            let store = folder.appendingPathComponent("store")
            let screener = try Screener.open(at: store, home: home)
            defer { screener.shutdown() }
            try setUp(screener, folder)
            let desk = try screener.callbacks(now: moment(now))
            try expect(desk.withoutNumber, is: without_number)
            try expect(desk.callbacks.map(\.number), is: callbacks.map(\.number))
            for (found, wanted) in zip(desk.callbacks, callbacks) {
                try expect(found.attempts, is: wanted.attempts)
                try expect(found.dueAt, is: moment(wanted.due_at))
                try expect(found.contact, is: wanted.contact ?? false)
                try expect(found.messageLeft, is: wanted.message_left ?? false)
                try expect(found.snoozed, is: wanted.snoozed ?? false)
                try expect(found.note, is: wanted.note ?? "")
                try expect(
                    found.caution,
                    is: try wanted.caution.map {
                        try named(
                            $0,
                            [
                                "premium_ring": Caution.premiumRing, "foreign_ring": .foreignRing,
                                "not_genuine": .notGenuine,
                            ])
                    })
                try expect(found.text(in: Locale(identifier: "en")), is: wanted.text)
                if let german = wanted.text_de {
                    try expect(found.text(in: Locale(identifier: "de")), is: german)
                }
            }
        }
    }

    private func setUp(_ screener: Screener, _ folder: URL) throws {
        _ = try screener.replaceContacts(numbers: contacts)
        try screener.setCallbackSettings(json: settingsJson)
        for list in lists {
            let file = try folder.file("list.csv", list.csv)
            _ = try screener.importList(source(list.name, threshold: list.threshold), from: file)
        }
        for called in calls {
            let call = called.call
            let at = try moment(call.at)
            _ = screener.screen(
                call: IncomingCall(
                    number: call.number,
                    presentation: call.presentation == "withheld" ? .withheld : .allowed,
                    verification: call.verification == "failed" ? .failed : .notVerified,
                    line: nil,
                    at: at))
            guard let outcome = called.outcome else { continue }
            let endings: [String: Ending] = [
                "answered": .answered, "missed": .missed, "declined": .declined,
                "message_left": .messageLeft, "rang_once": .rangOnce,
            ]
            let ending = try named(outcome.ending, endings)
            try screener.reportOutcome(
                call: .seen(number: call.number, at: at),
                outcome: CallOutcome(ending: ending, ringSeconds: outcome.ring_seconds))
        }
        for mark in marks {
            try screener.mark(mark.number, as: .callCentre(category: nil))
        }
        for dialled in outgoing {
            _ = try screener.recordOutgoingCall(number: dialled.number, at: moment(dialled.at))
        }
        for change in changes {
            try screener.changeCallback(
                number: change.number, change: change.read(), now: moment(change.at))
        }
    }
}

extension Scenario.Change {
    fileprivate func read() throws -> CallbackChange {
        switch change {
        case "done": .done
        case "dismiss": .dismiss
        case "snooze": .snooze(until: try moment(until ?? ""))
        case "note": .note(text: text ?? "")
        case "reopen": .reopen
        default: throw Unmet("unknown \"\(change)\"", #fileID, #line)
        }
    }
}
