// Copyright 2026 the logtrace authors
// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import ByteStreams
import EvidenceModel
import Glibc

/// A moment on the command line: ISO 8601, `2019-02-15`, `2019-02-15T12:00:01Z`, `2019-02-15T12:00+01:00`, read as UTC
/// without an offset; or an age, `30d`, `12h`, `90m`.
struct TimeArgument: ExpressibleByArgument {
    let text: String
    private let value: Value

    private enum Value {
        case instant(Int64)
        case age(seconds: Int64)
    }

    init?(argument: String) {
        text = argument
        let bytes = Array(argument.utf8)
        if let age = Self.age(bytes) {
            value = .age(seconds: age)
        } else if let instant = Self.instant(bytes) {
            value = .instant(instant)
        } else {
            return nil
        }
    }

    /// Whether it depends on when it is asked.
    var isAge: Bool { if case .age = value { true } else { false } }

    func instant(now: Instant) -> Instant {
        switch value {
        case .instant(let seconds): Instant(seconds: seconds)
        case .age(let seconds): Instant(seconds: now.seconds - seconds)
        }
    }

    private static func age(_ bytes: [UInt8]) -> Int64? {
        var cursor = ByteCursor(bytes.span)
        guard let number = cursor.integer(), number < 1_000_000 else { return nil }
        let unit: Int64 = cursor.take("d") ? 86_400 : cursor.take("h") ? 3600 : cursor.take("m") ? 60 : 0
        return unit > 0 && cursor.isAtEnd ? number * unit : nil
    }

    private static func instant(_ bytes: [UInt8]) -> Int64? {
        var cursor = ByteCursor(bytes.span)
        guard let year = cursor.digits(4), cursor.take("-"), let month = cursor.digits(2), cursor.take("-"),
            let day = cursor.digits(2)
        else { return nil }
        var (hour, minute, second) = (0, 0, 0)
        var offset: Int64 = 0
        if cursor.take("T") || cursor.take(" ") {
            guard let hours = cursor.digits(2), cursor.take(":"), let minutes = cursor.digits(2) else { return nil }
            (hour, minute) = (hours, minutes)
            if cursor.take(":") {
                guard let seconds = cursor.digits(2) else { return nil }
                second = seconds
            }
            if !cursor.take("Z"), !cursor.isAtEnd {
                let sign: Int64 = cursor.take("-") ? -1 : cursor.take("+") ? 1 : 0
                guard sign != 0, let hours = cursor.digits(2), cursor.take(":") || !cursor.isAtEnd,
                    let minutes = cursor.digits(2), hours < 24, minutes < 60
                else { return nil }
                offset = sign * Int64(hours * 3600 + minutes * 60)
            }
        }
        guard cursor.isAtEnd,
            let time = CivilTime(year: year, month: month, day: day, hour: hour, minute: minute, second: second)
        else { return nil }
        return time.secondsSince1970 - offset
    }
}

/// The clock and the environment, read nowhere else.
enum Surroundings {
    static var now: Instant {
        var time = timespec()
        clock_gettime(CLOCK_REALTIME, &time)
        return Instant(seconds: Int64(time.tv_sec))
    }

    /// When the report says that it was made: SOURCE_DATE_EPOCH, where it is set, keeps reports reproducible.
    /// <https://reproducible-builds.org/specs/source-date-epoch/>
    static var reportTime: Instant {
        guard let text = getenv("SOURCE_DATE_EPOCH"), let seconds = Int64(String(cString: text)) else { return now }
        return Instant(seconds: seconds)
    }

    static var processorCount: Int { max(1, sysconf(Int32(_SC_NPROCESSORS_ONLN))) }

    static var isOutputTerminal: Bool { isatty(STDOUT_FILENO) == 1 }

    static var isOutputRegularFile: Bool {
        var facts = stat()
        return fstat(STDOUT_FILENO, &facts) == 0 && facts.st_mode & S_IFMT == S_IFREG
    }

    /// Unless NO_COLOR is set to anything (<https://no-color.org>), or the terminal says that it has none.
    static var wantsColor: Bool {
        let isRefused = getenv("NO_COLOR").map { $0.pointee != 0 } ?? false
        let terminal = getenv("TERM").map { String(cString: $0) }
        return !isRefused && terminal != nil && terminal != "dumb"
    }

    static var isErrorTerminal: Bool { isatty(STDERR_FILENO) == 1 }

    static var isInputTerminal: Bool { isatty(STDIN_FILENO) == 1 }
}
