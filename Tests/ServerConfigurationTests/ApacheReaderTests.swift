// Copyright 2026 the logtrace authors
// SPDX-License-Identifier: Apache-2.0

import EvidenceModel
import Testing

@Suite struct ApacheReaderTests {
    private static let main = """
        ServerRoot "/etc/apache2"
        Include ports.conf
        IncludeOptional mods-enabled/*.load
        LogFormat "%v:%p %h %l %u %t \\"%r\\" %>s %O" vhost
        LogFormat "%h %l %u %t \\"%r\\" %>s %O \\"%{Referer}i\\" \\"%{User-Agent}i\\"" combined
        ErrorLog ${APACHE_LOG_DIR}/error.log
        CustomLog ${APACHE_LOG_DIR}/other.log vhost
        IncludeOptional sites-enabled/*.conf
        """

    private func machine(_ site: String, more: [String: String] = [:]) -> MachineConfiguration {
        configuration(
            [
                "/etc/apache2/apache2.conf": Self.main, "/etc/apache2/ports.conf": "Listen 8080\n",
                "/etc/apache2/envvars": "export APACHE_LOG_DIR=/srv/log/apache2$SUFFIX\n",
                "/etc/apache2/sites-enabled/site.conf": "->../sites-available/site.conf",
                "/etc/apache2/sites-available/site.conf": site,
            ].merging(more) { $1 })
    }

    @Test func aVirtualHostsOwnLogTakesThePlaceOfTheMainOne() throws {
        let machine = machine(
            """
            <VirtualHost *:8080>
                ServerName nas.example.org
                DocumentRoot /srv/nas
                CustomLog ${APACHE_LOG_DIR}/access.log combined
            </VirtualHost>
            """)
        let log = try #require(machine.logs.first { $0.kind == .access })
        #expect(machine.logPaths == ["/srv/log/apache2/access.log", "/srv/log/apache2/error.log"])
        #expect(log.formatText == #"%h %l %u %t "%r" %>s %O "%{Referer}i" "%{User-Agent}i""#)
        #expect(log.source.file == Array("etc/apache2/sites-available/site.conf".utf8))
        #expect(log.source.line == 4)
        #expect(machine.service(.http)?.logging == .yes)
        #expect(machine.service(.http)?.ports == [8080])
        #expect(machine.mountTexts == ["/ -> /srv/nas"])
        #expect(machine.notes.isEmpty)
    }

    @Test func aHostWithoutALogWritesToTheMainServers() {
        let machine = machine("<VirtualHost *:8080>\nDocumentRoot /srv/nas\n</VirtualHost>")
        #expect(machine.logPaths == ["/srv/log/apache2/other.log", "/srv/log/apache2/error.log"])
        #expect(machine.service(.http)?.logging == .yes)
    }

    @Test func aLinkThatWasCopiedAsAFileIsFollowed() {
        let machine = machine(
            "<VirtualHost *:8080>\nDocumentRoot /srv/nas\n</VirtualHost>",
            more: ["/etc/apache2/sites-enabled/site.conf": "../sites-available/site.conf\n"])
        #expect(machine.mountTexts == ["/ -> /srv/nas"])
    }

    @Test func webDAVIsOnWhereALocationSaysSo() throws {
        let machine = machine(
            """
            <VirtualHost *:8080>
                DocumentRoot /srv/www
                Alias /webdav /srv/nas
                <Location /webdav>
                    Dav On
                    AuthType Basic
                    Require valid-user
                </Location>
            </VirtualHost>
            """)
        let mount = try #require(machine.mounts(of: .webdav).first)
        #expect(machine.mountTexts == ["/webdav -> /srv/nas", "/ -> /srv/www"])
        #expect(mount.isDAV && mount.isAnonymous == false)
        #expect(machine.mounts(of: .http).first?.isAnonymous == true)
        #expect(machine.service(.webdav)?.state == .on)
        #expect(machine.service(.webdav)?.requiresAuthentication == true)
        #expect(machine.service(.http)?.requiresAuthentication == nil)
    }

    @Test func withoutDavOnThereIsNoWebDAV() {
        #expect(machine("<VirtualHost *:8080>\nDocumentRoot /srv/nas\n</VirtualHost>").service(.webdav)?.state == .off)
    }

    @Test func withoutAllOfTheConfigurationWebDAVIsUnknown() {
        let machine = machine("Include /srv/more.conf\n")
        #expect(machine.service(.webdav)?.state == .unknown)
        #expect(
            machine.noteTexts == ["etc/apache2/sites-available/site.conf:1: /srv/more.conf is not in the evidence"])
    }

    @Test func aPartBelowAMountIsSetApart() throws {
        let machine = machine(
            """
            <VirtualHost *:8080>
                DocumentRoot /srv/nas
                <Directory /srv/nas>
                    Options Indexes FollowSymLinks
                    Require all granted
                </Directory>
                <Directory /srv/nas/closed>
                    Options -Indexes
                </Directory>
                <Location /private>
                    Require valid-user
                </Location>
            </VirtualHost>
            """)
        #expect(
            machine.mountTexts == ["/ -> /srv/nas", "/closed -> /srv/nas/closed", "/private -> /srv/nas/private"])
        #expect(machine.mounts.map(\.allowsListing) == [true, false, true])
        #expect(machine.mounts.map(\.isAnonymous) == [true, true, false])
    }

    @Test func conditionsMakeALogPartOfTheTruth() throws {
        let machine = machine(
            """
            <VirtualHost *:8080>
                ServerName nas.example.org
                SetEnvIf Request_URI "\\.gif$" dontlog
                CustomLog /srv/log/a.log combined env=!dontlog
            </VirtualHost>
            """)
        #expect(machine.logs.first?.conditions == [Array("env=!dontlog".utf8)])
        #expect(machine.service(.http)?.logging == .partly)
        #expect(
            machine.service(.http)?.reasons.first?.words
                == "the host nas.example.org logs only requests with env=!dontlog")
    }

    @Test func withoutAnyCustomLogNothingIsLogged() throws {
        let machine = configuration([
            "/etc/httpd/conf/httpd.conf": "ServerRoot /etc/httpd\nListen 80\nDocumentRoot /srv/nas\n"
        ])
        let service = try #require(machine.service(.http))
        #expect(service.logging == .no)
        #expect(service.reasons.first?.remedy == "CustomLog /var/log/apache2/access.log combined")
    }

    @Test func logsBelowTheServerRootAreWhereTheirLinkLeads() {
        let text = "ServerRoot /etc/httpd\nCustomLog logs/access_log common\n"
        let linked = configuration([
            "/etc/httpd/conf/httpd.conf": text, "/etc/httpd/logs": "->../../data/log",
        ])
        #expect(linked.logPaths == ["/data/log/access_log"])
        #expect(configuration(["/etc/httpd/conf/httpd.conf": text]).logPaths == ["/var/log/httpd/access_log"])
    }

    @Test func pipesToRotatelogsAreFilesWithARetention() throws {
        let machine = configuration([
            "/etc/httpd/conf/httpd.conf":
                #"CustomLog "|/usr/sbin/rotatelogs -l -n 5 /srv/log/access_log.%Y%m%d 86400" common"# + "\n"
                + #"CustomLog "|/usr/bin/logger -t web" common"#
        ])
        #expect(machine.logPaths == ["/srv/log/access_log"])
        #expect(machine.logs.last?.destination == .program(Array("/usr/bin/logger -t web".utf8)))
        #expect(machine.retentions.first?.count == 5)
        #expect(machine.retentions.first?.interval == .daily)
    }

    @Test func modulesAndDefinitionsDecideWhatCounts() {
        let machine = machine(
            """
            Define ROOT /srv/nas
            <IfModule mod_dav.c>
                Alias /dav /srv/dav
            </IfModule>
            <IfModule !mod_missing.c>
                Alias /kept /srv/kept
            </IfModule>
            <IfDefine NEVER>
                Alias /never /srv/never
            </IfDefine>
            <IfVersion >= 2.4>
                Alias /new /srv/new
            </IfVersion>
            DocumentRoot ${ROOT}
            """, more: ["/etc/apache2/mods-enabled/alias.load": "LoadModule alias_module modules/mod_alias.so\n"])
        #expect(machine.mountTexts == ["/kept -> /srv/kept", "/new -> /srv/new", "/ -> /srv/nas"])
    }

    @Test func includesThatGoInACircleEnd() {
        let machine = machine("Include sites-enabled/*.conf\nDocumentRoot /srv/nas\n")
        #expect(machine.mountTexts == ["/ -> /srv/nas"])
        #expect(
            machine.noteTexts == [
                "etc/apache2/sites-available/site.conf:1: /etc/apache2/sites-available/site.conf includes itself"
            ])
    }

    @Test func whatIsNotClosedOrNotOpenIsNamed() {
        let machine = machine("</Directory>\n<VirtualHost *:8080>\nDocumentRoot /srv/nas\n")
        #expect(machine.mountTexts == ["/ -> /srv/nas"])
        #expect(
            machine.noteTexts == [
                "etc/apache2/sites-available/site.conf:1: no section <directory> is open here",
                "etc/apache2/sites-available/site.conf:2: the section is not closed",
            ])
    }

    @Test func aLoginMayBeOneOfSeveralWays() {
        let machine = machine(
            """
            DocumentRoot /srv/nas
            <Directory /srv/nas>
                <RequireAny>
                    Require valid-user
                    Require ip 192.0.2.0/24
                </RequireAny>
            </Directory>
            """)
        #expect(machine.mounts.first?.isAnonymous == true)
    }
}
