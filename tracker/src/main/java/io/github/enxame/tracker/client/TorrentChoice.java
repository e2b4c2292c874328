package io.github.enxame.tracker.client;

import io.github.enxame.protocol.metainfo.InfoHash;
import io.github.enxame.tracker.api.TorrentEntry;
import io.github.enxame.tracker.client.CatalogueClientException.Reason;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Finds the one torrent of a catalogue that a person means, or says among which to choose and how. */
final class TorrentChoice {
    private static final int MAX_CANDIDATES = 50;
    private static final int MAX_SHOWN = 5;
    private static final int SHOWN_DIGITS = 8;
    private static final Pattern DIGITS = Pattern.compile("[0-9a-fA-F]{4,64}");
    private static final Pattern NAME_AND_DIGITS = Pattern.compile("(.+)@([0-9a-fA-F]{4,64})");
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm", Locale.ROOT);

    private final CatalogueClient catalogue;

    TorrentChoice(CatalogueClient catalogue) {
        this.catalogue = catalogue;
    }

    TorrentEntry of(String text) throws CatalogueClientException {
        String what = text.strip();
        if (isInfoHash(what)) {
            return catalogue.detail(InfoHash.parse(what)).torrent();
        }
        Matcher chosen = NAME_AND_DIGITS.matcher(what);
        if (chosen.matches()) {
            List<TorrentEntry> found = byHash(chosen.group(2), entry -> isCalled(entry, chosen.group(1)));
            if (!found.isEmpty()) {
                return one(found, what);
            }
        }
        List<TorrentEntry> found = what.isEmpty() ? List.of() : catalogue.search(what, MAX_CANDIDATES);
        List<TorrentEntry> exact = exact(found, what);
        if (!exact.isEmpty()) {
            return one(exact, what);
        }
        List<TorrentEntry> byHash = DIGITS.matcher(what).matches() ? byHash(what, _ -> true) : List.of();
        return one(byHash.isEmpty() ? found : byHash, what);
    }

    static boolean isInfoHash(String what) {
        return (what.length() == 2 * InfoHash.V1_LENGTH || what.length() == 2 * InfoHash.V2_LENGTH)
                && DIGITS.matcher(what).matches();
    }

    private List<TorrentEntry> byHash(String digits, Predicate<TorrentEntry> fits) throws CatalogueClientException {
        return catalogue.searchByHash(digits, MAX_CANDIDATES).stream()
                .filter(entry -> hasDigits(entry, digits.toLowerCase(Locale.ROOT)))
                .filter(fits)
                .toList();
    }

    /** A tracker that does not know searches by digits answers with something else. */
    private static boolean hasDigits(TorrentEntry entry, String digits) {
        return entry.infoHash().startsWith(digits)
                || startsWith(entry.infoHashV1(), digits)
                || startsWith(entry.infoHashV2(), digits);
    }

    private static boolean startsWith(@Nullable String hash, String digits) {
        return hash != null && hash.startsWith(digits);
    }

    private static boolean isCalled(TorrentEntry entry, String name) {
        return name.equalsIgnoreCase(entry.name()) || name.equalsIgnoreCase(entry.title());
    }

    private static List<TorrentEntry> exact(List<TorrentEntry> found, String what) {
        List<TorrentEntry> named = found.stream()
                .filter(entry -> what.equalsIgnoreCase(entry.name()))
                .toList();
        return named.isEmpty()
                ? found.stream()
                        .filter(entry -> what.equalsIgnoreCase(entry.title()))
                        .toList()
                : named;
    }

    private TorrentEntry one(List<TorrentEntry> found, String what) throws CatalogueClientException {
        if (found.isEmpty()) {
            throw new CatalogueClientException(
                    Reason.NOT_FOUND,
                    "The tracker " + catalogue.shown() + " has nothing named \"" + what
                            + "\". Search with fewer words (enxame search), or ask who shares it for its info-hash.");
        }
        if (areVersions(found)) {
            Comparator<TorrentEntry> newest = Comparator.comparingLong(TorrentEntry::publishedAt);
            return found.stream()
                    .filter(entry -> entry.seeds() > 0)
                    .max(newest)
                    .or(() -> found.stream().max(newest))
                    .orElseThrow();
        }
        throw new CatalogueClientException(
                Reason.AMBIGUOUS,
                "The tracker " + catalogue.shown() + " has several for \"" + what + "\": " + shown(found)
                        + ". Add @ and the first digits of its info-hash to the name, as in \""
                        + found.getFirst().name() + "@" + digits(found.getFirst()) + "\".");
    }

    /** Whether all are what one publisher published under one name, one after the other. */
    private static boolean areVersions(List<TorrentEntry> found) {
        TorrentEntry first = found.getFirst();
        String publisher = first.publisher();
        return found.size() == 1
                || (publisher != null
                        && found.stream()
                                .allMatch(entry -> publisher.equals(entry.publisher())
                                        && first.name().equalsIgnoreCase(entry.name())));
    }

    private static String digits(TorrentEntry entry) {
        return entry.infoHash().substring(0, SHOWN_DIGITS);
    }

    private static String shown(List<TorrentEntry> candidates) {
        String first =
                candidates.stream().limit(MAX_SHOWN).map(TorrentChoice::shown).collect(Collectors.joining(", "));
        return candidates.size() > MAX_SHOWN ? first + " and more" : first;
    }

    private static String shown(TorrentEntry entry) {
        String publisher = entry.publisher();
        return entry.name() + "@" + digits(entry) + " ("
                + TIME.format(Instant.ofEpochMilli(entry.publishedAt()).atZone(ZoneId.systemDefault())) + ", "
                + entry.length() + " bytes, " + entry.seeds() + (entry.seeds() == 1 ? " seed" : " seeds")
                + (publisher == null
                        ? ""
                        : ", publisher " + publisher.substring(0, Math.min(SHOWN_DIGITS, publisher.length())))
                + (entry.replaced() ? ", an older version" : "") + ")";
    }
}
