// Copyright 2026 the logtrace authors
// SPDX-License-Identifier: Apache-2.0

/// Swedish as Swedish authorities write it: terms of the Swedish text of the GDPR and of Integritetsskyddsmyndigheten; numbers and
/// times by "Myndigheternas skrivregler" (hard blanks between groups of digits, decimal comma, "kl. 13.19").
struct Swedish: WorksheetLanguage {
    let code = "sv"
    let digitGroup = "\u{a0}"
    let decimalPoint = ","
    let months = [
        "januari", "februari", "mars", "april", "maj", "juni", "juli", "augusti", "september", "oktober", "november",
        "december",
    ]

    func phrase(_ phrase: WorksheetPhrase) -> String {
        switch phrase {
        // The whole
        case .title: "Anmälan av personuppgiftsincident: underlag"
        case .notice:
            "Detta är ett underlag, ifyllt med det som loggarna och ärendefilen visar. Det är varken en "
                + "anmälan eller juridisk rådgivning: den personuppgiftsansvarige avgör om och vad som ska "
                + "anmälas."
        case .lowerBound:
            "Det som loggarna styrker är en undre gräns: att något inte har loggats betyder inte att det "
                + "inte har använts. Texter ur ärendefilen återges som de står där."
        case .unknown: "ännu inte känt"
        case .nothing: "inga"
        case .yes: "ja"
        case .no: "nej"
        case .more: "… och {count} till, i rapporten"
        case .sources: "Källor"
        case .sourceRegulation:
            "Europaparlamentets och rådets förordning (EU) 2016/679 (dataskyddsförordningen), artikel 33"
        case .sourceGuidelines:
            "Europeiska dataskyddsstyrelsen, riktlinjer 9/2022 om anmälan av personuppgiftsincidenter enligt "
                + "dataskyddsförordningen, version 2.0, 28 mars 2023"
        case .sourceSeverity:
            "Enisa, Recommendations for a methodology of the assessment of severity of personal data "
                + "breaches, arbetsdokument v1.0, december 2013"

        // Numbers and times
        case .range: "{low} till {high}"
        case .date: "{day} {month} {year}"
        case .monthOfYear: "{month} {year}"
        case .minute: "{date} kl.\u{a0}{hour}.{minute}"
        case .second: "{date} kl.\u{a0}{hour}.{minute}.{second}"
        case .utc: "{time}\u{a0}UTC"
        case .zoned: "{time} ({zone})"
        case .lessThan: "mindre än {share}"
        case .moreThan: "mer än {share}"
        case .oneFile: "{count} fil"
        case .files: "{count} filer"
        case .oneRetrieval: "{count} hämtning"
        case .retrievals: "{count} hämtningar"
        case .oneAddress: "{count} adress"
        case .addresses: "{count} adresser"

        // Article 33(4)
        case .phaseHeading: "Skede, och vad som återstår"
        case .phaseArticle: "Dataskyddsförordningen, artikel 33.4"
        case .phase: "Anmälans skede"
        case .phaseInitial: "första anmälan: ytterligare information lämnas i omgångar"
        case .phaseFollowUp: "komplettering av en tidigare anmälan"
        case .phaseFinal: "slutlig komplettering"
        case .openPoints: "Uppgifter som ännu inte är kända"
        case .contradiction: "Motsägelse"
        case .finalWithOpenPoints: "skedet anges som slutligt, men uppgifterna ovan är ännu inte kända"
        case .notifiedBeforeAware:
            "enligt de angivna tiderna gjordes anmälan innan den personuppgiftsansvarige fick vetskap om "
                + "incidenten"

        // Article 33(1)
        case .timingHeading: "Tidpunkter"
        case .timingArticle: "Dataskyddsförordningen, artikel 33.1"
        case .aware: "Den personuppgiftsansvarige fick vetskap om incidenten"
        case .deadline: "72 timmar löper ut"
        case .earliest: "tidigast {time}"
        case .notified: "Anmält till tillsynsmyndigheten"
        case .inTime: "Inom 72 timmar"
        case .imprecise: "framgår inte av tiderna som de är angivna"
        case .delay: "Motivering till försening"
        case .notNeeded: "behövs inte"

        // Article 33(3)(b)
        case .contactHeading: "Personuppgiftsansvarig och kontaktpunkt"
        case .contactArticle: "Dataskyddsförordningen, artikel 33.3 b"
        case .controller: "Personuppgiftsansvarig"
        case .contact: "Dataskyddsombud eller annan kontaktpunkt"

        // Article 33(3)(a)
        case .natureHeading: "Personuppgiftsincidentens art"
        case .natureArticle: "Dataskyddsförordningen, artikel 33.3 a"
        case .kind: "Typ av incident"
        case .kindLeft: "förlust av konfidentialitet: uppgifter har bevisligen lämnat systemet"
        case .kindReachable:
            "förlust av konfidentialitet: uppgifter har bevisligen gått att hämta; ingen bevarad logg visar "
                + "att så har skett"
        case .kindNothingLeft:
            "ingen förlust av konfidentialitet: alla kanaler är loggade under hela tiden, och inget har "
                + "lämnat systemet"
        case .exposureProven: "Uppgifterna gick bevisligen att hämta"
        case .exposurePossible: "Uppgifterna kan ha gått att hämta"
        case .exposureBegin: "exponeringens början"
        case .exposureEnd: "exponeringens slut"
        case .subjectCategories: "Kategorier av registrerade"
        case .subjectNumber: "Ungefärligt antal registrerade"
        case .subjectsNamed:
            "{low} till {high}, räknat efter {identifier} i namnen på filer: de som bevisligen har lämnat "
                + "systemet respektive alla som fanns lagrade"
        case .subjectsAtLeast:
            "minst {low}, räknat efter {identifier} i namnen på filer som bevisligen har lämnat systemet; "
                + "högst: ännu inte känt"
        case .recordCategories: "Kategorier av personuppgiftsposter"
        case .recordNumber: "Ungefärligt antal personuppgiftsposter"
        case .recordsBetween: "{low} till {high} filer"
        case .recordsAtLeast: "minst {files}; högst: ännu inte känt"
        case .accessible: "Fanns lagrat och gick att nå"
        case .audio: "{hours} timmar ljud"
        case .unreadInventory: "minst: {count} rader i filförteckningen gick inte att läsa"
        case .unobserved: "Kan ha lämnat systemet utan att synas i loggarna"
        case .unobservedFiles: "ytterligare {low} till {high} filer (95-procentsintervall)"
        case .unobservedRetrievals: "ytterligare {low} till {high} hämtningar (95-procentsintervall)"
        case .unobservedNone: "ingen kanals logg saknar en period som skulle märkas"
        case .notEstimated: "kan inte uppskattas ur dessa loggar:"
        case .blindChannels: "ingen logg visar vad som har lämnat systemet via {channels}"
        case .gapUnknown:
            "vad som har lämnat systemet under en period som saknas i {log} går inte att sluta sig till ur "
                + "resten av loggen"
        case .mostlyUnseen: "mindre än hälften av kanaltiden är observerad"
        case .proven: "Har bevisligen lämnat systemet"
        case .provenFiles: "{files}, {bytes}; minst {whole} av dem i sin helhet"
        case .provenRetrievals: "i {retrievals} från {addresses}"
        case .owner: "Vems uppgifter"
        case .ownerShare: "{owner}: {proven} av {accessible} {unit} har bevisligen lämnat systemet"
        case .ownerAtLeast: "{owner}: {proven} {unit} har bevisligen lämnat systemet"
        case .unitFiles: "filer"
        case .usedChannels: "Kanaler som bevisligen har använts"
        case .noneLogged: "ingen hämtning är loggad"
        case .unseenChannels: "Kanaler som ingen logg redovisar"
        case .partlySeenChannels: "Kanaler som loggats en del av tiden"
        case .channelShare: "{channel} ({share})"
        case .coverage: "Kanaltid som loggarna täcker"
        case .coverageShare: "{share}: {observed} av {exposed} kanaltimmar"
        case .losses: "Loggar som saknas"
        case .lossMissing: "{log}: loggposter saknas, {from} till {to}"
        case .lossOrOutage: "{log}: loggposter saknas, eller så låg tjänsten nere, {from} till {to}"
        case .logBegin: "före dess första post"
        case .logEnd: "efter dess sista post"
        case .noneFound: "inga har upptäckts; det visar inte att inga saknas"
        case .claims: "Påståenden som har prövats"
        case .claim: "”{text}”: {verdict}"
        case .claimBy: "”{text}” ({claimant}): {verdict}"
        case .supported: "får stöd"
        case .contradicted: "motsägs"
        case .undecidable: "går inte att avgöra"

        // Article 33(3)(c) and (d)
        case .consequencesHeading: "Sannolika konsekvenser"
        case .consequencesArticle: "Dataskyddsförordningen, artikel 33.3 c"
        case .consequences: "Sannolika konsekvenser för de registrerade"
        case .measuresHeading: "Vidtagna eller föreslagna åtgärder"
        case .measuresArticle: "Dataskyddsförordningen, artikel 33.3 d"
        case .measures: "åtgärder"
        case .measuresTaken: "Vidtagna"
        case .measuresProposed: "Föreslagna"

        // The severity by ENISA
        case .severityHeading: "Allvarlighetsgrad"
        case .severityMethod:
            "Enisa 2013: SE = DPC × EI + CB; under 2 låg, från 2 medelhög, från 3 hög, från 4 mycket hög"
        case .termKnown: "{score}: {level}; {why}"
        case .termUnknown: "ännu inte känt: {low} till {high}"
        case .context: "Uppgifternas sammanhang (DPC)"
        case .dataSimple: "enkla uppgifter"
        case .dataBehavioural: "beteendeuppgifter"
        case .dataFinancial: "ekonomiska uppgifter"
        case .dataSensitive: "känsliga uppgifter"
        case .identification: "Identifierbarhet (EI)"
        case .identificationNegligible: "försumbar"
        case .identificationLimited: "begränsad"
        case .identificationSignificant: "betydande"
        case .identificationMaximum: "maximal"
        case .confidentiality: "CB: förlust av konfidentialitet"
        case .recipientsNone: "{score}: alla kanaler är loggade under hela tiden, och inget har lämnat systemet"
        case .recipientsKnown:
            "{score}: ett känt antal mottagare; alla kanaler är loggade under hela tiden, och minst "
                + "{addresses} har hämtat uppgifter"
        case .recipientsUnknown:
            "{score}: ett okänt antal mottagare; loggarna visar {addresses} och täcker {share} av "
                + "kanaltiden, och ingen vet om de är fler"
        case .recipientsPublic:
            "{score}: ett okänt antal mottagare; utomstående har funnit uppgifterna åtkomliga, och loggarna "
                + "visar {addresses} och täcker {share} av kanaltiden"
        case .recipientsNotKnown:
            "ännu inte känt: {low} till {high}; inget visar att uppgifter gick att hämta, och inget att de "
                + "inte gjorde det"
        case .unknownShare: "en okänd andel"
        case .integrity: "CB: förlust av riktighet"
        case .integrityNone: "ingen som har utnyttjats felaktigt"
        case .integrityRecoverable: "ändrade, kan återställas"
        case .integrityUnrecoverable: "ändrade, kan inte återställas"
        case .availability: "CB: förlust av tillgänglighet"
        case .availabilityNone: "ingen"
        case .availabilityTemporary: "tillfällig"
        case .availabilityFull: "fullständig"
        case .malice: "CB: ont uppsåt"
        case .maliceYes: "ont uppsåt"
        case .maliceNo: "inget ont uppsåt"
        case .score: "Allvarlighetsgrad (SE)"
        case .scoreFormula: "{context} × {identification} + {circumstances} = {score}: {levels}"
        case .bracketed: "({range})"
        case .levelLow: "låg"
        case .levelMedium: "medelhög"
        case .levelHigh: "hög"
        case .levelVeryHigh: "mycket hög"
        case .manyPeople: "Fler än 100 registrerade"
        }
    }
}
