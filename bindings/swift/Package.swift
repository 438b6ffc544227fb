// swift-tools-version: 6.0
import PackageDescription

let package = Package(
    name: "Callscreen",
    // 16: `Locale.Language`; an app may ask for more.
    platforms: [.iOS(.v16)],
    products: [.library(name: "Callscreen", targets: ["Callscreen"])],
    targets: [
        // Not in git: `build-xcframework` makes it, on a Mac.
        .binaryTarget(name: "CallscreenFFI", path: "CallscreenFFI.xcframework"),
        .target(
            name: "Callscreen",
            dependencies: ["CallscreenFFI"],
            // The core brings its own SQLite everywhere but here, where it would clash with iOS's.
            linkerSettings: [.linkedLibrary("sqlite3")]
        ),
    ],
    swiftLanguageModes: [.v6]
)
