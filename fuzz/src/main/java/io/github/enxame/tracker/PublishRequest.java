package io.github.enxame.tracker;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.github.enxame.protocol.bencode.BDictionary;
import io.github.enxame.protocol.bencode.Bencode;
import io.github.enxame.protocol.metainfo.ContentHasher;
import io.github.enxame.protocol.metainfo.Metainfo;
import io.github.enxame.protocol.metainfo.MetainfoBuilder;
import io.github.enxame.protocol.metainfo.MetainfoVersion;
import io.github.enxame.protocol.plan.Section;
import io.github.enxame.protocol.plan.SectionPlan;
import io.github.enxame.protocol.plan.Span;
import java.net.URLEncoder;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A stranger's request to a tracker's catalogue. The input's first byte says of which kind it is; then, up to a line break each,
 * come the title or what is searched for, or with {@link #RAW_QUERY} the whole query, and a header line; the rest is the body,
 * or a name in it.
 *
 * @param method of the request
 * @param path of the request
 * @param query its query as it stands there
 * @param header a header line; empty for none
 * @param isMarked whether the header or the query may be anything
 * @param hasKey whether a publisher's key is sent
 * @param body the .torrent, or what is said to be one
 */
record PublishRequest(
        String method, String path, String query, String header, boolean isMarked, boolean hasKey, byte[] body) {
    private static final int BODY_KINDS = 3;
    private static final int RAW_QUERY = 4;
    private static final int DELETE = 8;
    private static final int OWN_KEY = 16;
    private static final int SEARCH = 32;

    private static final String OWN = "7".repeat(64);
    private static final Pattern KEY = Pattern.compile("(?i)enxame-publisher-key *: *([0-9a-f]{64}) *\r?");
    private static final int LENGTH = 2_000;

    static PublishRequest of(byte[] input, Metainfo resident) {
        int kind = input.length == 0 ? 0 : input[0];
        int titleEnd = lineEnd(input, Math.min(1, input.length));
        int headerEnd = lineEnd(input, Math.min(titleEnd + 1, input.length));
        byte[] title = Arrays.copyOfRange(input, Math.min(1, input.length), titleEnd);
        byte[] header = Arrays.copyOfRange(input, Math.min(titleEnd + 1, input.length), headerEnd);
        byte[] rest = Arrays.copyOfRange(input, Math.min(headerEnd + 1, input.length), input.length);
        boolean raw = (kind & RAW_QUERY) != 0;
        String method = (kind & SEARCH) != 0 ? "GET" : (kind & DELETE) != 0 ? "DELETE" : "POST";
        String path =
                switch (method) {
                    case "GET" -> "/api/search";
                    case "DELETE" -> "/api/torrents/" + resident.infoHash();
                    default -> "/api/publish";
                };
        String query = raw
                ? new String(title, ISO_8859_1)
                : (method.equals("GET") ? "q=" : "title=")
                        + URLEncoder.encode(new String(title, StandardCharsets.UTF_8), StandardCharsets.UTF_8);
        return new PublishRequest(
                method,
                path,
                query,
                new String(header, ISO_8859_1),
                raw || header.length > 0,
                (kind & OWN_KEY) != 0,
                body(kind & BODY_KINDS, rest, resident));
    }

    private static int lineEnd(byte[] input, int from) {
        int end = from;
        while (end < input.length && input[end] != '\n') {
            end++;
        }
        return end;
    }

    private static byte[] body(int kind, byte[] rest, Metainfo resident) {
        return switch (kind) {
            case 1 -> named(rest);
            case 2 ->
                planned("planned.txt", new String(rest, StandardCharsets.UTF_8)).encode();
            case BODY_KINDS -> resident.encode();
            default -> rest;
        };
    }

    private static byte[] named(byte[] name) {
        BDictionary info = BDictionary.builder()
                .put("name", name)
                .put("length", LENGTH)
                .put("piece length", 1 << 14)
                .put("pieces", new byte[20])
                .build();
        return Bencode.encode(BDictionary.builder().put("info", info).build());
    }

    private static Metainfo planned(String name, String sectionTitle) {
        String title = sectionTitle.substring(0, Math.min(sectionTitle.length(), Section.MAX_TITLE_LENGTH));
        MetainfoBuilder builder = MetainfoBuilder.ofFile(name, LENGTH)
                .version(MetainfoVersion.HYBRID)
                .plan(new SectionPlan(
                        List.of(
                                new Section("", 0, List.of(new Span(0, 500))),
                                new Section(title, 12, List.of(new Span(500, 1_500)))),
                        true));
        ContentHasher hasher = builder.hasher();
        hasher.update(ByteBuffer.allocate(LENGTH));
        return builder.build(hasher.finish());
    }

    /** The torrent that somebody else published. */
    static Metainfo resident() {
        return planned("resident.txt", "Introdução");
    }

    /** Whether nothing of the request but its title and its body is made up: a torrent must then be taken. */
    boolean isPlain() {
        return method.equals("POST") && !isMarked;
    }

    /** The publisher's key that the request has. */
    String key() {
        Matcher named = KEY.matcher(header);
        return named.matches() ? named.group(1) : OWN;
    }

    /** The bytes before the body. What the header line says takes the place of what would be said otherwise. */
    byte[] head(int port) {
        String named = header.toLowerCase(Locale.ROOT);
        StringBuilder head = new StringBuilder(method)
                .append(' ')
                .append(path)
                .append('?')
                .append(query)
                .append(" HTTP/1.1");
        add(head, named, "Host: 127.0.0.1:" + port);
        add(head, named, "Content-Type: application/x-bittorrent");
        if (!named.startsWith("transfer-encoding")) {
            add(head, named, "Content-Length: " + body.length);
        }
        if (hasKey) {
            add(head, named, "Enxame-Publisher-Key: " + OWN);
        }
        if (!header.isEmpty()) {
            head.append("\r\n").append(header);
        }
        return head.toString().getBytes(ISO_8859_1);
    }

    private static void add(StringBuilder head, String named, String line) {
        String name = line.substring(0, line.indexOf(':')).toLowerCase(Locale.ROOT);
        if (!named.startsWith(name)) {
            head.append("\r\n").append(line);
        }
    }
}
