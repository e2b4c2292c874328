package io.github.enxame.protocol.url;

/** A text is no URL that can be used. The message says why, as the rest of a sentence about it; it does not repeat the text. */
public final class UrlException extends Exception {
    private static final long serialVersionUID = 1L;

    /** Why; programs branch on this, people read the text. */
    public enum Reason {
        /** There is no {@code scheme://} at its beginning. */
        NO_SCHEME("it does not begin with a scheme such as http://"),
        /** It is of a scheme that is not spoken. */
        OTHER_SCHEME("its scheme is not one that can be asked"),
        /** Nothing stands where the host belongs. */
        NO_HOST("it has no host"),
        /** The host can be no name and no address. */
        BAD_HOST("its host is no name that can be looked up"),
        /** Brackets hold something else than an IPv6 address, or it has none around it. */
        BAD_ADDRESS("its IPv6 address is not one, or has no brackets around it"),
        /** The port is no number, or out of range. */
        BAD_PORT("its port is not a number from 1 to 65535"),
        /** It is longer than {@link LenientUrl#MAX_LENGTH}. */
        TOO_LONG("it is longer than " + LenientUrl.MAX_LENGTH + " characters"),
        /** It is an HTTP seed of the kind that asks for pieces (BEP 17). */
        HTTP_SEED("HTTP seeds that are asked for pieces (BEP 17) are not spoken, only web seeds (BEP 19)"),
        /** It is not text, or nothing else that could be said. */
        MALFORMED("it is not written as a URL");

        private final String text;

        Reason(String text) {
            this.text = text;
        }

        /** Why, as the rest of a sentence about the URL. */
        public String text() {
            return text;
        }
    }

    private final Reason reason;

    public UrlException(Reason reason) {
        super(reason.text());
        this.reason = reason;
    }

    /** Why it cannot be used. */
    public Reason reason() {
        return reason;
    }
}
