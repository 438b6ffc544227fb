import Callscreen
import SwiftUI
import UniformTypeIdentifiers

/// Known call centres.
struct ListsSection: View {
    @Environment(AppModel.self) private var model
    @State private var isChoosing = false
    @State private var reservedRanges = false

    var body: some View {
        Section {
            ForEach(model.lists, id: \.name) { list in
                VStack(alignment: .leading) {
                    Text(verbatim: list.name)
                    LabeledContent("Numbers", value: list.numbers, format: .number).font(.footnote)
                    LabeledContent("Ranges", value: list.ranges, format: .number).font(.footnote)
                    LabeledContent("Imported", value: list.importedAt, format: .dateTime)
                        .font(.footnote)
                }
                .accessibilityElement(children: .combine)
            }
            .onDelete { places in
                let names = places.map { model.lists[$0].name }
                Task { for name in names { await model.removeList(name) } }
            }
            Button("Import a list") { isChoosing = true }
            Toggle("Ranges reserved for sales calls", isOn: $reservedRanges)
        } header: {
            Text("Lists of call centres")
        } footer: {
            Text(
                "CSV or JSON. The ranges that regulators reserve for sales calls hold many more numbers than an iPhone takes; with them on, most of the plan is left out."
            )
        }
        .fileImporter(
            isPresented: $isChoosing, allowedContentTypes: [.commaSeparatedText, .json, .plainText]
        ) { result in
            Task { await model.importList(result) }
        }
        .onChange(of: model.reservedRanges, initial: true) { _, count in reservedRanges = count }
        .onChange(of: reservedRanges) { _, count in
            guard count != model.reservedRanges else { return }
            Task { await model.setReservedRanges(count) }
        }
    }
}

/// The address book, whose numbers are never blocked.
struct ContactsSection: View {
    @Environment(AppModel.self) private var model

    var body: some View {
        Section {
            LabeledContent("Numbers", value: model.contactCount, format: .number)
            Button("Read contacts") { Task { await model.syncContacts() } }
            if model.contactsArePartial {
                Text("You share some contacts only; the others may be blocked.").font(.footnote)
            }
        } header: {
            Text("Contacts")
        } footer: {
            Text("The numbers stay on this phone, without names.")
        }
    }
}

/// What would happen.
struct TrySection: View {
    @Environment(AppModel.self) private var model
    @State private var number = ""
    @State private var answer: String?

    var body: some View {
        Section {
            TextField("Number", text: $number)
                .keyboardType(.phonePad)
                .onChange(of: number) { answer = nil }
            Button("Ask") { Task { answer = await model.explain(number) } }
                .disabled(number.isEmpty)
            if let answer {
                Text(verbatim: answer).accessibilityAddTraits(.updatesFrequently)
            }
        } header: {
            Text("What would happen?")
        } footer: {
            Text(
                "The rules as a phone follows them that asks an app about each call. Here, only what is rejected is blocked."
            )
        }
    }
}
