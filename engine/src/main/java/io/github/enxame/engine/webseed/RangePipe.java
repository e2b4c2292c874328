package io.github.enxame.engine.webseed;

import io.github.enxame.engine.http.SourceAddress;
import io.github.enxame.protocol.metainfo.Extent;
import io.github.enxame.protocol.url.LenientUrl;
import io.github.enxame.protocol.url.UrlException;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Asks a seed for ranges of its files, many ahead on one connection (RFC 9112, 9.3.2), and reads the answers in order, so that
 * the distance to the server costs little. Redirects are followed and remembered; what a server leaves unanswered when it
 * hangs up after some answers, or after some time, is asked again on a new connection. One thread at a time; {@link
 * #close} from any.
 */
final class RangePipe implements AutoCloseable {
    static final int MAX_REDIRECTS = 5;
    /** Most ranges asked for ahead: so many fit the system's buffers, whatever the server does. */
    static final int MAX_AHEAD = 64;

    /** From a server that knows no ranges, so much is read in vain. */
    private static final int MAX_SKIPPED = 256 << 10;

    private final WebSeed seed;
    private final ServerTraits traits;
    private final String userAgent;
    private final boolean innerAllowed;
    private final SourceAddress source;
    /** Where redirects led, by file. */
    private final Map<Integer, URI> found = new HashMap<>();

    private final ArrayDeque<Extent> unanswered = new ArrayDeque<>();
    private volatile @Nullable RangeConnection connection;
    private volatile boolean closed;
    /** So many of the unanswered were sent on this connection. */
    private int sent;
    /** The connection is of no use after the answer that is being read. */
    private boolean last;

    private int redirects;
    /** Of the answer that is being read. */
    private @Nullable AnswerBody body;

    RangePipe(WebSeed seed, ServerTraits traits, String userAgent, boolean innerAllowed, SourceAddress source) {
        this.source = source;
        this.seed = seed;
        this.traits = traits;
        this.userAgent = userAgent;
        this.innerAllowed = innerAllowed;
    }

    /** Connects before anything is asked. */
    void connect() throws IOException {
        connectTo(seed.url());
    }

    private RangeConnection connectTo(URI url) throws IOException {
        drop();
        RangeConnection made = RangeConnection.open(url, innerAllowed, source);
        connection = made;
        if (closed) {
            made.close();
            throw new WebSeedException("this program is closing");
        }
        return made;
    }

    private void drop() {
        RangeConnection open = connection;
        connection = null;
        body = null;
        sent = 0;
        last = false;
        if (open != null) {
            open.close();
        }
    }

    /** Whether a further range can be asked for. */
    boolean hasRoom() {
        return unanswered.size() < MAX_AHEAD;
    }

    /** Asks for a range; its answer comes after those asked for before. Nothing leaves before {@link #next}. */
    void ask(Extent range) {
        unanswered.add(range);
    }

    /** Goes to the answer of the range that was asked for first; {@link #read} gives its bytes, {@link #finish} ends it. */
    void next() throws IOException {
        while (true) {
            boolean fresh = connection == null;
            try {
                RangeConnection open = send();
                RangeAnswer answer = open.answer();
                String location = answer.redirect();
                if (location == null) {
                    check(answer, unanswered.element());
                    return;
                }
                redirected(location);
            } catch (WebSeedException e) {
                throw e;
            } catch (IOException e) {
                boolean askedAhead = sent > 0
                        && unanswered.size() > 1
                        && !traits.of(seed.url()).hangsUp();
                if (closed || e instanceof SocketTimeoutException || (fresh && !askedAhead)) {
                    throw e;
                }
                if (fresh) {
                    // It may have closed the connection after its first answer, which what was sent ahead then broke.
                    traits.hangsUp(seed.url());
                }
            }
            drop();
        }
    }

    /** Sends what was asked for, without waiting for an answer. Whatever is in the way of it is told by {@link #next}. */
    void sendAhead() {
        if (connection != null && sent < unanswered.size()) {
            try {
                send();
            } catch (IOException e) {
                drop();
            }
        }
    }

    /** Sends what was not sent yet, as far as it goes to the same server. */
    private RangeConnection send() throws IOException {
        RangeConnection open = connection;
        int skip = sent;
        for (Iterator<Extent> ranges = unanswered.iterator(); ranges.hasNext(); ) {
            Extent range = ranges.next();
            if (skip-- > 0) {
                continue;
            }
            URI url = url(range.file());
            if (open == null || !open.serves(url)) {
                if (sent > 0 && open != null) {
                    break;
                }
                open = connectTo(url);
            }
            if (sent > 0 && traits.of(seed.url()).hangsUp()) {
                break;
            }
            open.ask(url, range.offset(), range.length(), userAgent);
            sent++;
        }
        if (open == null) {
            throw new WebSeedException("nothing was asked for");
        }
        return open;
    }

    private URI url(int file) {
        return found.getOrDefault(file, seed.of(file));
    }

    private void redirected(String location) throws IOException {
        int file = unanswered.element().file();
        if (++redirects > MAX_REDIRECTS) {
            found.remove(file);
            throw new WebSeedException("it redirects more than " + MAX_REDIRECTS + " times");
        }
        try {
            found.put(file, LenientUrl.redirected(url(file), location));
        } catch (UrlException e) {
            throw new WebSeedException("it redirects to what is no URL: " + e.getMessage());
        }
    }

    private void check(RangeAnswer answer, Extent range) throws IOException {
        AnswerCheck.status(answer);
        long fileLength = seed.info().files().get(range.file()).length();
        AnswerBody open = answer.body();
        long before = answer.status() == 206
                ? AnswerCheck.part(answer, range, fileLength)
                : AnswerCheck.whole(answer, range, fileLength);
        if (before > MAX_SKIPPED) {
            throw new WebSeedException.WholeOnly();
        }
        body = open;
        last = answer.last();
        if (last) {
            traits.hangsUp(seed.url());
        }
        open.skip(before);
    }

    /** The next bytes of the answer. */
    void read(byte[] into, int length) throws IOException {
        AnswerBody open = body;
        if (open == null) {
            throw new WebSeedException("the connection is closed");
        }
        open.read(into, length);
    }

    /** All of the answer was read. */
    void finish() throws IOException {
        unanswered.remove();
        sent--;
        redirects = 0;
        AnswerBody open = body;
        body = null;
        if (last || open == null || !open.finish()) {
            drop();
        }
    }

    @Override
    public void close() {
        closed = true;
        RangeConnection open = connection;
        if (open != null) {
            open.close();
        }
    }
}
