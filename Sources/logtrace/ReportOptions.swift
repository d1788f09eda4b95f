// Copyright 2026 the logtrace authors
// SPDX-License-Identifier: Apache-2.0

import Analyses
import ArgumentParser
import ByteStreams
import CasePipeline
import EvidenceModel
import Reporting
import SystemPackage

/// What a report is made of besides the logs, and where and how it is written.
struct ReportOptions: ParsableArguments {
    enum Format: String, ExpressibleByArgument, CaseIterable {
        case text, json, html, md, csv

        func renderer(style: TextStyle) -> any ReportRenderer {
            switch self {
            case .text: TextRenderer(style: style)
            case .json: JSONRenderer()
            case .html: HTMLRenderer()
            case .md: MarkdownRenderer()
            case .csv: CSVRenderer()
            }
        }
    }

    @OptionGroup var color: ColorOption

    @Option(help: ArgumentHelp("What lay on the machine: CSV, bodyfile or find -printf.", valueName: "file"))
    var inventory: String?

    @Option(
        help: ArgumentHelp(
            "Count only retrievals of files that this names, as '/srv/nas/calls/**': * is any run of characters but /, ** any run, ? one character but /. May be repeated. With an inventory its files are the scope, and this has no effect.",
            valueName: "glob"))
    var scope: [String] = []

    @Option(
        name: .shortAndLong,
        help: ArgumentHelp(
            "Write the report to this file instead of standard output, in the format of its extension: .txt, .json, .html, .md or .csv; or into this folder (with a / at its end), one CSV file for each table. A file that is there is replaced when the new one is whole, behind a link too; a device or a pipe is written into. May be repeated.",
            valueName: "file"))
    var output: [String] = []

    @Option(
        defaultAsFlag: NotificationLanguage.all[0], parsing: .next,
        help: ArgumentHelp(
            "Put a worksheet for the notification of the breach (GDPR, Article 33) into the report, in this language: text, Markdown and HTML carry it as a section, JSON as an object. What logs cannot tell of it stands under notification in the case file.",
            valueName: "language"))
    var notification: NotificationLanguage?

    @Option(
        help: ArgumentHelp(
            "Write the notification worksheet alone to this file: .txt, .md or .html, in the language of --notification, else in English. May be repeated.",
            valueName: "file"))
    var worksheet: [String] = []

    @Option(help: "The format on standard output.")
    var format: Format = .text

    func validate() throws {
        for path in output where !OutputFolder.isNamed(by: path) && renderer(for: path) == nil {
            let known = RendererRegistry.all.map { "." + type(of: $0).fileExtension }.joined(separator: ", ")
            throw ValidationError(
                "--output: '\(path)' has no extension that names a format; known: \(known), and a folder, as in tables/, for CSV."
            )
        }
        if let notification, notification.language == nil {
            let known = NotificationLanguage.all.map(\.code).joined(separator: ", ")
            throw ValidationError(
                "--notification: the worksheet has no language '\(notification.code)'; known: \(known). Evidence stands in front of this option, or behind another."
            )
        }
        for path in worksheet where medium(of: path) == nil {
            let known = WorksheetMedium.allCases.map { "." + $0.rawValue }.joined(separator: ", ")
            throw ValidationError("--worksheet: '\(path)' has no extension that names a format; known: \(known).")
        }
        if scope.contains("") { throw ValidationError("--scope names no file: it is empty.") }
    }

    private func renderer(for path: String) -> (any ReportRenderer)? {
        RendererRegistry.renderer(forExtension: FilePath(path).extension ?? "")
    }

    private func medium(of path: String) -> WorksheetMedium? {
        FilePath(path).extension.flatMap(WorksheetMedium.init)
    }

    /// What is known of the case from outside its logs.
    struct Outside {
        let description: CaseDescription?
        let inventory: Inventory?
        let scope: Scope
    }

    func outside(_ loaded: LoadedCase?, _ diagnostics: Diagnostics) throws -> Outside {
        let inventory = try (inventory ?? loaded?.inventory).map { try readInventory($0, diagnostics) }
        if inventory != nil, !scope.isEmpty {
            diagnostics.note("--scope has no effect: the files of the inventory are the scope")
        }
        return Outside(
            description: loaded?.description, inventory: inventory,
            scope: Scope(globs: scope.isEmpty ? loaded?.scope ?? [] : scope))
    }

    /// Writes the report of a ledger, and ends with the status that its evidence makes.
    ///
    /// - Parameter afterWriting: What else is to be written.
    func finish(
        _ ledger: Ledger, _ plan: ReadingPlan, _ outside: Outside, options: [CaseReport.Option],
        _ diagnostics: Diagnostics,
        afterWriting: (CaseReport, ExitStatus) throws(OutputError) -> Void = { _, _ throws(OutputError) in }
    ) throws {
        let artifacts = ledger.artifacts.sorted { $0.path.lexicographicallyPrecedes($1.path) }
        var status = diagnostics.status(of: artifacts)
        if status == .complete, let inventory = outside.inventory, inventory.unreadLines > 0 { status = .incomplete }
        guard status != .noReport else {
            throw diagnostics.failure(
                "nothing could be read, so there is no report; name evidence that is there, as a user who may read it"
            ).exitCode
        }
        let report = CaseReport(
            toolVersion: LogTrace.version, generatedAt: Surroundings.reportTime,
            zone: .init(name: plan.zone.rules.name, basis: plan.zone.basis.rawValue), options: reported(options),
            conclusions: CaseConclusions(
                CaseAnswers(
                    ledger, inventory: outside.inventory, scope: outside.scope, configuration: plan.configuration),
                description: outside.description, inventory: outside.inventory, zone: plan.zone.rules),
            notification: notification?.language)
        do {
            try write(report)
            try afterWriting(report, status)
        } catch {
            throw diagnostics.failure(error.description).exitCode
        }
        if status != .complete { throw status.exitCode }
    }

    /// As they were given, behind those of the evidence.
    func reported(_ evidence: [CaseReport.Option]) -> [CaseReport.Option] {
        evidence + (inventory.map { [.init(name: "inventory", value: $0)] } ?? [])
            + (scope.isEmpty ? [] : [.init(name: "scope", values: scope)])
            + (notification.map { [.init(name: "notification", value: $0.code)] } ?? [])
    }

    private func write(_ report: CaseReport) throws(OutputError) {
        for path in worksheet {
            var file = try OutputFile.file(path)
            try file.write(medium(of: path)!.bytes(of: report, in: notification?.language ?? WorksheetLanguages.all[0]))
            try file.finish()
        }
        guard !output.isEmpty else {
            let file = OutputFile.standardOutput()
            try format.renderer(style: color.style).render(report) { bytes throws(OutputError) in try file.write(bytes)
            }
            return
        }
        for path in output {
            guard !OutputFolder.isNamed(by: path) else {
                try OutputFolder(path).write(report)
                continue
            }
            var file = try OutputFile.file(path)
            try renderer(for: path)!.render(report) { bytes throws(OutputError) in try file.write(bytes) }
            try file.finish()
        }
    }

    private func readInventory(_ inventory: String, _ diagnostics: Diagnostics) throws -> Inventory {
        do {
            let reading = try CasePipeline.readInventory(contents(of: FilePath(inventory), limit: .max))
            if reading.malformedCount > 0 {
                let count = Quantities.count(reading.malformedCount, "line is no entry", "lines are no entries")
                diagnostics.note("\(inventory): \(count), the first at line \(reading.malformed[0])")
            }
            return reading.inventory
        } catch let error as SourceError {
            throw diagnostics.failure("--inventory \(inventory): \(error.errno)").exitCode
        } catch {
            throw diagnostics.failure("\(inventory): \(error)").exitCode
        }
    }
}
