package io.github.enxame.fuzz;

import io.github.enxame.protocol.announce.TrackerUrls;
import io.github.enxame.protocol.url.LenientUrl;
import io.github.enxame.protocol.url.UrlException;
import io.github.enxame.protocol.url.UrlParts;
import java.net.URI;
import java.util.Arrays;

/** What a stranger's or a user's URL is read by. */
final class UrlTarget {
    private static final int MOST_GROWTH = 10;

    private UrlTarget() {}

    static void url(byte[] input) {
        String text = LenientUrl.text(input);
        read(text, false);
        read(text, true);
        redirect(text);
        // No input can name the password that follows from it.
        String password = "p" + Integer.toHexString(Arrays.hashCode(input));
        Target.require(
                !UrlParts.shownRefused("http://me:" + password + "@" + text).contains(password),
                "a password is hidden");
    }

    private static void read(String text, boolean file) {
        URI url;
        try {
            url = file ? LenientUrl.parseFile(text) : LenientUrl.parse(text);
        } catch (UrlException refused) {
            return;
        }
        requireUsable(url);
        Target.require(url.toString().length() <= MOST_GROWTH * LenientUrl.MAX_LENGTH, "it is bounded");
        try {
            if (url.toString().length() <= LenientUrl.MAX_LENGTH) {
                URI again = file ? LenientUrl.parseFile(url.toString()) : LenientUrl.parse(url.toString());
                Target.require(again.equals(url), "what is read reads the same again");
            }
        } catch (UrlException e) {
            throw new AssertionError("what is read is read again: " + url, e);
        }
        requireUsable(TrackerUrls.withQuery(url, "info_hash=%00"));
        TrackerUrls.scrape(url).ifPresent(UrlTarget::requireUsable);
        Target.require(UrlParts.authorization(UrlParts.withoutUser(url)).isEmpty(), "name and password are taken off");
        UrlParts.authorization(url)
                .ifPresent(credentials ->
                        Target.require(credentials.chars().allMatch(c -> c >= ' ' && c < 127), "it fits a header"));
    }

    private static void redirect(String text) {
        try {
            URI from = LenientUrl.parse("http://me:secret@a_b.example:1/x/announce?k=1");
            requireUsable(LenientUrl.redirected(from, text));
        } catch (UrlException refused) {
            // As it should be.
        }
    }

    private static void requireUsable(URI url) {
        Target.require(
                url.toString().chars().allMatch(c -> c > ' ' && c < 127), "it has no blanks, controls or others");
        Target.require(!UrlParts.host(url).isEmpty(), "it has a host");
        Target.require(UrlParts.port(url, 1) > 0 && UrlParts.port(url, 1) <= 65_535, "it has a port");
        Target.require(UrlParts.requestTarget(url).startsWith("/"), "it can be asked for");
        Target.require(UrlParts.hostHeader(url).indexOf('%') < 0, "its host fits a header");
    }
}
