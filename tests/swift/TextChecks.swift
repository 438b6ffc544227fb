import Foundation

/// The demo's texts: every one is in the catalog, in German, and nothing else is.
func textChecks(_ checks: Checks, _ app: URL) {
    checks("texts: the catalog has a German for each text of the app, and no other") {
        let catalog = try Catalog.read(app.appendingPathComponent("Localizable.xcstrings"))
        let used = try texts(in: app.appendingPathComponent("Screens"), literal: #/"([A-Z][^"]*)"/#)
            .union(
                texts(in: app.appendingPathComponent("Model"), literal: #/localized:\s*"([^"]*)"/#))
        try expect(used.count > 40, "only \(used.count) texts found")
        let translated = Set(catalog.strings.keys.map(anonymous))
        try expect(used.subtracting(translated).sorted(), is: [])
        try expect(translated.subtracting(used).sorted(), is: [])
        for (key, text) in catalog.strings {
            let german = text.localizations["de"]?.stringUnit.value ?? ""
            try expect(!german.isEmpty, "no German for \(key)")
            try expect(placeholders(german), is: placeholders(key))
        }
    }
}

private struct Catalog: Decodable {
    struct Text: Decodable {
        struct Localization: Decodable {
            struct Unit: Decodable { let value: String }
            let stringUnit: Unit
        }
        let localizations: [String: Localization]
    }
    let strings: [String: Text]

    static func read(_ file: URL) throws -> Catalog {
        try JSONDecoder().decode(Catalog.self, from: Data(contentsOf: file))
    }
}

private func texts(in folder: URL, literal: Regex<(Substring, Substring)>) throws -> Set<String> {
    let files = try FileManager.default.contentsOfDirectory(
        at: folder, includingPropertiesForKeys: nil)
    return try files.reduce(into: []) { found, file in
        let source = try String(contentsOf: file, encoding: .utf8)
        found.formUnion(source.matches(of: literal).map { anonymous(String($0.1)) })
    }
}

/// The text with every value that is put into it as `%`.
private func anonymous(_ text: String) -> String {
    text.replacing(#/\\\([^)]*\)|%llu|%@/#, with: "%")
}

private func placeholders(_ text: String) -> [String] {
    text.matches(of: #/%llu|%@/#).map { String($0.0) }
}
