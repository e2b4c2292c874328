package io.github.enxame.node.rest;

import io.github.enxame.node.problem.ProblemException;
import io.github.enxame.node.view.LimitsView;
import io.github.enxame.node.view.QueueView;
import io.github.enxame.protocol.metainfo.InfoHash;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads the limits that a request sets. */
final class LimitBodies {
    private static final int MAX_BYTES = 256 << 10;

    private LimitBodies() {}

    static LimitsView read(Api.Exchange exchange) throws IOException, ProblemException {
        LimitsView limits = read(exchange, LimitsView.class);
        if (limits.up() < 0 || limits.down() < 0) {
            throw new ProblemException("bad_request", "A limit is at least 0 bytes a second; 0 is none.");
        }
        return limits;
    }

    static QueueView queue(Api.Exchange exchange) throws IOException, ProblemException {
        QueueView queue = read(exchange, QueueView.class);
        List<String> order = queue.order();
        if (order != null) {
            for (String infoHash : order) {
                requireInfoHash(infoHash);
            }
        }
        return queue;
    }

    private static void requireInfoHash(@Nullable String text) throws ProblemException {
        try {
            if (text != null) {
                var _ = InfoHash.parse(text);
                return;
            }
        } catch (IllegalArgumentException e) {
            // Said below.
        }
        throw new ProblemException(
                "bad_request",
                "The order is a list of info-hashes, of 40 or 64 hexadecimal digits each; " + text + " is none.");
    }

    static <T> T read(Api.Exchange exchange, Class<T> shape) throws IOException, ProblemException {
        if (!exchange.contentType().equals("application/json")) {
            throw new ProblemException("wrong_type", "Send the limits as application/json.");
        }
        return Bodies.json(exchange.request(), MAX_BYTES, shape);
    }
}
