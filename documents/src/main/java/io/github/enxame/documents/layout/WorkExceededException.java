package io.github.enxame.documents.layout;

import java.io.Serial;

/** A document costs more work than it may; the message says which kind, as the end of a sentence about the document. */
public final class WorkExceededException extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1;

    public WorkExceededException(String message) {
        super(message);
    }
}
