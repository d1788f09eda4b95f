// Copyright 2026 the logtrace authors
// SPDX-License-Identifier: Apache-2.0

import EvidenceModel
import Testing

@Suite struct NginxReaderTests {
    @Test func serversAndLocationsAreMounts() {
        let machine = configuration([
            "/etc/nginx/nginx.conf": """
            events { worker_connections 64; }
            http {
                log_format main '$remote_addr [$time_local] '
                                '"$request" $status';
                access_log /var/log/nginx/access.log main; # all
                include sites-enabled/*;
            }
            """,
            "/etc/nginx/sites-enabled/nas": """
            server {
                listen 8090; server_name nas.example.org; root /srv/nas;
                location / { autoindex on; }
                location /dav/ { alias /srv/dav/; dav_methods PUT DELETE; auth_basic "nas"; }
                location /app { proxy_pass http://127.0.0.1:9000; }
            }
            """,
        ])
        #expect(machine.mountTexts == ["/ -> /srv/nas", "/ -> /srv/nas", "/dav -> /srv/dav"])
        #expect(machine.mounts.map(\.allowsListing) == [false, true, false])
        #expect(machine.mounts.map(\.isAnonymous) == [true, true, false])
        #expect(machine.logPaths == ["/var/log/nginx/access.log"])
        #expect(machine.logs.first?.formatText == #"$remote_addr [$time_local] "$request" $status"#)
        #expect(machine.service(.http)?.logging == .yes)
        #expect(machine.service(.http)?.ports == [8090])
        #expect(machine.service(.webdav)?.state == .on)
    }

    @Test func aPartMayBeLeftOut() throws {
        let machine = configuration([
            "/etc/nginx/nginx.conf": """
            http { server { listen 443 ssl; root /srv/nas;
                location /private { access_log off; }
            } }
            """
        ])
        let service = try #require(machine.service(.http))
        #expect(service.logging == .partly)
        #expect(service.isEncrypted == true)
        #expect(service.reasons.compactMap(\.place) == ["etc/nginx/nginx.conf:2"])
    }

    @Test func offForAllIsNoLog() {
        let machine = configuration(["/etc/nginx/nginx.conf": "http { access_log off; server { root /srv/nas; } }"])
        #expect(machine.service(.http)?.logging == .no)
        #expect(machine.logs.isEmpty)
    }

    @Test func whatIsNotClosedIsNamed() {
        let machine = configuration(["/etc/nginx/nginx.conf": "http { server { root /srv/nas;"])
        #expect(machine.mountTexts == ["/ -> /srv/nas"])
        #expect(machine.notes.count == 2)
    }

    @Test func aWebServerThatIsNoneHasNoChannel() {
        #expect(configuration(["/etc/nginx/nginx.conf": "stream { server { listen 22; } }"]).services.isEmpty)
    }
}
