package io.github.enxame.node.rest;

import io.github.enxame.node.problem.ProblemException;
import java.io.IOException;
import java.io.InputStream;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Request;

/** Reads the bodies of requests, no more than is allowed. */
final class Bodies {
    private Bodies() {}

    /** The whole body. */
    static byte[] read(Request request, int mostBytes) throws IOException, ProblemException {
        if (request.getLength() > mostBytes) {
            throw tooLarge(mostBytes);
        }
        try (InputStream in = stream(request)) {
            byte[] body = in.readNBytes(mostBytes + 1);
            if (body.length > mostBytes) {
                throw tooLarge(mostBytes);
            }
            return body;
        }
    }

    /** The body as it comes. */
    static InputStream stream(Request request) {
        return Content.Source.asInputStream(request);
    }

    private static ProblemException tooLarge(int mostBytes) {
        return new ProblemException(
                "too_large",
                "The request is larger than the " + mostBytes + " bytes that are taken here.",
                "most",
                Integer.toString(mostBytes));
    }
}
