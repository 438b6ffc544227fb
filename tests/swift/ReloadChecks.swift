import CallKit
@testable import Desk
import Foundation

/// What the demo app does when the phone refuses a reload.
func reloadChecks(_ checks: Checks) async {
    checks("reload: there is advice on every error, known or not") {
        let codes = [0, 1, 2, 3, 4, 5, 6, 7, 8, 102, -1]
        let advice: [ReloadAdvice] = [
            .retry, .show, .retry, .show, .show, .lowerBudget, .openSettings, .wait, .show, .show,
            .show,
        ]
        try expect(codes.map { ReloadAdvice(refusal($0)) }, is: advice)
        try expect(ReloadAdvice(NSError(domain: "elsewhere", code: 5)), is: .show)
    }
    await checks("reload: what may pass is tried again, three times in all") {
        for (code, step) in [(0, ""), (2, ""), (5, "lower "), (7, "wait ")] {
            let once = await attempts(failing: [code])
            try expect(once, is: "load \(step)load loaded")
            let always = await attempts(failing: [code, code, code, code])
            try expect(always, is: "load \(step)load \(step)load failed(\(code))")
        }
    }
    await checks("reload: what cannot pass is not tried again") {
        for (code, end) in [(6, "off"), (1, "failed(1)"), (3, "failed(3)"), (102, "failed(102)")] {
            let steps = await attempts(failing: [code])
            try expect(steps, is: "load \(end)")
        }
    }
}

private func refusal(_ code: Int) -> NSError {
    NSError(domain: CXErrorDomainCallDirectoryManager, code: code)
}

/// The steps of a reload on a phone that refuses with these codes, one after the other.
@MainActor
private func attempts(failing codes: [Int]) async -> String {
    var codes = codes
    var steps = ""
    let reload = Reload(
        load: {
            steps += "load "
            if !codes.isEmpty { throw refusal(codes.removeFirst()) }
        },
        wait: { steps += "wait " },
        lowerBudget: { steps += "lower " })
    switch await reload.run() {
    case .loaded: return steps + "loaded"
    case .isOff: return steps + "off"
    case .failed(let error): return steps + "failed(\((error as NSError).code))"
    }
}
