// Copyright 2026 the logtrace authors
// SPDX-License-Identifier: Apache-2.0

/// What Pure-FTPd says of a session, in one of the languages that it can be built in.
///
/// messages_*.h of Pure-FTPd, where what stands in brackets there is the `%s` of these.
struct PureFTPdPhrases: Sendable {
    /// `%s`, whatever follows it.
    var connection: StaticString
    /// Behind the user.
    var login: StaticString
    var anonymousLogin: StaticString
    /// Before the offset.
    var restart: StaticString
    /// Before or behind the name.
    var deleted: StaticString
    var deletedBehind: StaticString
    /// Before the names, `[old]->[new]`.
    var renamed: StaticString
    var logout: StaticString
    /// Behind the name, before the figures.
    var downloaded: StaticString
    var partlyUploaded: StaticString
    var uploaded: StaticString

    static let all = [
        PureFTPdPhrases(
            connection: "New connection from ", login: " is now logged in", anonymousLogin: "Anonymous user logged in",
            restart: "Restarting at ", deleted: "Deleted ", deletedBehind: "",
            renamed: "File successfully renamed or moved: [", logout: "Logout.", downloaded: " downloaded",
            partlyUploaded: " partially uploaded", uploaded: " uploaded"),
        PureFTPdPhrases(
            connection: "Neue Verbindung von ", login: " ist jetzt eingeloggt.",
            anonymousLogin: "Anonymer Benutzer angemeldet.", restart: "Neustart bei ", deleted: "",
            deletedBehind: " gelöscht.", renamed: "Datei erfolgreich umbenannt oder verschoben.: [", logout: "Logout.",
            downloaded: " heruntergeladen.", partlyUploaded: " teilweise hochgeladen.", uploaded: " hochgeladen."),
        PureFTPdPhrases(
            connection: "Nouvelle connexion de ", login: " est maintenant loggue",
            anonymousLogin: "Utilisateur anonyme loggue", restart: "Recommence a ", deleted: "",
            deletedBehind: " detruit", renamed: "fichier renomme/deplace avec succes: [", logout: "Deloggue.",
            downloaded: " downloade", partlyUploaded: " Partiellement uploade", uploaded: " uploade"),
        PureFTPdPhrases(
            connection: "Nyanslutning från ", login: " har loggat in", anonymousLogin: "Anonym användare är inloggad",
            restart: "Startar om vid ", deleted: "Raderade ", deletedBehind: "",
            renamed: "Filen har bytt namn eller flyttats: [", logout: "Logout.", downloaded: " nedladdad",
            partlyUploaded: " delvis uppladdad", uploaded: " uppladdad"),
        PureFTPdPhrases(
            connection: "Nueva conexión desde ", login: " está ahora dentro del sistema",
            anonymousLogin: "Usuario Anónimo dentro del", restart: "Reanudando en ", deleted: "Borrado ",
            deletedBehind: "", renamed: "Archivo renombrado o movido con éxito: [", logout: "Fin de sesión.",
            downloaded: " descargado", partlyUploaded: " parcialmente transmitido", uploaded: " transmitido"),
        PureFTPdPhrases(
            connection: "Nuova connessione da ", login: " è ora loggato", anonymousLogin: "Utente anonimo loggato",
            restart: "Ripartenza a ", deleted: "Cancellato ", deletedBehind: "",
            renamed: "File rinominato o spostato con successo: [", logout: "Logout.", downloaded: " downloadato",
            partlyUploaded: " parzialmente uploadato", uploaded: " uploadato"),
    ]
}
