import Contacts

/// The numbers of the phone's address book.
enum AddressBook {
    struct Numbers: Sendable {
        /// In whatever spelling they were written. Do not log them.
        var numbers: [String] = []
        /// The user shares some contacts only (iOS 18 and later).
        var arePartial = false
    }

    static var isAllowed: Bool {
        let status = CNContactStore.authorizationStatus(for: .contacts)
        return status == .authorized || isLimited(status)
    }

    /// Asks for access where nobody has asked yet; `nil` without it.
    static func read() async throws -> Numbers? {
        // An error here is a refusal, too.
        guard (try? await CNContactStore().requestAccess(for: .contacts)) == true else {
            return nil
        }
        return try await Task.detached { try all() }.value
    }

    private static func all() throws -> Numbers {
        var found = Numbers()
        found.arePartial = isLimited(CNContactStore.authorizationStatus(for: .contacts))
        let request = CNContactFetchRequest(keysToFetch: [
            CNContactPhoneNumbersKey as CNKeyDescriptor
        ])
        try CNContactStore().enumerateContacts(with: request) { contact, _ in
            found.numbers += contact.phoneNumbers.map(\.value.stringValue)
        }
        return found
    }

    private static func isLimited(_ status: CNAuthorizationStatus) -> Bool {
        if #available(iOS 18, *) { status == .limited } else { false }
    }
}
