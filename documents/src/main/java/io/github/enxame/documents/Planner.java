package io.github.enxame.documents;

import io.github.enxame.documents.layout.Draft;
import io.github.enxame.documents.layout.SizePlan;
import io.github.enxame.documents.layout.Titles;
import io.github.enxame.documents.layout.Work;
import io.github.enxame.documents.layout.WorkExceededException;
import io.github.enxame.documents.pdf.PdfPlanner;
import io.github.enxame.documents.text.MarkdownPlanner;
import io.github.enxame.documents.text.TextPlanner;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.pdfbox.pdmodel.encryption.InvalidPasswordException;

/**
 * Reads a document's sections and words and lays out its section plan.
 *
 * <p>The plan is a function of the file's bytes and name alone: not of the machine, its fonts, its locale or its speed. So
 * work is bounded by counting it; the one clock here is a fence behind those bounds for a file that makes a parser hang.
 * Content never makes planning fail: what cannot be read as what it claims to be is divided by size, and the reason given.
 *
 * <p>Thread-safe. {@link #plan} works on a platform thread of its own and blocks the caller until it is done. Reading PDFs
 * sets PDFBox's font mapper and silences its loggers for the whole JVM.
 */
public final class Planner {
    private static final int HEADER_BYTES = 1024;
    private static final long STACK_BYTES = 8L << 20;
    private static final Set<String> MARKDOWN = Set.of("md", "markdown", "mdown", "mkd");
    /** Text by its bytes, but a reader does not see those bytes. */
    private static final Set<String> MARKUP = Set.of("html", "htm", "xhtml", "xml", "svg", "rtf", "ps", "eps", "json");

    private Planner() {}

    /** {@link #plan(Path, String, PlannerLimits)} with {@link PlannerLimits#standard()}. */
    public static DocumentPlan plan(Path file, String name) throws IOException {
        return plan(file, name, PlannerLimits.standard());
    }

    /**
     * Plans a document.
     *
     * @param file the document, at least one byte, which must not change meanwhile
     * @param name the name it will have in the torrent; tells Markdown from text, and is the title of last resort
     * @param limits how much work it may cost
     * @throws IOException if the file cannot be read or is empty, or the thread is interrupted; never because of what the
     *     file holds
     */
    public static DocumentPlan plan(Path file, String name, PlannerLimits limits) throws IOException {
        long length = Files.size(file);
        if (length == 0) {
            throw new IOException(file + " is empty: there is nothing to share in it");
        }
        DocumentKind kind = kind(file, name, length, limits);
        if (kind == DocumentKind.OTHER) {
            return bySize(length, name, kind, misnamed(name));
        }
        Work structure = work(limits);
        Work reading = work(limits);
        FutureTask<Optional<Draft>> task =
                new FutureTask<>(() -> draft(file, length, kind, limits, structure, reading));
        Thread thread = new Thread(null, task, "enxame-planner", STACK_BYTES);
        thread.setDaemon(true);
        thread.start();
        try {
            Optional<Draft> draft = task.get(limits.maxSeconds(), TimeUnit.SECONDS);
            return draft.map(found -> finished(found, name, kind))
                    .orElseGet(() -> bySize(length, name, DocumentKind.OTHER, misnamed(name)));
        } catch (ExecutionException e) {
            Throwable cause = e.getCause();
            return bySize(length, name, kind, Optional.of(reason(cause == null ? e : cause, kind)));
        } catch (TimeoutException e) {
            return bySize(length, name, kind, Optional.of("planning it took more than " + limits.maxSeconds() + " s"));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while planning " + file);
        } finally {
            structure.cancel();
            reading.cancel();
        }
    }

    private static Work work(PlannerLimits limits) {
        return new Work(limits.maxReadBytes(), limits.maxStreamBytes(), limits.maxDecodedBytes(), limits.maxSteps());
    }

    private static Optional<Draft> draft(
            Path file, long length, DocumentKind kind, PlannerLimits limits, Work structure, Work reading)
            throws IOException {
        return switch (kind) {
            case PDF -> {
                if (length > limits.maxPdfBytes()) {
                    throw new WorkExceededException("it is larger than " + limits.maxPdfBytes() + " bytes");
                }
                yield Optional.of(new PdfPlanner(
                                file,
                                length,
                                structure,
                                reading,
                                limits.maxObjects(),
                                limits.maxPages(),
                                limits.maxSections())
                        .plan());
            }
            case MARKDOWN -> new MarkdownPlanner(limits.maxSections()).plan(Files.readAllBytes(file));
            case TEXT -> new TextPlanner(limits.maxSections()).plan(Files.readAllBytes(file));
            case OTHER -> Optional.empty();
        };
    }

    private static DocumentKind kind(Path file, String name, long length, PlannerLimits limits) throws IOException {
        byte[] head;
        try (InputStream in = Files.newInputStream(file)) {
            head = in.readNBytes(HEADER_BYTES);
        }
        String extension = extension(name);
        int header = new String(head, StandardCharsets.ISO_8859_1).indexOf("%PDF-");
        if (header == 0 || (header > 0 && extension.equals("pdf"))) {
            return DocumentKind.PDF;
        }
        if (length > limits.maxTextBytes() || MARKUP.contains(extension)) {
            return DocumentKind.OTHER;
        }
        return MARKDOWN.contains(extension) ? DocumentKind.MARKDOWN : DocumentKind.TEXT;
    }

    private static String extension(String name) {
        return name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
    }

    /** Why a file that nothing can be read from gets sections by size, if its name promises otherwise. */
    private static Optional<String> misnamed(String name) {
        return extension(name).equals("pdf")
                ? Optional.of("the file is no PDF, whatever its name says")
                : Optional.empty();
    }

    private static DocumentPlan finished(Draft draft, String name, DocumentKind kind) {
        String title = draft.title().isEmpty() ? Titles.fromFileName(name) : draft.title();
        return new DocumentPlan(draft.plan(), title, kind, draft.shortfall());
    }

    private static DocumentPlan bySize(long length, String name, DocumentKind kind, Optional<String> reason) {
        return new DocumentPlan(SizePlan.of(length), Titles.fromFileName(name), kind, reason);
    }

    private static String reason(Throwable cause, DocumentKind kind) {
        String what = kind == DocumentKind.PDF ? "the PDF" : "the document";
        return switch (cause) {
            case WorkExceededException e -> what + " is divided by size because " + e.getMessage();
            case InvalidPasswordException e -> what + " is encrypted and needs a password";
            case OutOfMemoryError e -> what + " takes more memory than there is";
            case StackOverflowError e -> what + " is nested too deeply";
            default ->
                what + " is broken and cannot be read: "
                        + withoutStop(Titles.clean(String.valueOf(cause.getMessage())));
        };
    }

    /** The readers' messages end with a full stop or not; ours go into the middle of a sentence. */
    private static String withoutStop(String message) {
        return message.endsWith(".") ? message.substring(0, message.length() - 1) : message;
    }
}
