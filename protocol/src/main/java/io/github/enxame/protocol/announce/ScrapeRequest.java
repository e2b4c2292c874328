package io.github.enxame.protocol.announce;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;

/**
 * Asks a tracker for the counts of some swarms (BEP 48).
 *
 * @param infoHashes the swarms, at most {@link #MAX_HASHES}; none asks for all, which a tracker may refuse
 */
public record ScrapeRequest(List<Id20> infoHashes) {
    /** Most swarms in one request: their encoded form fits the longest query. */
    public static final int MAX_HASHES = 100;

    public ScrapeRequest {
        infoHashes = List.copyOf(infoHashes);
        if (infoHashes.size() > MAX_HASHES) {
            throw new IllegalArgumentException("a scrape has at most " + MAX_HASHES + " info-hashes");
        }
    }

    /** The raw query string, percent-encoded, without the question mark. */
    public String toQuery() {
        StringBuilder out = new StringBuilder(70 * infoHashes.size());
        for (Id20 infoHash : infoHashes) {
            out.append(out.isEmpty() ? "info_hash=" : "&info_hash=");
            PercentEncoding.append(out, infoHash.bytes());
        }
        return out.toString();
    }

    /** The tracker's scrape URL with this request added. */
    public URI toUri(URI scrape) {
        return infoHashes.isEmpty() ? scrape : TrackerUrls.withQuery(scrape, toQuery());
    }

    /**
     * Reads a raw query string; fields other than {@code info_hash} are ignored.
     *
     * @throws AnnounceException when an info-hash is malformed or there are too many
     */
    public static ScrapeRequest parse(String query) throws AnnounceException {
        List<Id20> hashes = new ArrayList<>();
        QueryFields.walk(query, (name, start, end) -> {
            if (name.equals("info_hash")) {
                if (hashes.size() == MAX_HASHES) {
                    throw new AnnounceException("a scrape has more than " + MAX_HASHES + " info-hashes");
                }
                hashes.add(QueryFields.id(name, query, start, end));
            }
        });
        return new ScrapeRequest(hashes);
    }
}
