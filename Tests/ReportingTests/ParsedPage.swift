// Copyright 2026 the logtrace authors
// SPDX-License-Identifier: Apache-2.0

import Foundation

#if canImport(FoundationXML)
    import FoundationXML
#endif

/// A page as a strict parser reads it: the pages that `logtrace` writes are well-formed XML too.
final class ParsedPage: NSObject, XMLParserDelegate {
    struct Element {
        let name: String
        let attributes: [String: String]
        fileprivate(set) var text = ""
    }

    /// In the order of their begins.
    private(set) var elements: [Element] = []
    private var open: [Int] = []

    /// Nil where it is not well-formed.
    init?(_ page: [UInt8]) {
        super.init()
        let parser = XMLParser(data: Data(page))
        parser.delegate = self
        guard parser.parse() else { return nil }
    }

    func elements(_ name: String) -> [Element] { elements.filter { $0.name == name } }

    func parser(
        _ parser: XMLParser, didStartElement name: String, namespaceURI: String?, qualifiedName: String?,
        attributes: [String: String]
    ) {
        open.append(elements.count)
        elements.append(Element(name: name, attributes: attributes))
    }

    func parser(_ parser: XMLParser, didEndElement name: String, namespaceURI: String?, qualifiedName: String?) {
        open.removeLast()
    }

    func parser(_ parser: XMLParser, foundCharacters text: String) {
        for index in open { elements[index].text += text }
    }
}
