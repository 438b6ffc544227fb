import Foundation

/// Reads a written plan page by page: the numbers to block, ascending, as CallKit takes them.
///
/// Opens the plan only, never the store, so that a call directory extension may use it: there,
/// memory is scarce, and a suspended app that holds a lock in the shared folder is killed.
///
///     var plan = PlanReader(url)
///     while let page = try plan.next() {
///         for number in page { context.addBlockingEntry(withNextSequentialPhoneNumber: number) }
///     }
///
/// The app may write a new plan at any time. A page then comes from the new one; the numbers still
/// ascend.
public struct PlanReader {
    private let url: URL
    private let pageSize: Int
    private var last: UInt64 = 0

    /// A reader at the beginning of the plan. Some 10,000 numbers a page keep the memory flat; more
    /// gain no time.
    public init(_ url: URL, pageSize: Int = 10_000) {
        self.url = url
        self.pageSize = pageSize
    }

    /// The next page, or `nil` after the last one. `limit` asks for fewer numbers than a page holds.
    public mutating func next(atMost limit: Int = .max) throws -> [Int64]? {
        let limit = UInt32(clamping: min(limit, pageSize))
        let bytes = try planPage(path: url.pathOfFile, after: last, limit: limit)
        let numbers = bytes.withUnsafeBytes { bytes in
            stride(from: 0, to: bytes.count, by: 8).map { offset in
                UInt64(littleEndian: bytes.loadUnaligned(fromByteOffset: offset, as: UInt64.self))
            }
        }
        guard let last = numbers.last else { return nil }
        self.last = last
        // 15 digits always fit; a damaged plan may hold anything, and must not crash the extension.
        return numbers.map(Int64.init(clamping:))
    }
}
