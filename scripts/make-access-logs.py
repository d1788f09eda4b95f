#!/usr/bin/env python3
# Copyright 2026 the logtrace authors
# SPDX-License-Identifier: Apache-2.0
"""Makes a rotated set of Apache combined access logs, the same bytes for the same arguments.

    make-access-logs.py OUT_DIR [--bytes 1GiB] [--files 60] [--seed 1] [--plain]

The set is what logrotate with delaycompress leaves: access.log (newest) and access.log.1 are plain,
access.log.2.gz and higher are gzip, older as the number grows. The time spanned and the universe of paths
and clients depend on the seed alone, so sets of different sizes differ in how often each key occurs.
All names and addresses are reserved for such use (example.org; RFC 2544, RFC 3849).

One line on standard output tells what was made: files=, bytes= (decompressed), stored=, lines=.
Gzip members depend on zlib's version; the lines do not.
"""

import argparse
import datetime
import itertools
import math
import multiprocessing
import os
import random
import re
import sys
import time
import zlib
from bisect import bisect_left, bisect_right
from typing import NamedTuple

FIRST_SECOND = 1719784800  # Monday 2024-07-01, midnight in Stockholm
HOURS = 364 * 24  # whole weeks, so that every weekday weighs the same
SPAN = HOURS * 3600
STAMP_LENGTH = len("01/Jul/2024:00:00:00 +0200")
# A segment is the unit that is held in memory; large files are made of several.
SEGMENT_BYTES = 8 << 20
SITE = "https://www.example.org"

PAGES, IMAGES, DOCUMENTS, DOWNLOADS = 9000, 27000, 9000, 5000
SHARED_FILES, SEARCHES, MISSING, MOVED, STATICS = 4000, 3000, 2000, 900, 100
LINKING_PAGES = 20000
VISITORS, CRAWLERS, SCANNERS, SHARE_USERS = 138000, 900, 1000, 100
IPV6_SHARE = 0.22

HOUR_WEIGHTS = [9, 6, 4, 3, 3, 4, 8, 18, 34, 46, 50, 50, 47, 49, 50, 47, 42, 36, 34, 36, 38, 35, 27, 16]
WEEKDAY_WEIGHTS = [10, 10.5, 10.3, 10, 8.8, 5.2, 6.1]
MONTHS = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split()

SECTIONS = "nyheter forskning arkiv projekt kurser om-oss en/research en/archive press blogg".split()
WORDS = """ljud arkiv samtal inspelning kust skog vinter sommar historia teknik data metod rapport analys karta stad
by hamn fjord museum bibliotek kultur musik film teater radio kanal signal logg server lagring skydd integritet
beslut plan budget protokoll avtal kurs schema lektion student lärare forskare språk dialekt röst intervju
sound archive winter summer harbour forest method report field notes survey sample series volume chapter review
open access dataset catalogue guide handbook workshop seminar lecture annual update release status overview
övning årsbok översikt ämne fråga svar råd länk sida bild text nummer möte grupp verktyg mall exempel""".split()
WITHOUT_ACCENTS = str.maketrans("åäö", "aao")

BROWSERS = [
    "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/126.0.0.0 Safari/537.36",
    "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/128.0.0.0 Safari/537.36",
    "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/131.0.0.0 Safari/537.36",
    "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/134.0.0.0 Safari/537.36",
    "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/126.0.0.0 "
    "Safari/537.36 Edg/126.0.0.0",
    "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/131.0.0.0 "
    "Safari/537.36 Edg/131.0.0.0",
    "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:127.0) Gecko/20100101 Firefox/127.0",
    "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:133.0) Gecko/20100101 Firefox/133.0",
    "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.5 "
    "Safari/605.1.15",
    "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.1 "
    "Safari/605.1.15",
    "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/126.0.0.0 "
    "Safari/537.36",
    "Mozilla/5.0 (Macintosh; Intel Mac OS X 10.15; rv:128.0) Gecko/20100101 Firefox/128.0",
    "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/130.0.0.0 Safari/537.36",
    "Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Firefox/128.0",
    "Mozilla/5.0 (X11; Ubuntu; Linux x86_64; rv:132.0) Gecko/20100101 Firefox/132.0",
    "Mozilla/5.0 (iPhone; CPU iPhone OS 17_5_1 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) "
    "Version/17.5 Mobile/15E148 Safari/604.1",
    "Mozilla/5.0 (iPhone; CPU iPhone OS 18_1 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) "
    "Version/18.1 Mobile/15E148 Safari/604.1",
    "Mozilla/5.0 (iPad; CPU OS 17_6 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.6 "
    "Mobile/15E148 Safari/604.1",
    "Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/126.0.0.0 Mobile Safari/537.36",
    "Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/131.0.0.0 Mobile Safari/537.36",
    "Mozilla/5.0 (Linux; Android 14; SM-S911B) AppleWebKit/537.36 (KHTML, like Gecko) SamsungBrowser/25.0 "
    "Chrome/121.0.0.0 Mobile Safari/537.36",
    "Mozilla/5.0 (Android 14; Mobile; rv:127.0) Gecko/127.0 Firefox/127.0",
]
ROBOTS = [
    "Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)",
    "Mozilla/5.0 (Linux; Android 6.0.1; Nexus 5X Build/MMB29P) AppleWebKit/537.36 (KHTML, like Gecko) "
    "Chrome/126.0.6478.114 Mobile Safari/537.36 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)",
    "Mozilla/5.0 (compatible; bingbot/2.0; +http://www.bing.com/bingbot.htm)",
    "Mozilla/5.0 (compatible; AhrefsBot/7.0; +http://ahrefs.com/robot/)",
    "Mozilla/5.0 (compatible; SemrushBot/7~bl; +http://www.semrush.com/bot.html)",
    "Mozilla/5.0 (compatible; YandexBot/3.0; +http://yandex.com/bots)",
    "Mozilla/5.0 AppleWebKit/537.36 (KHTML, like Gecko; compatible; GPTBot/1.2; +https://openai.com/gptbot)",
    "Mozilla/5.0 (compatible; ExampleArchiver/1.4; +https://crawler.example.net/about)",
]
SCANNER_AGENTS = [
    "Mozilla/5.0 zgrab/0.x",
    "python-requests/2.31.0",
    "Go-http-client/1.1",
    'Mozilla/5.0 (compatible; \\"probe\\"; rv:1)',
    "-",
]
SHARE_AGENTS = [
    "Microsoft-WebDAV-MiniRedir/10.0.19045",
    "davfs2/1.6.1 neon/0.32.4",
    "WebDAVFS/3.0.0 (03008000) Darwin/23.5.0 (arm64)",
    "gvfs/1.50.3",
]
MONITOR_AGENT = "Monitoring/2.4 (+https://status.example.net)"
SEARCH_ENGINES = "https://www.google.com/ https://www.google.se/ https://duckduckgo.com/ https://www.bing.com/".split()
LINKING_SITES = "forum.example.net/trad news.example.com/story blog.example.com/post lists.example.net/archive".split()
USER_NAMES = "anna bertil cecilia david erik fatima gustav hanna ingrid johan karin lars".split()
ODD_REQUESTS = [
    ('"-" 408 - "-" "-"', 6),
    (r'"\x16\x03\x01" 400 226 "-" "-"', 3),
    (r'"\x16\x03\x01\x02" 400 226 "-" "-"', 1),
    (r'"\n" 400 226 "-" "-"', 1),
    ('"GET /" 400 226 "-" "-"', 1),
]


class Client(NamedTuple):
    """What a client adds to its lines: `head` up to the time, `tail` after the referrer."""

    head: str
    tail: str


class Resource(NamedTuple):
    """A path with the line's middle, from after the time up to the referrer, ready for each answer."""

    path: str
    size: int
    full: str
    unchanged: str


class Page(NamedTuple):
    resource: Resource
    address: str
    statics: list
    images: list


def middle(method, path, status, size):
    return f'] "{method} {path} HTTP/1.1" {status} {size} "'


def served(path, size):
    return Resource(path, size, middle("GET", path, 200, size), middle("GET", path, 304, "-"))


def refused(path, status, size):
    """A resource that answers every GET with the same error or redirection."""
    line = middle("GET", path, status, size)
    return Resource(path, size, line, line)


def percent_encoded(text):
    return "".join(c if c.isascii() else "".join(f"%{byte:02X}" for byte in c.encode()) for c in text)


class Zipf:
    """Chooses among items with a weight of 1 / rank ** exponent; the first items are the popular ones."""

    def __init__(self, items, exponent):
        self.items = items
        self.bounds = list(itertools.accumulate(rank**-exponent for rank in range(1, len(items) + 1)))

    def choose(self, rng):
        return self.items[bisect_left(self.bounds, rng.random() * self.bounds[-1])]


def pick(rng, items):
    return items[int(rng.random() * len(items))]


class Site:
    """The universe that a seed stands for: every path with its size, and every client."""

    def __init__(self, seed):
        rng = random.Random(f"site {seed}")
        self._taken = set()
        self.statics = [self._static(rng, number) for number in range(STATICS)]
        images = [self._image(rng) for _ in range(IMAGES)]
        pages = [self._page(rng, images[3 * number : 3 * number + 3]) for number in range(PAGES)]
        documents = [self._document(rng) for _ in range(DOCUMENTS)]
        downloads = [self._download(rng) for _ in range(DOWNLOADS)]
        searches = [self._search(rng) for _ in range(SEARCHES)]
        self.shared_files = [self._shared_file(rng) for _ in range(SHARED_FILES)]
        missing = [self._missing(rng) for _ in range(MISSING)]
        moved = [refused("/" + self._unique(rng, "gammal/{}"), 301, 241) for _ in range(MOVED)]
        self.front = served("/", 18234)
        self.robots = served("/robots.txt", 318)
        self.feed = served("/flode.xml", 24117)

        self.pages = Zipf(pages, 0.7)
        self.documents = Zipf(documents, 0.8)
        self.downloads = Zipf(downloads, 0.8)
        self.searches = Zipf(searches, 0.7)
        self.missing = Zipf(missing, 0.8)
        self.moved = Zipf(moved, 0.8)
        self.all_resources = (
            [page.resource for page in pages]
            + images + documents + downloads + searches + self.shared_files + missing + moved + self.statics
        )
        rng.shuffle(self.all_resources)
        self.linking_pages = [self._linking_page(rng) for _ in range(LINKING_PAGES)]
        self._make_clients(rng)

    def _unique(self, rng, pattern):
        """Fills the pattern's {} with a slug so that the path is new."""
        while True:
            slug = "-".join(pick(rng, WORDS) for _ in range(1 + int(rng.random() * 3)))
            if rng.random() < 0.85:
                slug = slug.translate(WITHOUT_ACCENTS)
            path = percent_encoded(pattern.format(slug))
            if path not in self._taken:
                self._taken.add(path)
                return path

    def _served(self, rng, pattern, typical_size):
        return served("/" + self._unique(rng, pattern), spread(rng, typical_size))

    def _static(self, rng, number):
        kind = ("css", "js", "woff2", "svg")[number % 4]
        pattern = f"statisk/{kind}/{{}}.{kind}?v={rng.getrandbits(24):06x}"
        return self._served(rng, pattern, 14000)

    def _image(self, rng):
        folder = f"bilder/20{10 + int(rng.random() * 15)}/{1 + int(rng.random() * 12):02}"
        suffix = pick(rng, ["1280x720.jpg", "640x360.jpg", "300x200.jpg", "150x150.png", "1024x768.webp"])
        return self._served(rng, f"{folder}/{{}}-{rng.getrandbits(32):08x}-{suffix}", 60000)

    def _page(self, rng, images):
        shape = pick(rng, ["{}/", "{}.html", "{}/index.php"]).format(f"{{}}-{int(rng.random() * 1e6):06}")
        path = "/" + self._unique(rng, f"{pick(rng, SECTIONS)}/20{10 + int(rng.random() * 15)}/{shape}")
        statics = sorted(rng.sample(range(STATICS), 3))
        return Page(served(path, spread(rng, 16000)), SITE + path, [self.statics[index] for index in statics], images)

    def _document(self, rng):
        title = pick(rng, ["Rapport%20", "Bilaga%20", "", "", "Årsbok%20"])
        return self._served(rng, f"dokument/20{10 + int(rng.random() * 15)}/{title}{{}}.pdf", 700000)

    def _download(self, rng):
        name = f"{{}}-{int(rng.random() * 100000):05}.{pick(rng, ['mp3', 'wav', 'zip', 'tar.gz', 'mp4'])}"
        return self._served(rng, f"ladda-ner/{pick(rng, ['samtal', 'data', 'film'])}/{name}", 20_000_000)

    def _search(self, rng):
        return self._served(rng, f"sok/?q={{}}&sida={1 + int(rng.random() * 4)}", 9000)

    def _shared_file(self, rng):
        folder = pick(rng, ["gemensam", "ledning", "förvaltning", "projekt"])
        suffix = pick(rng, ["docx", "xlsx", "pdf", "odt"])
        return self._served(rng, f"dav/{folder}/20{14 + int(rng.random() * 11)}/{{}}.{suffix}", 90000)

    def _missing(self, rng):
        pattern = pick(rng, ["{}/wp-login.php", "{}.php", ".git/{}", "bilder/{}.gif", "backup/{}.sql.gz", "%2e%2e/{}"])
        return refused("/" + self._unique(rng, pattern), 404, 196)

    def _linking_page(self, rng):
        return f"https://{pick(rng, LINKING_SITES)}/{rng.getrandbits(20)}-{pick(rng, WORDS).translate(WITHOUT_ACCENTS)}"

    def _make_clients(self, rng):
        count = VISITORS + CRAWLERS + SCANNERS + SHARE_USERS
        networks = iter(rng.sample(range(1 << 17), 1 << 17))
        addresses = iter([self._address(rng, networks) for _ in range(count)])

        def clients(number, agents):
            return [
                Client(f"{address} - - [", f'" "{pick(rng, agents)}"\n')
                for address in itertools.islice(addresses, number)
            ]

        visitors = clients(VISITORS, BROWSERS)
        self.visitors = Zipf(visitors, 0.75)
        self.crawlers = Zipf(clients(CRAWLERS, ROBOTS), 0.6)
        self.scanners = clients(SCANNERS, SCANNER_AGENTS)
        self.share_users = clients(SHARE_USERS, SHARE_AGENTS)
        self.monitor = Client("198.18.0.0 - - [", f'" "{MONITOR_AGENT}"\n')
        self.shuffled_visitors = rng.sample(visitors, len(visitors))

    def _address(self, rng, networks):
        number = next(networks) if rng.random() >= IPV6_SHARE else 0
        if number == 0:
            return f"2001:db8:{rng.getrandbits(16):x}:{rng.getrandbits(12):x}::{rng.getrandbits(16):x}"
        return f"198.{18 + (number >> 16)}.{number >> 8 & 255}.{number & 255}"


def spread(rng, typical):
    """A size in bytes around the typical one, with a long tail."""
    return int(typical * math.exp(rng.gauss(0, 0.9))) + 43


class Rhythm:
    """How much traffic there is until a second of the span, by hour of the day and day of the week."""

    def __init__(self):
        self.totals = [0.0]
        for hour in range(HOURS):
            second = FIRST_SECOND + 3600 * hour
            local = second + stockholm_offset(second)
            weight = HOUR_WEIGHTS[local // 3600 % 24] * WEEKDAY_WEIGHTS[(local // 86400 + 3) % 7]
            self.totals.append(self.totals[-1] + weight)

    def traffic_until(self, second):
        hour, rest = divmod(second - FIRST_SECOND, 3600)
        if hour >= HOURS:
            return self.totals[-1]
        return self.totals[hour] + (self.totals[hour + 1] - self.totals[hour]) * rest / 3600

    def second_at(self, traffic):
        hour = min(bisect_right(self.totals, traffic) - 1, HOURS - 1)
        share = (traffic - self.totals[hour]) / (self.totals[hour + 1] - self.totals[hour])
        return FIRST_SECOND + 3600 * hour + int(3600 * share)


def stockholm_offset(second):
    """Seconds east of UTC: summer time from the last Sunday of March to that of October, both at 01:00 UTC."""
    year = time.gmtime(second).tm_year
    return 7200 if last_sunday(year, 3) <= second < last_sunday(year, 10) else 3600


def last_sunday(year, month):
    last = datetime.datetime(year, month, 31, 1, tzinfo=datetime.timezone.utc)
    return int((last - datetime.timedelta(days=(last.weekday() + 1) % 7)).timestamp())


class Stamps:
    """Formats `01/Jul/2024:00:00:00 +0200`, computing only what changed since the last minute."""

    SECONDS = [f"{second:02}" for second in range(60)]

    def __init__(self):
        self.minutes = {}

    def of(self, second):
        minute = second // 60
        parts = self.minutes.get(minute)
        if parts is None:
            parts = self.minutes[minute] = self._parts(60 * minute)
        return parts[0] + self.SECONDS[second % 60] + parts[1]

    def _parts(self, second):
        offset = stockholm_offset(second)
        local = time.gmtime(second + offset)
        prefix = f"{local.tm_mday:02}/{MONTHS[local.tm_mon - 1]}/{local.tm_year}:{local.tm_hour:02}:{local.tm_min:02}:"
        return prefix, f" +{offset // 3600:02}00"


class Visits:
    """Makes visits: lists of (seconds since the start, seconds taken, line up to the time, line from the time on)."""

    def __init__(self, site, rng, new_visitors, crawled):
        self.site, self.rng = site, rng
        self.new_visitors, self.crawled = iter(new_visitors), iter(crawled)
        self.odd = [line for line, weight in ODD_REQUESTS for _ in range(weight)]
        kinds = {
            self.browse: 24, self.first_visit: 28, self.crawl: 60, self.read_document: 10, self.download: 3,
            self.poll_feed: 5, self.monitor: 2, self.use_share: 3, self.scan: 3, self.fail: 1.5, self.search: 3,
        }
        self.kinds, self.bounds = list(kinds), list(itertools.accumulate(kinds.values()))

    def next(self):
        return self.kinds[bisect_left(self.bounds, self.rng.random() * self.bounds[-1])]()

    def browse(self):
        return self._browse_as(self.site.visitors.choose(self.rng))

    def first_visit(self):
        """Lets every client of the universe come once, spread over the files."""
        client = next(self.new_visitors, None)
        return self._browse_as(client) if client else self.browse()

    def _browse_as(self, client):
        rng, (head, tail) = self.rng, client
        cached, hides_referrers = rng.random() < 0.4, rng.random() < 0.2
        referrer, offset, lines = self._outside_referrer(), 0, []
        while True:
            page = self.site.pages.choose(rng)
            lines.append((offset, 0, head, page.resource.full + referrer + tail))
            referrer = "-" if hides_referrers else page.address
            after = referrer + tail
            if offset == 0 and not cached:
                lines += [(offset + 1, 0, head, asset.full + after) for asset in page.statics]
            elif rng.random() < 0.15:
                lines += [(offset + 1, 0, head, asset.unchanged + after) for asset in page.statics]
            for image in page.images:
                # Images further down load only when the visitor gets there.
                if rng.random() < 0.36:
                    answer = image.unchanged if cached and rng.random() < 0.5 else image.full
                    lines.append((offset + int(rng.random() * 9), int(rng.random() * 1.1), head, answer + after))
            if rng.random() < 0.68:
                return lines
            offset += 10 + int(rng.expovariate(1 / 40))

    def _outside_referrer(self):
        chance = self.rng.random()
        if chance < 0.3:
            return "-"
        return pick(self.rng, self.site.linking_pages if chance > 0.6 else SEARCH_ENGINES)

    def crawl(self):
        """A robot fetches some pages, and what no visitor may ever ask for."""
        rng, (head, tail) = self.rng, self.site.crawlers.choose(self.rng)
        lines = [(0, 0, head, self.site.robots.full + "-" + tail)] if rng.random() < 0.2 else []
        resources = list(itertools.islice(self.crawled, 2))
        resources += [self.site.pages.choose(rng).resource for _ in range(1 + int(rng.expovariate(0.22)))]
        if rng.random() < 0.15:
            resources.append(self.site.moved.choose(rng))
        pause = 20 + int(rng.expovariate(1 / 300))
        for resource in resources:
            lines.append((pause * len(lines), 0, head, resource.full + "-" + tail))
        return lines

    def read_document(self):
        client = self.site.visitors.choose(self.rng)
        page, document = self.site.pages.choose(self.rng), self.site.documents.choose(self.rng)
        return [
            (0, 0, client.head, page.resource.full + "-" + client.tail),
            (9, int(self.rng.random() * 4), client.head, document.full + page.address + client.tail),
        ]

    def download(self):
        """A large file, whole or in ranges."""
        rng, client = self.rng, self.site.visitors.choose(self.rng)
        resource = self.site.downloads.choose(rng)
        ranges = 1 + int(rng.expovariate(0.4))
        if ranges == 1:
            return [(0, int(rng.random() * 40), client.head, resource.full + "-" + client.tail)]
        part = middle("GET", resource.path, 206, resource.size // ranges) + "-" + client.tail
        return [(7 * number, int(rng.random() * 12), client.head, part) for number in range(ranges)]

    def poll_feed(self):
        client = self.site.visitors.choose(self.rng)
        answer = self.site.feed.full if self.rng.random() < 0.2 else self.site.feed.unchanged
        return [(0, 0, client.head, answer + "-" + client.tail)]

    def monitor(self):
        client = self.site.monitor
        return [(0, 0, client.head, middle("HEAD", self.site.front.path, 200, "-") + "-" + client.tail)]

    def use_share(self):
        """WebDAV: refused without a user, then listed, then fetched or changed."""
        rng, client = self.rng, pick(self.rng, self.site.share_users)
        named = client.head.replace("- - [", f"- {pick(rng, USER_NAMES)} [")
        files = [pick(rng, self.site.shared_files) for _ in range(1 + int(rng.random() * 5))]
        folder = files[0].path.rpartition("/")[0] + "/"
        ending = "-" + client.tail
        lines = [
            (0, 0, client.head, middle("PROPFIND", folder, 401, 381) + ending),
            (0, 0, named, middle("PROPFIND", folder, 207, 5120) + ending),
        ]
        for number, file in enumerate(files):
            lines.append((2 + 3 * number, 0, named, middle("PROPFIND", file.path, 207, 823) + ending))
            answer = middle("PUT", file.path, 204, "-") if rng.random() < 0.1 else file.full
            lines.append((3 + 3 * number, int(rng.random() * 2), named, answer + ending))
        return lines

    def scan(self):
        rng, client = self.rng, pick(self.rng, self.site.scanners)
        tries = [self.site.missing.choose(rng).full for _ in range(1 + int(rng.expovariate(0.2)))]
        tries.append(middle("POST", "/xmlrpc.php", 401, 381))
        return [(number // 2, 0, client.head, line + "-" + client.tail) for number, line in enumerate(tries)]

    def fail(self):
        client = pick(self.rng, self.site.scanners)
        return [(0, 0, client.head, "] " + pick(self.rng, self.odd) + "\n")]

    def search(self):
        client = self.site.visitors.choose(self.rng)
        result = self.site.searches.choose(self.rng)
        posted = middle("POST", "/sok/", 302, 227)
        return [
            (0, 0, client.head, posted + SITE + "/" + client.tail),
            (0, 0, client.head, result.full + SITE + "/sok/" + client.tail),
        ]


class Maker:
    """Makes single files of the set; each depends on the arguments and its index only."""

    def __init__(self, arguments):
        self.arguments = arguments
        self.site, self.rhythm, self.stamps = Site(arguments.seed), Rhythm(), Stamps()

    def make(self, index):
        """Writes file `index`, 0 being the oldest; returns its (bytes, stored bytes, lines)."""
        name, compressed = self._name(self.arguments.files - 1 - index)
        path = os.path.join(self.arguments.out_dir, name)
        size = lines = 0
        compressor = zlib.compressobj(6, zlib.DEFLATED, 31) if compressed else None
        with open(path, "wb") as file:
            for text, count in self._segments(index):
                data = text.encode("ascii")
                size, lines = size + len(data), lines + count
                file.write(compressor.compress(data) if compressor else data)
            if compressor:
                file.write(compressor.flush())
            return size, file.tell(), lines

    def _name(self, age):
        if age == 0:
            return "access.log", False
        compressed = age > 1 and not self.arguments.plain
        return f"access.log.{age}" + (".gz" if compressed else ""), compressed

    def _segments(self, index):
        start, end = self._boundary(index), self._boundary(index + 1)
        since, until = self.rhythm.traffic_until(start), self.rhythm.traffic_until(end)
        budget = self.arguments.bytes * (until - since) / self.rhythm.totals[-1]
        count = max(1, round(budget / SEGMENT_BYTES))
        step = (until - since) / count
        visits = self._visits(index)
        for number in range(count):
            yield self._segment(visits, budget / count, since + number * step, since + (number + 1) * step)

    def _boundary(self, index):
        return FIRST_SECOND + SPAN * index // self.arguments.files

    def _visits(self, index):
        rng = random.Random(f"file {self.arguments.seed} {index}")
        new_visitors = self._share(self.site.shuffled_visitors, index)
        return Visits(self.site, rng, new_visitors, self._share(self.site.all_resources, index))

    def _share(self, items, index):
        return items[len(items) * index // self.arguments.files : len(items) * (index + 1) // self.arguments.files]

    def _segment(self, visits, budget, since, until):
        """The text and number of the lines that begin between two amounts of traffic."""
        end = self.rhythm.second_at(until) - 1
        lines, size = [], 0
        while size < budget:
            visit = visits.next()
            start = self.rhythm.second_at(since + (until - since) * visits.rng.random())
            # A visit that would outlast the segment came a little earlier instead.
            start = min(start, end - max(line[0] for line in visit))
            for offset, taken, head, rest in visit:
                second = start + offset
                # Apache writes a line when the request ends, and stamps it with the beginning.
                lines.append((second + taken, len(lines), second, head, rest))
                size += len(head) + STAMP_LENGTH + len(rest)
        lines.sort()
        stamp = self.stamps.of
        return "".join([head + stamp(second) + rest for _, _, second, head, rest in lines]), len(lines)


def byte_count(text):
    match = re.fullmatch(r"(\d+)(B|KiB|MiB|GiB)?", text)
    if not match:
        raise argparse.ArgumentTypeError(f"{text!r} is no size such as 32MiB or 1GiB")
    return int(match[1]) << {None: 0, "B": 0, "KiB": 10, "MiB": 20, "GiB": 30}[match[2]]


def positive(text):
    number = int(text)
    if number < 1:
        raise argparse.ArgumentTypeError("must be at least 1")
    return number


def parse_arguments():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("out_dir", metavar="OUT_DIR", help="made if missing; must be empty")
    parser.add_argument("--bytes", type=byte_count, default="1GiB", help="decompressed, about (default 1GiB)")
    parser.add_argument("--files", type=positive, default=60, help="how many files share the year (default 60)")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--plain", action="store_true", help="compress nothing")
    parser.add_argument("--processes", type=positive, default=os.cpu_count(), help="changes no byte")
    return parser.parse_args()


def start_worker(arguments):
    global maker
    maker = Maker(arguments)


def make_file(index):
    return maker.make(index)


def main():
    arguments = parse_arguments()
    os.makedirs(arguments.out_dir, exist_ok=True)
    if os.listdir(arguments.out_dir):
        sys.exit(f"{arguments.out_dir} is not empty")
    with multiprocessing.Pool(arguments.processes, start_worker, (arguments,)) as pool:
        totals = [sum(column) for column in zip(*pool.imap_unordered(make_file, range(arguments.files)))]
    print(f"files={arguments.files} bytes={totals[0]} stored={totals[1]} lines={totals[2]}")


if __name__ == "__main__":
    main()
