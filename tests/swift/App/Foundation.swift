// What the demo's model uses of Foundation and Foundation on Linux does not have. The model is
// compiled with it, and not run.

import Foundation

extension String {
    init(localized text: String) { self = text }
}

extension URL {
    func startAccessingSecurityScopedResource() -> Bool { false }
    func stopAccessingSecurityScopedResource() {}
}
