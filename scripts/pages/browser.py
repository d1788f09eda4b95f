# Copyright 2026 the logtrace authors
# SPDX-License-Identifier: Apache-2.0
"""Headless Chromium, driven through pipes with nothing but Python's library.

The protocol is that of <https://chromedevtools.github.io/devtools-protocol/>: with --remote-debugging-pipe the browser reads
JSON from descriptor 3 and writes it to descriptor 4, each message ended by a NUL.
"""

import base64
import fcntl
import json
import os
import subprocess
import tempfile
import time
from pathlib import Path


class Browser:
    """One tab. What the page says on its console and in dialogs, and what it asks for, is kept in `console` and `requests`."""

    def __init__(self):
        self.profile = tempfile.TemporaryDirectory(prefix="chromium-", ignore_cleanup_errors=True)
        to_browser, self.output = self.pipe()
        self.input, from_browser = self.pipe()

        def connect():
            os.dup2(to_browser, 3)
            os.dup2(from_browser, 4)

        options = "--headless=new --no-sandbox --disable-gpu --hide-scrollbars --remote-debugging-pipe".split()
        self.process = subprocess.Popen(
            ["chromium", *options, f"--user-data-dir={self.profile.name}", "about:blank"],
            preexec_fn=connect, pass_fds=(3, 4), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        )
        os.close(to_browser)
        os.close(from_browser)
        self.number, self.pending, self.session = 0, b"", None
        self.console, self.requests, self.loaded = [], [], False
        target = self("Target.createTarget", url="about:blank")["targetId"]
        self.session = self("Target.attachToTarget", targetId=target, flatten=True)["sessionId"]
        for domain in ("Page", "Runtime", "Log", "Network", "Accessibility"):
            self(f"{domain}.enable")

    @staticmethod
    def pipe():
        # Above the two that the browser gets.
        return [fcntl.fcntl(end, fcntl.F_DUPFD_CLOEXEC, 10) for end in os.pipe()]

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.session = None
        self("Browser.close")
        self.process.wait()
        self.profile.cleanup()

    def __call__(self, method, **parameters):
        """The result of one command."""
        number = self.send(method, **parameters)
        while True:
            answer = self.next()
            if answer.get("id") == number:
                if "error" in answer:
                    raise RuntimeError(f"{method}: {answer['error']}")
                return answer["result"]

    def send(self, method, **parameters):
        self.number += 1
        message = {"id": self.number, "method": method, "params": parameters}
        if self.session:
            message["sessionId"] = self.session
        text = json.dumps(message).encode() + b"\0"
        while text:
            text = text[os.write(self.output, text):]
        return self.number

    def next(self):
        while b"\0" not in self.pending:
            piece = os.read(self.input, 1 << 20)
            if not piece:
                raise RuntimeError("the browser has ended")
            self.pending += piece
        text, self.pending = self.pending.split(b"\0", 1)
        message = json.loads(text)
        event, details = message.get("method"), message.get("params", {})
        if event == "Runtime.consoleAPICalled":
            self.console.append(" ".join(str(value.get("value")) for value in details["args"]))
        elif event == "Runtime.exceptionThrown":
            self.console.append(details["exceptionDetails"]["text"])
        elif event == "Log.entryAdded":
            self.console.append(details["entry"]["text"])
        elif event == "Page.javascriptDialogOpening":
            self.console.append(f"a dialog: {details['message']}")
            self.send("Page.handleJavaScriptDialog", accept=False)
        elif event == "Network.requestWillBeSent":
            self.requests.append(details["request"]["url"])
        elif event == "Page.loadEventFired":
            self.loaded = True
        return message

    def open(self, page, width, height=900, scheme="light"):
        """Shows a file as a screen of this many points and this colour scheme does; gives the seconds until it is seen."""
        self.console, self.requests, self.loaded = [], [], False
        self("Emulation.setEmulatedMedia", features=[{"name": "prefers-color-scheme", "value": scheme}])
        self("Emulation.setDeviceMetricsOverride", width=width, height=height, deviceScaleFactor=1, mobile=width < 500)
        begin = time.monotonic()
        self("Page.navigate", url=Path(page).resolve().as_uri())
        while not self.loaded:
            self.next()
        self("Page.captureScreenshot", format="jpeg")
        return time.monotonic() - begin

    def value(self, expression):
        """Of JavaScript in the page, which its own policy does not bind; promises are waited for."""
        result = self("Runtime.evaluate", expression=expression, returnByValue=True, awaitPromise=True)
        if "exceptionDetails" in result:
            raise RuntimeError(result["exceptionDetails"])
        return result["result"].get("value")

    def picture(self, file, top=0, height=None):
        """Of the whole width, as high as stated or as the window is."""
        size = self("Page.getLayoutMetrics")["cssVisualViewport"]
        clip = {"x": 0, "y": top, "width": size["clientWidth"], "height": height or size["clientHeight"], "scale": 1}
        data = self("Page.captureScreenshot", format="png", clip=clip, captureBeyondViewport=True)["data"]
        Path(file).write_bytes(base64.b64decode(data))

    def print(self, file):
        data = self("Page.printToPDF", preferCSSPageSize=True, printBackground=False)["data"]
        Path(file).write_bytes(base64.b64decode(data))
