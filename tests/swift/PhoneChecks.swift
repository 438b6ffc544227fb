import CallKit
import Foundation

/// The stand-in itself: whoever breaks CallKit's rules is found out.
func phoneChecks(_ checks: Checks) {
    let domain = CXErrorDomainCallDirectoryManager

    checks("phone: numbers ascend and are unique") {
        try expect(load { $0.add(1, 3, 2) }, is: .failed(domain: domain, code: 3))
        try expect(load { $0.add(1, 3, 3) }, is: .failed(domain: domain, code: 4))
        try expect(load { $0.add(1, 2, 3) }, is: .completed)
    }
    checks("phone: there is a limit to one load") {
        try expect(load { $0.add(1, 2, 3, 4) }, is: .failed(domain: domain, code: 5))
    }
    checks("phone: what is no number crashes") {
        for number in [Int64(0), -1, CXCallDirectoryPhoneNumberMax + 1] {
            try expect(load { $0.add(number) }.isCrash, is: true)
        }
    }
    checks("phone: removing crashes in a full load, and where nobody asked") {
        try expect(load { $0.removeAllBlockingEntries() }.isCrash, is: true)
        try expect(
            load {
                _ = $0.isIncremental; $0.removeAllBlockingEntries()
            }.isCrash, is: true)
        try expect(loadAgain { $0.removeAllBlockingEntries() }.isCrash, is: true)
        try expect(loadAgain { $0.removeBlockingEntry(withPhoneNumber: 1) }.isCrash, is: true)
    }
    checks("phone: asking comes before adding") {
        try expect(
            loadAgain {
                $0.add(5); _ = $0.isIncremental
            }.isCrash, is: true)
    }
    checks("phone: what is stored is added again only after removal") {
        let sqlite = Phone.Outcome.failed(domain: "com.apple.callkit.database.sqlite", code: 19)
        try expect(
            loadAgain {
                _ = $0.isIncremental; $0.add(1)
            }, is: sqlite)
        let phone = Phone.with(1, 2)
        try expect(
            phone.load(
                Extension {
                    _ = $0.isIncremental
                    $0.removeBlockingEntry(withPhoneNumber: 1)
                    $0.add(1, 3)
                    $0.completeRequest()
                }), is: .completed)
        try expect(phone.blocked, is: [1, 2, 3])
    }
    checks("phone: whoever does not ask gives the full set") {
        let phone = Phone.with(1, 2)
        try expect(
            phone.load(
                Extension {
                    $0.add(2, 9); $0.completeRequest()
                }), is: .completed)
        try expect(phone.blocked, is: [2, 9])
    }
    checks("phone: a request is answered once") {
        try expect(load { $0.completeRequest() }.isCrash, is: true)
        try expect(
            load { $0.cancelRequest(withError: CocoaError(.fileNoSuchFile)) }.isCrash, is: true)
        try expect(Phone().load(Extension { $0.add(1) }), is: .unanswered)
    }
    checks("phone: after a cancelled or failed load the numbers stay") {
        let phone = Phone.with(1, 2)
        let cancelled = phone.load(
            Extension {
                _ = $0.isIncremental
                $0.removeAllBlockingEntries()
                $0.cancelRequest(withError: CocoaError(.fileNoSuchFile))
            })
        try expect(cancelled, is: .cancelled)
        let failed = phone.load(
            Extension {
                $0.add(4, 4); $0.completeRequest()
            })
        try expect(failed, is: .failed(domain: domain, code: 4))
        try expect(phone.blocked, is: [1, 2])
    }
}

/// A first load that does this and completes, on a phone that takes three numbers.
private func load(_ body: @escaping (CXCallDirectoryExtensionContext) -> Void) -> Phone.Outcome {
    let phone = Phone()
    phone.entryLimit = 3
    return phone.load(
        Extension {
            body($0); $0.completeRequest()
        })
}

/// The same on a phone that has numbers.
private func loadAgain(
    _ body: @escaping (CXCallDirectoryExtensionContext) -> Void
) -> Phone.Outcome {
    Phone.with(1, 2).load(
        Extension {
            body($0); $0.completeRequest()
        })
}

private final class Extension: CXCallDirectoryProvider {
    let body: (CXCallDirectoryExtensionContext) -> Void

    init(_ body: @escaping (CXCallDirectoryExtensionContext) -> Void) { self.body = body }

    override func beginRequest(with context: CXCallDirectoryExtensionContext) { body(context) }
}

extension CXCallDirectoryExtensionContext {
    fileprivate func add(_ numbers: Int64...) {
        numbers.forEach(addBlockingEntry(withNextSequentialPhoneNumber:))
    }
}

extension Phone {
    fileprivate static func with(_ numbers: Int64...) -> Phone {
        let phone = Phone()
        _ = phone.load(
            Extension {
                numbers.forEach($0.addBlockingEntry(withNextSequentialPhoneNumber:))
                $0.completeRequest()
            })
        return phone
    }
}

extension Phone.Outcome {
    fileprivate var isCrash: Bool { if case .crashed = self { true } else { false } }
}
