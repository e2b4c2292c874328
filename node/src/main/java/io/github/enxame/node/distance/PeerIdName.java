package io.github.enxame.node.distance;

import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

/** What a peer id says of the program (BEP 20), for peers that do not tell its name. */
final class PeerIdName {
    private static final Pattern PREFIX = Pattern.compile("-[A-Za-z~]{2}[0-9A-Za-z]{4}-");
    private static final int PREFIX_LENGTH = 8;

    private PeerIdName() {}

    /** Two letters and a version, such as {@code EX0100}; empty where the id has another form. */
    static String of(byte[] peerId) {
        String prefix = new String(peerId, 0, PREFIX_LENGTH, StandardCharsets.ISO_8859_1);
        return PREFIX.matcher(prefix).matches() ? prefix.substring(1, PREFIX_LENGTH - 1) : "";
    }
}
