package io.github.enxame.engine.webseed;

import io.github.enxame.engine.http.SourceAddress;
import io.github.enxame.protocol.metainfo.Extent;
import io.github.enxame.protocol.url.LenientUrl;
import io.github.enxame.protocol.url.UrlException;
import java.io.IOException;
import java.net.URI;
import org.jspecify.annotations.Nullable;

/** Reads whole files of a server that gives no parts of them, one at a time. One thread; {@link #close} from any. */
final class WholeFileReader implements AutoCloseable {
    private final WebSeed seed;
    private final String userAgent;
    private final boolean innerAllowed;
    private final SourceAddress source;
    private volatile @Nullable RangeConnection connection;
    private volatile boolean closed;
    private @Nullable AnswerBody body;

    WholeFileReader(WebSeed seed, String userAgent, boolean innerAllowed, SourceAddress source) {
        this.source = source;
        this.seed = seed;
        this.userAgent = userAgent;
        this.innerAllowed = innerAllowed;
    }

    /** Asks for a file and goes to its first byte; redirects are followed. */
    void begin(int file) throws IOException {
        URI url = seed.of(file);
        for (int redirects = 0; redirects <= RangePipe.MAX_REDIRECTS; redirects++) {
            RangeConnection open = connect(url);
            open.askAll(url, userAgent);
            RangeAnswer answer = open.answer();
            String location = answer.redirect();
            if (location == null) {
                AnswerCheck.status(answer);
                if (answer.status() == 206) {
                    throw new WebSeedException("it gives a part of the file where all was asked for");
                }
                AnswerCheck.whole(
                        answer,
                        new Extent(file, 0, 1),
                        seed.info().files().get(file).length());
                body = answer.body();
                return;
            }
            try {
                url = LenientUrl.redirected(url, location);
            } catch (UrlException e) {
                throw new WebSeedException("it redirects to what is no URL: " + e.getMessage());
            }
        }
        throw new WebSeedException("it redirects more than " + RangePipe.MAX_REDIRECTS + " times");
    }

    private RangeConnection connect(URI url) throws IOException {
        end();
        RangeConnection made = RangeConnection.open(url, innerAllowed, source);
        connection = made;
        if (closed) {
            made.close();
            throw new WebSeedException("this program is closing");
        }
        return made;
    }

    /** The next bytes of the file. */
    void read(byte[] into, int length) throws IOException {
        body().read(into, length);
    }

    /** Passes over the next bytes. */
    void skip(long length) throws IOException {
        body().skip(length);
    }

    private AnswerBody body() throws WebSeedException {
        AnswerBody open = body;
        if (open == null) {
            throw new WebSeedException("no file was asked for");
        }
        return open;
    }

    /** The rest of the file is not read. */
    void end() {
        RangeConnection open = connection;
        connection = null;
        body = null;
        if (open != null) {
            open.close();
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
