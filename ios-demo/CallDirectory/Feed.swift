import Callscreen
import Foundation

/// What was fed to CallKit.
struct Fed: Equatable {
    /// How many numbers.
    var count = 0
    /// There were more than the budget allows.
    var isCutOff = false
}

/// Hands the numbers of a plan to `add`, ascending, at most `budget` of them. Holds one page in
/// memory at a time: the system ends an extension that takes too much, and names no limit.
func feed(_ plan: URL, budget: Int, add: (Int64) -> Void) throws -> Fed {
    var reader = PlanReader(plan)
    var fed = Fed()
    var isMore = true
    while isMore, fed.count < budget {
        try withPool {
            let page = try reader.next(atMost: budget - fed.count)
            page?.forEach(add)
            fed.count += page?.count ?? 0
            isMore = page != nil
        }
    }
    fed.isCutOff = try isMore && reader.next(atMost: 1) != nil
    return fed
}

/// Lets go of what CallKit's methods leave behind for each number, page by page.
private func withPool(_ body: () throws -> Void) rethrows {
    #if canImport(ObjectiveC)
        try autoreleasepool(invoking: body)
    #else
        try body()
    #endif
}
