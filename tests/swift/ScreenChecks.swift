import Callscreen
import Foundation

func screenChecks(_ checks: Checks) {
    checks("screen: known, listed, hidden and unknown callers") {
        try withScreener { screener, folder in
            _ = try screener.replaceContacts(numbers: ["+41615550101"])
            let list = try folder.file("list.csv", "phone,votes\n+41445550101,5\n")
            _ = try screener.importList(source("Reports", threshold: 2), from: list)

            let contact = screener.screen(call: IncomingCall(number: "+41615550101"))
            try expect(contact.verdict, is: .allow)
            try expect(contact.reason, is: .contact)
            try expect(contact.trace.steps.last, is: TraceStep(step: .contact, outcome: .decided))
            try expect(contact.trace.facts.caller, is: .subscriber(number: "+41615550101"))

            let listed = screener.screen(call: IncomingCall(number: "+41445550101"))
            try expect(listed.verdict, is: .reject)
            try expect(listed.reason, is: .listedCallCentre(list: "Reports"))
            let listing = Listing(
                list: "Reports", score: 5, threshold: 2, weight: .block, category: nil, label: "")
            try expect(listed.trace.facts.listings, is: [listing])

            let hidden = screener.screen(
                call: IncomingCall(number: "+41615550101", presentation: .withheld))
            try expect(hidden.verdict, is: .voicemail)
            try expect(hidden.reason, is: .withheld)
            try expect(hidden.trace.facts.caller, is: .withheld)

            let forged = screener.screen(
                call: IncomingCall(number: "+41445550109", verification: .failed))
            try expect(forged.reason, is: .verificationFailed)

            let stranger = screener.screen(call: IncomingCall(number: "+41615550109"))
            try expect(stranger.verdict, is: .voicemail)
            try expect(stranger.reason, is: .stranger)
        }
    }
    checks("explain decides like screen and changes nothing") {
        try withScreener { screener, _ in
            // Three strangers from one block would be a campaign.
            for number in ["+41445550101", "+41445550102", "+41445550103", "+41445550104"] {
                let decision = try screener.explain(call: IncomingCall(number: number))
                try expect(decision.reason, is: .stranger)
            }
            try expect(screener.journal(limit: 10), is: [])
            let call = IncomingCall(number: "+41445550101")
            try expect(screener.explain(call: call), is: screener.screen(call: call))
        }
    }
    checks("several strangers from one block are a campaign") {
        try withScreener { screener, _ in
            let reasons = ["+41445550101", "+41445550102", "+41445550103"].map {
                screener.screen(call: IncomingCall(number: $0)).reason
            }
            try expect(reasons, is: [.stranger, .stranger, .rangeCampaign(strangers: 3)])
        }
    }
    checks("whoever was dialled lately gets through, for thirty days") {
        try withScreener { screener, _ in
            let dialled = Date(timeIntervalSince1970: 1_795_000_000)
            try screener.recordOutgoingCall("+41615550101", at: dialled)
            let day = 24.0 * 60 * 60
            for (days, reason) in [(29.0, Reason.conversationPartner), (31.0, .stranger)] {
                let call = IncomingCall(number: "+41615550101", at: dialled + days * day)
                let decision = try screener.explain(call: call)
                try expect(decision.reason, is: reason)
                try expect(decision.trace.facts.dialledAt, is: dialled)
            }
        }
    }
    checks("the journal shows the newest calls first, and forgets them") {
        try withScreener { screener, _ in
            let start = Date(timeIntervalSince1970: 1_795_000_000)
            let zone = TimeZone(secondsFromGMT: 3600) ?? .current
            for (index, number) in ["+41445550101", nil, "+41615550103"].enumerated() {
                _ = screener.screen(
                    call: IncomingCall(
                        number: number, line: "SIM \(index)", at: start + Double(index), in: zone))
            }
            let entries = try screener.journal(limit: 2)
            try expect(entries.map(\.line), is: ["SIM 2", "SIM 1"])
            try expect(entries.map(\.at.date), is: [start + 2, start + 1])
            try expect(entries[0].at.timeZone, is: zone)
            try expect(entries[0].caller, is: .subscriber(number: "+41615550103"))
            try expect(entries[1].caller, is: .unknown)
            try expect(entries[0].id > entries[1].id, "ids count down")
            let text = entries[1].text(in: Locale(identifier: "en"))
            try expect(text, is: "voicemail: the network does not know the number")
            try screener.clearJournal()
            try expect(screener.journal(limit: 10), is: [])
        }
    }
    checks("rules: a number before a prefix, the longer prefix before the shorter") {
        try withScreener { screener, _ in
            let short = try screener.putRule(pattern: "+4190*", verdict: .reject, note: "paid")
            let long = try screener.putRule(pattern: "+419005*", verdict: .voicemail, note: "")
            let number = try screener.putRule(
                pattern: "+41900555123", verdict: .allow, note: "mine")
            let reasons = try ["+41901555123", "+41900555124", "+41900555123"].map {
                try screener.explain(call: IncomingCall(number: $0)).reason
            }
            try expect(
                reasons,
                is: [.ownPattern(rule: short), .ownPattern(rule: long), .ownAllow(rule: number)])
            let matchers: [Matcher] = [
                .prefix(prefix: "+4190*"), .prefix(prefix: "+419005*"),
                .number(number: "+41900555123"),
            ]
            try expect(screener.rules().map(\.matcher), is: matchers)
            try expect(screener.rules().map(\.note), is: ["paid", "", "mine"])
        }
    }
    checks("rules: the same number again changes the rule, and a removed one is gone") {
        try withScreener { screener, _ in
            let id = try screener.putRule(pattern: "+41445550101", verdict: .reject, note: "")
            let again = try screener.putRule(pattern: "+41445550101", verdict: .allow, note: "b")
            try expect(again, is: id)
            try expect(screener.verdict("+41445550101"), is: .allow)
            try screener.removeRule(id: id)
            try expect(screener.rules(), is: [])
            let error = try error { try screener.removeRule(id: id) }
            try expect(error.isNotFound, "got \(error)")
        }
    }
    checks("rules: kinds of callers, a range and an organisation") {
        try withScreener { screener, _ in
            try screener.putOrganisation(name: "Acme", members: ["+4144555*"])
            let patterns = [
                "organisation:Acme", "kind:short-code", "sender:MIGROS",
                "+41615550101-+41615550199",
            ]
            let ids = try patterns.map {
                try screener.putRule(pattern: $0, verdict: .reject, note: "")
            }
            try expect(screener.rules().map { try rulePattern(matcher: $0.matcher) }, is: patterns)
            let reasons = try ["+41445550101", "60123", "Migros", "+41615550150"].map {
                try screener.explain(call: IncomingCall(number: $0)).reason
            }
            try expect(
                reasons,
                is: [
                    .ownPattern(rule: ids[0]), .ownPattern(rule: ids[1]), .ownBlock(rule: ids[2]),
                    .ownPattern(rule: ids[3]),
                ])
            let office = RuleLimits(line: "office")
            let limited = try screener.putRule(
                pattern: "kind:short-code", verdict: .allow, note: "", limits: office)
            let call = IncomingCall(number: "60123", line: "office")
            try expect(screener.explain(call: call).reason, is: .ownPattern(rule: limited))
        }
    }
    checks("rules: what is neither a number nor a prefix is an argument's error") {
        try withScreener { screener, _ in
            for pattern in ["", "*", "my bank", "+41x*", "+"] {
                let error = try error {
                    try screener.putRule(pattern: pattern, verdict: .reject, note: "")
                }
                try expect(error.isInvalidArgument, "got \(error) for \"\(pattern)\"")
            }
        }
    }
    checks("the policy goes out and in, and a preset replaces it") {
        try withScreener { screener, _ in
            let preset = try screener.policy()
            let changed = preset.replacingOccurrences(
                of: "\"smartphone\"", with: "\"mine\"")
            try screener.setPolicy(json: changed)
            try expect(screener.policy(), is: changed)
            try screener.setPreset(name: "smartphone")
            try expect(screener.policy(), is: preset)
            let error = try error { try screener.setPreset(name: "phone") }
            try expect(error.isInvalidArgument, "got \(error)")
            try expect(error.reason, contains: "smartphone")
        }
    }
    checks("a policy with a typo or another version is refused, and the old one stays") {
        try withScreener { screener, _ in
            let preset = try screener.policy()
            let broken = [
                ("\"contact\"", "\"contcat\"", "line "),
                ("\"version\": 2", "\"version\": 7", "version 7"),
                ("\"block_size\": 100", "\"block_size\": 99", "range_campaign.block_size"),
                ("\"stranger\": {", "\"stranger\": ", "line "),
            ]
            for (what, with, reason) in broken {
                let json = preset.replacingOccurrences(of: what, with: with)
                try expect(json != preset, "\(what) is not in the policy")
                let error = try error { try screener.setPolicy(json: json) }
                try expect(error.isInvalidPolicy, "got \(error)")
                try expect(error.reason, contains: reason)
            }
            try expect(screener.policy(), is: preset)
        }
    }
}
