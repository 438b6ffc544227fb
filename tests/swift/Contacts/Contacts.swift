// A stand-in for Apple's Contacts, as far as the demo uses it: it declares what Apple declares, and
// is an empty address book.

import Foundation

public enum CNEntityType: Int, Sendable {
    case contacts
}

public enum CNAuthorizationStatus: Int, Sendable {
    case notDetermined, restricted, denied, authorized, limited
}

public protocol CNKeyDescriptor: NSObjectProtocol {}

// On Apple's systems, strings are keys themselves.
public final class CNContactKey: NSObject, CNKeyDescriptor, @unchecked Sendable {}
public let CNContactPhoneNumbersKey = CNContactKey()

open class CNPhoneNumber: NSObject {
    public let stringValue: String

    public init(stringValue: String) { self.stringValue = stringValue }
}

open class CNLabeledValue<Value: NSObject>: NSObject {
    public let value: Value

    public init(value: Value) { self.value = value }
}

open class CNContact: NSObject {
    public var phoneNumbers: [CNLabeledValue<CNPhoneNumber>] { [] }
}

open class CNContactFetchRequest: NSObject {
    public init(keysToFetch: [any CNKeyDescriptor]) {}
}

open class CNContactStore: NSObject {
    open class func authorizationStatus(for entityType: CNEntityType) -> CNAuthorizationStatus {
        .notDetermined
    }

    open func requestAccess(for entityType: CNEntityType) async throws -> Bool { false }

    open func enumerateContacts(
        with fetchRequest: CNContactFetchRequest,
        usingBlock block: (CNContact, UnsafeMutablePointer<Bool>) -> Void
    ) throws {}
}
