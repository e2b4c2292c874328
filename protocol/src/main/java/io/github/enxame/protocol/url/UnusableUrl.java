package io.github.enxame.protocol.url;

/**
 * A URL that stands in a {@code .torrent} or a link and cannot be used, and why: it is shown, since a tracker that is left out
 * without a word looks like a swarm without peers.
 *
 * @param use what it is the URL of
 * @param text what stands there, cut, passwords hidden; not cleaned for a terminal or a page
 * @param reason why it cannot be used
 */
public record UnusableUrl(Use use, String text, UrlException.Reason reason) {
    /** Most that are told of one torrent or link. */
    public static final int MAX_TOLD = 20;

    /** Most characters of {@link #text}. */
    public static final int MAX_TEXT_LENGTH = 200;

    /** What a URL is for. */
    public enum Use {
        /** A tracker (BEP 3, 12). */
        TRACKER("tracker"),
        /** A web server that has the files (BEP 19). */
        WEB_SEED("web seed");

        private final String word;

        Use(String word) {
            this.word = word;
        }

        /** The word for it. */
        public String word() {
            return word;
        }
    }

    public UnusableUrl {
        String shown = UrlParts.shownRefused(text);
        text = shown.length() <= MAX_TEXT_LENGTH ? shown : shown.substring(0, MAX_TEXT_LENGTH);
    }
}
