import CallKit
import Foundation

/// The phone's side of the call directory extension.
enum CallDirectory {
    enum Status {
        /// The phone does not say; on iOS 26 it sometimes never does.
        case unknown
        case off
        case on
    }

    /// Written into Info.plist by project.yml, where the extension gets the same name.
    private static let identifier =
        Bundle.main.object(forInfoDictionaryKey: "CallDirectoryIdentifier") as? String ?? ""

    static func status() async -> Status {
        let status = try? await CXCallDirectoryManager.sharedInstance
            .enabledStatusForExtension(withIdentifier: identifier)
        return switch status {
        case .enabled: .on
        case .disabled: .off
        default: .unknown
        }
    }

    static func reload() async throws {
        try await CXCallDirectoryManager.sharedInstance.reloadExtension(withIdentifier: identifier)
    }

    /// Opens Settings > Apps > Phone > Call Blocking & Identification.
    static func openSettings() async throws {
        try await CXCallDirectoryManager.sharedInstance.openSettings()
    }
}
