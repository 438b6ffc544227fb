// A stand-in for Apple's CallKit, as far as a call directory extension sees it, with the parts of
// NSExtension that Foundation has on Apple's systems only. It declares what Apple declares.

import Foundation

public typealias CXCallDirectoryPhoneNumber = Int64

/// Apple does not publish the value. E.164 has at most 15 digits.
public let CXCallDirectoryPhoneNumberMax: CXCallDirectoryPhoneNumber = 999_999_999_999_999

public let CXErrorDomainCallDirectoryManager = "com.apple.CallKit.error.calldirectorymanager"

public struct CXErrorCodeCallDirectoryManagerError: CustomNSError, Equatable {
    public enum Code: Int, Sendable {
        case unknown = 0
        case noExtensionFound = 1
        case loadingInterrupted = 2
        case entriesOutOfOrder = 3
        case duplicateEntries = 4
        case maximumEntriesExceeded = 5
        case extensionDisabled = 6
        case currentlyLoading = 7
        case unexpectedIncrementalRemoval = 8
    }

    public let code: Code

    public init(_ code: Code) { self.code = code }

    public static var errorDomain: String { CXErrorDomainCallDirectoryManager }
    public var errorCode: Int { code.rawValue }
}

open class NSExtensionContext: NSObject {
    open func cancelRequest(withError error: any Error) {}
}

open class CXCallDirectoryProvider: NSObject {
    open func beginRequest(with context: CXCallDirectoryExtensionContext) {}
}

public protocol CXCallDirectoryExtensionContextDelegate: NSObjectProtocol {
    func requestFailed(
        for extensionContext: CXCallDirectoryExtensionContext, withError error: any Error)
}

open class CXCallDirectoryExtensionContext: NSExtensionContext {
    public weak var delegate: (any CXCallDirectoryExtensionContextDelegate)?
    let request: Request

    init(_ request: Request) { self.request = request }

    public var isIncremental: Bool { request.readIsIncremental() }

    public func addBlockingEntry(
        withNextSequentialPhoneNumber phoneNumber: CXCallDirectoryPhoneNumber
    ) {
        request.add(phoneNumber)
    }

    public func removeBlockingEntry(withPhoneNumber phoneNumber: CXCallDirectoryPhoneNumber) {
        request.remove(phoneNumber)
    }

    public func removeAllBlockingEntries() {
        request.removeAll()
    }

    public func completeRequest(completionHandler: ((Bool) -> Void)? = nil) {
        guard request.answer() else { return }
        if let error = request.failure {
            delegate?.requestFailed(for: self, withError: error)
        }
        completionHandler?(false)
    }

    override open func cancelRequest(withError error: any Error) {
        request.cancel(error)
    }
}

/// The app's side. It is compiled against only.
public final class CXCallDirectoryManager: Sendable {
    public enum EnabledStatus: Int, Sendable {
        case unknown, disabled, enabled
    }

    public static let sharedInstance = CXCallDirectoryManager()

    public func enabledStatusForExtension(
        withIdentifier identifier: String
    ) async throws -> EnabledStatus {
        .unknown
    }

    public func reloadExtension(withIdentifier identifier: String) async throws {
        throw CXErrorCodeCallDirectoryManagerError(.noExtensionFound)
    }

    public func openSettings() async throws {}
}
