package io.github.enxame.documents;

/** What a document is read as. */
public enum DocumentKind {
    /** A PDF, told by its header; one that starts with something else also needs the extension. */
    PDF,
    /** Markdown, told by its name's extension. */
    MARKDOWN,
    /** Text in UTF-8 or Latin-1 without markup. */
    TEXT,
    /** Anything else; divided by size alone. */
    OTHER
}
