import Foundation

/// The folder of the App Group: all that the app and its call directory extension share. The store
/// is not in it, for a suspended app that holds a lock in a shared folder is killed.
struct SharedFolder: Sendable {
    let url: URL

    /// The numbers to block: written by the app, read by the extension.
    var plan: URL { url.appendingPathComponent("plan.bin") }
    /// ``DirectorySettings``: written by the app, read by the extension.
    var settings: URL { url.appendingPathComponent("directory-settings.json") }
    /// ``RunReport``: written by the extension, read by the app.
    var report: URL { url.appendingPathComponent("directory-report.json") }

    /// Reads a small file; `nil` when there is none.
    func read<Value: Decodable>(_ type: Value.Type, from file: URL) throws -> Value? {
        guard FileManager.default.fileExists(atPath: file.path) else { return nil }
        return try JSONDecoder().decode(type, from: Data(contentsOf: file))
    }

    /// Writes a small file in one go, so that a reader sees the old one or the new one.
    func write(_ value: some Encodable, to file: URL) throws {
        try JSONEncoder().encode(value).write(to: file, options: .atomic)
    }
}

#if canImport(Darwin)
    extension SharedFolder {
        /// The folder of this app, or of the app that this extension belongs to.
        static func ofAppGroup() throws -> SharedFolder {
            // Written into both Info.plists by project.yml, so that the name stands in one place.
            let name = Bundle.main.object(forInfoDictionaryKey: "AppGroup") as? String
            let url = name.flatMap {
                FileManager.default.containerURL(forSecurityApplicationGroupIdentifier: $0)
            }
            guard let url else { throw SharedFolderError.noAppGroup }
            return SharedFolder(url: url)
        }
    }
#else
    extension SharedFolder {
        /// There are no App Groups here; the checks hand in a folder of their own.
        static func ofAppGroup() throws -> SharedFolder {
            throw SharedFolderError.noAppGroup
        }
    }
#endif

/// What the shared folder lacks.
enum SharedFolderError: LocalizedError {
    /// The entitlement or the Info.plist does not name the App Group.
    case noAppGroup
    /// The app has not written the settings, and so no plan either.
    case noSettings

    var errorDescription: String? {
        switch self {
        case .noAppGroup: "no App Group: check the entitlements and the key AppGroup in Info.plist"
        case .noSettings: "the app has not prepared the numbers yet: open it once"
        }
    }
}
