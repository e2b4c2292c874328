package io.github.enxame.node.rest;

import io.github.enxame.node.problem.ProblemException;
import io.github.enxame.node.view.JsonText;
import io.github.enxame.node.view.LimitsView;
import io.github.enxame.node.view.QueueView;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

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
        if (queue.order() != null && queue.order().stream().anyMatch(Objects::isNull)) {
            throw new ProblemException("bad_request", "The order is a list of info-hashes; null is none.");
        }
        return queue;
    }

    static <T> T read(Api.Exchange exchange, Class<T> shape) throws IOException, ProblemException {
        if (!exchange.contentType().equals("application/json")) {
            throw new ProblemException("wrong_type", "Send the limits as application/json.");
        }
        byte[] body = Bodies.read(exchange.request(), MAX_BYTES);
        try {
            return JsonText.read(new String(body, StandardCharsets.UTF_8), shape);
        } catch (IllegalArgumentException e) {
            throw new ProblemException("bad_request", "The request is " + e.getMessage() + ".");
        }
    }
}
