package io.github.enxame.protocol.magnet;

import io.github.enxame.protocol.metainfo.InfoHash;
import io.github.enxame.protocol.metainfo.MetainfoLimits;
import io.github.enxame.protocol.metainfo.SafeText;
import io.github.enxame.protocol.metainfo.UrlCollector;
import io.github.enxame.protocol.url.LenientUrl;
import io.github.enxame.protocol.url.UnusableUrl;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Reads one magnet link, field by field. */
final class MagnetReader {
    static final String ENCODED = "magnet%3A";
    private static final Pattern SEMICOLON =
            Pattern.compile(";(?=(xt|dn|tr|ws|xs|as|kt|xl|so|x\\.pe)(\\.[0-9]+)?=)", Pattern.CASE_INSENSITIVE);

    private Optional<InfoHash> v1 = Optional.empty();
    private Optional<InfoHash> v2 = Optional.empty();
    private Optional<String> name = Optional.empty();
    private final UrlCollector trackers = UrlCollector.trackers();
    private final UrlCollector webSeeds = UrlCollector.webSeeds();
    private final Set<MagnetPeer> peers = new LinkedHashSet<>();
    private final Set<FileRange> selected = new LinkedHashSet<>();

    MagnetLink read(String text) throws MagnetException {
        String link = unwrapped(text);
        if (link.length() > MagnetLink.MAX_LENGTH) {
            throw new MagnetException("This magnet link has " + link.length() + " characters; at most "
                    + MagnetLink.MAX_LENGTH + " are read. Copy the link again, without what stands around it.");
        }
        int query = queryStart(link);
        if (query < 0) {
            throw new MagnetException("This is no magnet link: it does not begin with " + MagnetLink.SCHEME
                    + " - copy the whole link, from its beginning.");
        }
        int fragment = link.indexOf('#', query);
        for (String field : fields(fragment < 0 ? link : link.substring(0, fragment), query)) {
            int equals = field.indexOf('=');
            if (equals > 0) {
                take(
                        key(field.substring(0, equals).strip()),
                        field.substring(equals + 1).strip());
            }
        }
        if (fragment >= 0) {
            afterFragment(link.substring(fragment));
        }
        if (v1.isEmpty() && v2.isEmpty()) {
            throw new MagnetException("This magnet link names no BitTorrent torrent: it has neither xt=urn:btih: nor"
                    + " xt=urn:btmh: in it. It is for another network, or was cut; copy the whole link.");
        }
        return new MagnetLink(
                v1,
                v2,
                name,
                trackers.usable(),
                webSeeds.usable(),
                List.copyOf(peers),
                List.copyOf(selected),
                Stream.concat(trackers.unusable().stream(), webSeeds.unusable().stream())
                        .limit(UnusableUrl.MAX_TOLD)
                        .toList());
    }

    /** A text without the blanks and unseen characters around it. */
    static String stripped(String text) {
        int from = 0;
        int to = text.length();
        while (from < to && isUnseen(text.charAt(from))) {
            from++;
        }
        while (to > from && isUnseen(text.charAt(to - 1))) {
            to--;
        }
        return text.substring(from, to);
    }

    /** Blanks of any width, line breaks and what pages put between characters to say where a line may end. */
    private static boolean isUnseen(int c) {
        return Character.isWhitespace(c) || Character.isSpaceChar(c) || Character.getType(c) == Character.FORMAT;
    }

    /** The link without what mails and chats put around it, decoded where it was encoded as a whole. */
    private static String unwrapped(String text) {
        String link = stripped(text);
        boolean wrapped = link.length() > 2
                && ((link.startsWith("<") && link.endsWith(">"))
                        || (link.startsWith("\"") && link.endsWith("\""))
                        || (link.startsWith("'") && link.endsWith("'")));
        link = wrapped ? stripped(link.substring(1, link.length() - 1)) : link;
        return link.length() <= MagnetLink.MAX_LENGTH && link.regionMatches(true, 0, ENCODED, 0, ENCODED.length())
                ? LenientUrl.decoded(link)
                : link;
    }

    /** Where the fields begin: after {@code magnet:?}, {@code magnet://?} or {@code magnet:}; -1 where it is no magnet link. */
    private static int queryStart(String link) {
        int scheme = MagnetLink.SCHEME.length() - 1;
        if (!link.regionMatches(true, 0, MagnetLink.SCHEME, 0, scheme)) {
            return -1;
        }
        int at = scheme;
        while (at < link.length() && (link.charAt(at) == '/' || link.charAt(at) == '?')) {
            at++;
        }
        return at;
    }

    /** Fields end at an ampersand, at {@code ;} before another known field, and at an escaped ampersand, which {@link #key} takes. */
    private static String[] fields(String link, int query) {
        return SEMICOLON.matcher(link.substring(query)).replaceAll("&").split("&", -1);
    }

    /** Who puts a fragment before further fields means the fields too. */
    private void afterFragment(String rest) throws MagnetException {
        int next = rest.indexOf('&');
        for (String field : next < 0 ? new String[0] : fields(rest, next + 1)) {
            int equals = field.indexOf('=');
            if (equals > 0) {
                take(
                        key(field.substring(0, equals).strip()),
                        field.substring(equals + 1).strip());
            }
        }
    }

    /** The key without what links copied from a page's source ("amp;") or with several topics (".1") add. */
    private static String key(String written) {
        String key = written.toLowerCase(Locale.ROOT);
        key = key.startsWith("amp;") ? key.substring("amp;".length()) : key;
        int dot = key.lastIndexOf('.');
        boolean numbered =
                dot > 0 && dot + 1 < key.length() && key.chars().skip(dot + 1L).allMatch(c -> c >= '0' && c <= '9');
        return numbered ? key.substring(0, dot) : key;
    }

    private void take(String key, String value) throws MagnetException {
        switch (key) {
            case "xt" -> topic(value);
            case "dn" -> {
                if (name.isEmpty()) {
                    // Whoever writes a + in a name means a space, as in a form.
                    name = Optional.of(LenientUrl.decoded(value.replace('+', ' ')))
                            .map(text -> SafeText.clean(text, MagnetLink.MAX_NAME_LENGTH))
                            .filter(text -> !text.isEmpty());
                }
            }
            case "tr" -> trackers.add(LenientUrl.decoded(value));
            case "ws" -> webSeeds.add(LenientUrl.decoded(value));
            case "x.pe" -> add(peers, MetainfoLimits.MAX_PEERS, peer(LenientUrl.decoded(value)));
            case "so" -> select(LenientUrl.decoded(value));
            default -> {}
        }
    }

    private static <T> void add(Set<T> known, int most, Optional<T> found) {
        if (known.size() < most) {
            found.ifPresent(known::add);
        }
    }

    private void topic(String value) throws MagnetException {
        String urn = LenientUrl.decoded(value)
                .codePoints()
                .filter(c -> !isUnseen(c))
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
        if (urn.regionMatches(true, 0, MagnetLink.V1_URN, 0, MagnetLink.V1_URN.length())) {
            v1 = Optional.of(only(v1, v1(urn.substring(MagnetLink.V1_URN.length()))));
        } else if (urn.regionMatches(true, 0, MagnetLink.V2_URN, 0, MagnetLink.V2_URN.length())) {
            v2 = Optional.of(only(v2, v2(urn.substring(MagnetLink.V2_URN.length()))));
        }
    }

    private static InfoHash only(Optional<InfoHash> known, InfoHash found) throws MagnetException {
        if (known.isPresent() && !known.get().equals(found)) {
            throw new MagnetException("This magnet link names two torrents, " + known.get() + " and " + found
                    + "; take one link for each.");
        }
        return found;
    }

    private static InfoHash v1(String text) throws MagnetException {
        if (text.length() == 2 * InfoHash.V1_LENGTH && isHex(text)) {
            return InfoHash.parse(text);
        }
        return Base32.decode(text)
                .filter(bytes -> bytes.length == InfoHash.V1_LENGTH)
                .map(InfoHash::v1)
                .orElseThrow(
                        () -> wrong(MagnetLink.V1_URN, text, "40 hexadecimal digits or 32 letters and digits 2-7"));
    }

    private static InfoHash v2(String text) throws MagnetException {
        String tag = MagnetLink.SHA256_TAG;
        if (text.length() == tag.length() + 2 * InfoHash.V2_LENGTH && text.startsWith(tag) && isHex(text)) {
            return InfoHash.parse(text.substring(tag.length()));
        }
        throw wrong(MagnetLink.V2_URN, text, tag + " and 64 hexadecimal digits, a SHA-256");
    }

    private static MagnetException wrong(String urn, String text, String right) {
        String shown = SafeText.clean(text, 80);
        return new MagnetException("This magnet link has a wrong info-hash: \"" + shown + "\" (" + text.length()
                + " characters) stands after " + urn + ", where " + right + " belong. Copy the whole link again.");
    }

    private static boolean isHex(String text) {
        return text.chars().allMatch(c -> Character.digit(c, 16) >= 0 && c < 128);
    }

    private static Optional<MagnetPeer> peer(String text) {
        int colon = text.lastIndexOf(':');
        if (colon < 1) {
            return Optional.empty();
        }
        String host = text.substring(0, colon);
        boolean bracketed = host.startsWith("[") && host.endsWith("]");
        if (bracketed != (host.indexOf(':') >= 0)) {
            return Optional.empty();
        }
        try {
            return Optional.of(new MagnetPeer(
                    bracketed ? host.substring(1, host.length() - 1) : host,
                    Integer.parseInt(text.substring(colon + 1))));
        } catch (IllegalArgumentException unusable) {
            return Optional.empty();
        }
    }

    private void select(String ranges) {
        for (String range : ranges.split(",", -1)) {
            String[] ends = range.split("-", -1);
            try {
                int first = Integer.parseInt(ends[0]);
                int last = ends.length == 1 ? first : Integer.parseInt(ends[1]);
                add(
                        selected,
                        MagnetLink.MAX_RANGES,
                        ends.length > 2 ? Optional.empty() : Optional.of(new FileRange(first, last)));
            } catch (IllegalArgumentException unusable) {
                // What no torrent's list of files can have selects nothing.
            }
        }
    }
}
