import Callscreen
import SwiftUI

/// Whether the phone asks the extension, and how to make it.
struct DirectorySection: View {
    @Environment(AppModel.self) private var model

    var body: some View {
        Section("Call blocking") {
            Label(title, systemImage: symbol)
                .accessibilityElement(children: .combine)
            if model.directory != .on {
                Text(
                    "Open Settings, Apps, Phone, Call Blocking & Identification and switch on Callscreen. Then load the numbers below."
                )
                .font(.footnote)
                Button("Open settings") { Task { await model.openSettings() } }
            }
            Text(
                "An iPhone asks no app about a call. It blocks exactly the numbers it was given in advance: no voicemail for strangers, no blocking of hidden numbers."
            )
            .font(.footnote)
        }
    }

    private var title: LocalizedStringKey {
        switch model.directory {
        case .on: "The extension is on"
        case .off: "The extension is off"
        case .unknown: "The phone does not say whether the extension is on"
        }
    }

    private var symbol: String {
        switch model.directory {
        case .on: "checkmark.shield"
        case .off: "exclamationmark.shield"
        case .unknown: "questionmark"
        }
    }
}

/// The numbers of this moment, and what the phone made of them last.
struct PlanSection: View {
    @Environment(AppModel.self) private var model

    var body: some View {
        Section("Numbers on this phone") {
            Button("Rebuild and load") { Task { await model.rebuildAndLoad() } }
                .disabled(model.isWorking)
                .accessibilityHint(
                    "Writes the list of blocked numbers again and gives it to the phone")
            if let plan = model.plan {
                LabeledContent("In the plan", value: plan.numbers, format: .number)
                if plan.numbersLeftOut > 0 {
                    LabeledContent(
                        "Left out, the largest ranges first", value: plan.numbersLeftOut,
                        format: .number)
                }
                if !plan.rulesNotKept.isEmpty {
                    LabeledContent(
                        "Your rules that an iPhone cannot keep", value: plan.rulesNotKept.count,
                        format: .number)
                }
                ForEach(plan.notKept, id: \.self) { step in
                    LabeledContent("Not possible here", value: words(for: step))
                }
            }
            if let run = model.lastRun {
                RunRows(run: run)
            }
        }
    }
}

private struct RunRows: View {
    let run: RunReport

    var body: some View {
        LabeledContent("Last load", value: run.startedAt, format: .dateTime)
        LabeledContent("Given to the phone", value: run.count, format: .number)
        if run.leftOut > 0 {
            LabeledContent("Left out, too many", value: run.leftOut, format: .number)
        }
        if let error = run.error {
            LabeledContent("Error", value: "\(error.reason) (\(error.code))")
        } else if run.finishedAt == nil {
            Text("The phone ended the extension before it was done.")
        }
    }
}
