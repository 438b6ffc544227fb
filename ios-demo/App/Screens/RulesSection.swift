import Callscreen
import SwiftUI

/// The user's own rules.
struct RulesSection: View {
    @Environment(AppModel.self) private var model
    @State private var isAdding = false

    var body: some View {
        Section("My rules") {
            ForEach(model.rules, id: \.id) { rule in
                VStack(alignment: .leading) {
                    Label {
                        Text(verbatim: rule.pattern).monospacedDigit()
                    } icon: {
                        Image(systemName: rule.verdict == .allow ? "checkmark" : "nosign")
                            .accessibilityLabel(meaning(of: rule))
                    }
                    if !rule.note.isEmpty {
                        Text(verbatim: rule.note).font(.footnote)
                    }
                }
                .accessibilityElement(children: .combine)
            }
            .onDelete { places in
                let ids = places.map { model.rules[$0].id }
                Task { for id in ids { await model.removeRule(id) } }
            }
            Button("Add a rule") { isAdding = true }
        }
        .sheet(isPresented: $isAdding) { AddRuleView() }
    }

    private func meaning(of rule: Rule) -> LocalizedStringKey {
        rule.verdict == .allow ? "Allowed" : "Blocked"
    }
}

private struct AddRuleView: View {
    @Environment(AppModel.self) private var model
    @Environment(\.dismiss) private var dismiss
    @State private var pattern = ""
    @State private var verdict = Verdict.reject
    @State private var note = ""

    var body: some View {
        NavigationStack {
            Form {
                Section {
                    TextField("Number, or beginning and *", text: $pattern)
                        .keyboardType(.numbersAndPunctuation)
                        .textContentType(.telephoneNumber)
                    // Voicemail is not offered: no app can send a call there on an iPhone.
                    Picker("Calls are", selection: $verdict) {
                        Text("Blocked").tag(Verdict.reject)
                        Text("Allowed").tag(Verdict.allow)
                    }
                    TextField("Note", text: $note)
                } footer: {
                    Text(
                        "For example 044 668 18 00 or 0900*. Contacts and allowed numbers come before a beginning."
                    )
                }
            }
            .navigationTitle("Add a rule")
            .toolbar {
                ToolbarItem(placement: .cancellationAction) {
                    Button("Cancel") { dismiss() }
                }
                ToolbarItem(placement: .confirmationAction) {
                    Button("Save") { save() }.disabled(pattern.isEmpty || model.isWorking)
                }
            }
        }
    }

    private func save() {
        Task {
            if await model.putRule(pattern, verdict, note: note) { dismiss() }
        }
    }
}
