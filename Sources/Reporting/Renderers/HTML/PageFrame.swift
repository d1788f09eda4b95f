// Copyright 2026 the logtrace authors
// SPDX-License-Identifier: Apache-2.0

/// What all pages have around what they tell: a policy that forbids script and any request, and the style.
enum PageFrame {
    static func write(
        title: String, toolVersion: String, _ page: inout HTMLWriter, _ main: (inout HTMLWriter) -> Void
    ) {
        begin(title: title, toolVersion: toolVersion, &page)
        main(&page)
        end(&page)
    }

    /// - Parameter style: What the page needs besides the sheet of all pages.
    static func begin(title: String, toolVersion: String, style: StaticString? = nil, _ page: inout HTMLWriter) {
        page.put("<!DOCTYPE html>\n<html lang=\"en\">")
        page.element("head") { head(title, toolVersion, style, &$0) }
        page.put("\n<body><main>")
    }

    static func end(_ page: inout HTMLWriter) { page.put("</main></body></html>\n") }

    static func head(_ title: String, _ toolVersion: String, _ style: StaticString?, _ head: inout HTMLWriter) {
        head.empty("meta", ["charset": "utf-8"])
        // Were a name ever to become markup, it could still neither run nor call anybody.
        head.empty(
            "meta",
            [
                "http-equiv": "Content-Security-Policy",
                "content": "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'",
            ])
        head.empty("meta", ["name": "viewport", "content": "width=device-width, initial-scale=1"])
        head.empty("meta", ["name": "color-scheme", "content": "light dark"])
        head.empty("meta", ["name": "referrer", "content": "no-referrer"])
        head.empty("meta", ["name": "generator", "content": "logtrace \(toolVersion)"])
        head.element("title", text: title)
        head.element("style") { element in
            element.put(PageStyle.sheet)
            if let style { element.put(style) }
        }
    }
}
