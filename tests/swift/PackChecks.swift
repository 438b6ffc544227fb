import Callscreen
import Foundation

/// The packs that every language takes.
func packChecks(_ checks: Checks, _ packs: URL) {
    func key() throws -> String {
        try String(contentsOf: packs.appendingPathComponent("test.pub"), encoding: .utf8)
    }
    func pack(_ name: String) -> URL { packs.appendingPathComponent(name) }

    checks("packs: a full pack and a diff make a list") {
        try withScreener { screener, _ in
            try screener.applyPack(from: pack("full-1.pack"), key: key())
            try expect(screener.verdict("+41445550198"), is: .reject)
            let diff = try Data(contentsOf: pack("diff-1-2.pack"))
            let list = try screener.applyPack(diff, key: key())
            try expect(screener.lists().contains(list), "the list is not there")
            try expect(list.numbers, is: 3)
            try expect(list.ranges, is: 2)
            try expect(list.licence, is: "CC0-1.0")
            try expect(list.pack?.version, is: 2)
            try expect(list.pack?.attribution, is: "© the testers")
            try expect(screener.verdict("+41445550198"), is: .voicemail)
            try expect(screener.verdict("+33441561234"), is: .reject)
        }
    }
    checks("packs: built-in lists tell the source and day of each range") {
        try withScreener { screener, _ in
            let lists = try screener.builtInLists()
            try expect(lists.map(\.id), is: ["reserved-for-sales", "reserved-exceptions"])
            try expect(lists[0].replacedBy, is: nil)
            let slovak = lists[0].ranges.filter { $0.prefix == "+421888*" }
            try expect(slovak.map(\.validFromMs), is: [1_660_867_200_000])
            try expect(slovak.map(\.region), is: ["SK"])
        }
    }
    checks("packs: one tells what it is before it is applied") {
        let info = try PackInfo(of: pack("diff-1-2.pack"))
        try expect(info.version, is: 2)
        try expect(info.base, is: 1)
        try expect(info.regions, is: ["CH", "FR"])
        try expect(info.publishedAt, is: Date(timeIntervalSince1970: 1_795_345_200))
    }
    checks("packs: what is wrong with one tells the app what to do") {
        try withScreener { screener, _ in
            func refusal(_ name: String) throws -> ScreenerError {
                try error { try screener.applyPack(from: pack(name), key: key()) }
            }
            guard case .PackOtherBase = try refusal("diff-1-2.pack") else {
                throw Unmet("a diff without its base", #fileID, #line)
            }
            for name in ["altered.pack", "other-key.pack", "unsigned.pack"] {
                guard case .PackNotTrusted(let reason) = try refusal(name) else {
                    throw Unmet(name, #fileID, #line)
                }
                try expect(reason, contains: name)
            }
            try expect(refusal("cut.pack").isInvalidFile, "cut off")
            try screener.applyPack(from: pack("full-2.pack"), key: key())
            guard case .PackNotNewer = try refusal("full-1.pack") else {
                throw Unmet("an older pack", #fileID, #line)
            }
            let noKey = try error {
                try screener.applyPack(from: pack("full-2.pack"), key: "no key")
            }
            try expect(noKey.isInvalidArgument, "got \(noKey)")
        }
    }
}
