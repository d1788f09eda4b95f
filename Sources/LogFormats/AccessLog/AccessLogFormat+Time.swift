// Copyright 2026 the logtrace authors
// SPDX-License-Identifier: Apache-2.0

import ByteStreams

extension AccessLogFormat {
    /// The argument of `%{…}t`: a format of strftime(3), `sec`, `msec`, `usec`, `msec_frac` or `usec_frac`, and `begin:`
    /// or `end:` before it.
    static func timeDirective(_ argument: [UInt8]) throws(Problem) -> AccessDirective {
        var cursor = ByteCursor(argument.span)
        let isEnd = cursor.take("end:")
        if !isEnd { _ = cursor.take("begin:") }
        let rest = argument.dropFirst(cursor.position)
        switch String(decoding: rest, as: UTF8.self) {
        case "sec": return .formattedTime([.epochSeconds], isEnd: isEnd)
        case "msec": return .formattedTime([.epochMilliseconds], isEnd: isEnd)
        case "usec": return .formattedTime([.epochMicroseconds], isEnd: isEnd)
        case "msec_frac": return .formattedTime([.milliseconds], isEnd: isEnd)
        case "usec_frac": return .formattedTime([.microseconds], isEnd: isEnd)
        case "": return .bracketedTime
        default: return .formattedTime(try timePieces(rest), isEnd: isEnd)
        }
    }

    private static func timePieces(_ format: ArraySlice<UInt8>) throws(Problem) -> [AccessDirective.TimePiece] {
        var pieces: [AccessDirective.TimePiece] = []
        var rest = format
        while let byte = rest.popFirst() {
            guard byte == UInt8(ascii: "%") else {
                pieces.append(.literal([byte]))
                continue
            }
            var letter = rest.popFirst()
            // GNU's flags and the modifiers of POSIX change how a number is padded.
            while let flag = letter, "-_0^#EO".utf8.contains(flag) { letter = rest.popFirst() }
            guard let letter, let meant = Self.pieces(of: letter) else {
                throw .unknownDirective("%" + String(decoding: [letter ?? 0x25], as: UTF8.self))
            }
            pieces += meant
        }
        return pieces
    }

    private static func pieces(of letter: UInt8) -> [AccessDirective.TimePiece]? {
        let (dash, slash, colon, blank) = (Array("-".utf8), Array("/".utf8), Array(":".utf8), Array(" ".utf8))
        return switch Character(Unicode.Scalar(letter)) {
        case "Y": [.year]
        case "y": [.shortYear]
        case "m": [.month]
        case "b", "h", "B": [.monthName]
        case "d", "e": [.day]
        case "H", "k": [.hour]
        case "I", "l": [.hour12]
        case "M": [.minute]
        case "S": [.second]
        case "p", "P": [.half]
        case "z": [.offset]
        case "Z": [.zoneName]
        case "a", "A": [.weekday]
        case "s": [.epochSeconds]
        case "T": [.hour, .literal(colon), .minute, .literal(colon), .second]
        case "R": [.hour, .literal(colon), .minute]
        case "F": [.year, .literal(dash), .month, .literal(dash), .day]
        case "D": [.month, .literal(slash), .day, .literal(slash), .shortYear]
        case "c":
            [
                .weekday, .literal(blank), .monthName, .literal(blank), .day, .literal(blank), .hour, .literal(colon),
                .minute, .literal(colon), .second, .literal(blank), .year,
            ]
        case "n", "t": [.literal(blank)]
        case "%": [.literal([0x25])]
        default: nil
        }
    }
}
