package io.github.enxame.tracker.catalogue;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** Finds torrents by words and by the beginning of an info-hash, each query for a limited time. */
final class CatalogueSearch {
    /** Fewest digits of an info-hash by which torrents are found. */
    static final int MIN_PREFIX = 4;

    /** Most torrents with the words that are looked at, the newest. */
    private static final int MAX_MATCHES = 400;

    private static final Pattern DIGITS = Pattern.compile("[0-9a-f]{" + MIN_PREFIX + ",64}");
    private static final String NEWEST = "SELECT " + TorrentRows.ENTRY_COLUMNS
            + " FROM torrent t ORDER BY t.published_millis DESC, t.id DESC LIMIT ?";

    /** One of each network before a second one of any: whoever publishes a name many times does not hide others' of it. */
    private static final String NAMED = "SELECT " + TorrentRows.ENTRY_COLUMNS + """
             FROM (SELECT id, row_number() OVER (PARTITION BY coalesce(network, id) ORDER BY published_millis DESC, id DESC)
                 AS turn FROM torrent WHERE name_key = ?) x
             JOIN torrent t ON t.id = x.id ORDER BY x.turn, t.published_millis DESC, t.id DESC LIMIT ?
            """;

    /** The newest: to rank by how well the words fit would mean to look at every torrent that has them. */
    private static final String WITH_WORDS = "SELECT " + TorrentRows.ENTRY_COLUMNS
            + " FROM (SELECT rowid AS id FROM torrent_text WHERE torrent_text MATCH ? ORDER BY rowid DESC LIMIT "
            + MAX_MATCHES
            + ") x JOIN torrent t ON t.id = x.id WHERE t.name_key <> ? ORDER BY t.published_millis DESC, t.id DESC LIMIT ?";

    private final CatalogueDatabase database;

    CatalogueSearch(CatalogueDatabase database) {
        this.database = database;
    }

    List<CatalogueEntry> byText(String text, int limit) throws CatalogueException {
        if (text.isBlank()) {
            return database.read(
                    Catalogue.MAX_SEARCH_MILLIS, connection -> TorrentRows.entries(connection, NEWEST, limit));
        }
        Optional<String> words = SearchText.query(text);
        if (words.isEmpty()) {
            return List.of();
        }
        String name = text.length() > SearchText.MAX_LENGTH ? "" : SearchText.key(text);
        return database.read(Catalogue.MAX_SEARCH_MILLIS, connection -> {
            List<CatalogueEntry> found = new ArrayList<>(TorrentRows.entries(connection, NAMED, name, limit));
            if (found.size() < limit) {
                found.addAll(TorrentRows.entries(connection, WITH_WORDS, words.get(), name, limit - found.size()));
            }
            return found;
        });
    }

    List<CatalogueEntry> byHash(String digits, int limit) throws CatalogueException {
        String start = digits.toLowerCase(Locale.ROOT);
        if (!DIGITS.matcher(start).matches()) {
            return List.of();
        }
        String sql = "SELECT " + TorrentRows.ENTRY_COLUMNS + " FROM torrent t"
                + " WHERE (t.info_hash_v1 >= ? AND t.info_hash_v1 < ?) OR (t.info_hash_v2 >= ? AND t.info_hash_v2 < ?)"
                + " ORDER BY t.published_millis DESC, t.id DESC LIMIT ?";
        String end = start + "g";
        return database.read(
                Catalogue.MAX_SEARCH_MILLIS,
                connection -> TorrentRows.entries(connection, sql, start, end, start, end, limit));
    }
}
