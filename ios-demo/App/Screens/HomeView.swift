import Contacts
import SwiftUI

/// The one screen: what the phone does with the numbers, and where they come from.
struct HomeView: View {
    @Environment(AppModel.self) private var model
    @Environment(\.scenePhase) private var scenePhase
    @State private var showsMessage = false

    var body: some View {
        NavigationStack {
            Form {
                DirectorySection()
                PlanSection()
                RulesSection()
                ListsSection()
                ContactsSection()
                TrySection()
            }
            .navigationTitle("Callscreen")
            .toolbar {
                if model.isWorking {
                    ProgressView().accessibilityLabel("Working")
                }
            }
            .alert("Callscreen", isPresented: $showsMessage) {
                Button("OK") { model.message = nil }
            } message: {
                Text(model.message ?? "")
            }
        }
        .onChange(of: model.message) { _, message in showsMessage = message != nil }
        .onChange(of: scenePhase) { _, phase in
            if phase == .active { Task { await model.refresh() } }
        }
        .onReceive(NotificationCenter.default.publisher(for: .CNContactStoreDidChange)) { _ in
            Task { await model.contactsChanged() }
        }
    }
}
