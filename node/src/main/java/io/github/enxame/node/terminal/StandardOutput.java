package io.github.enxame.node.terminal;

import java.io.BufferedOutputStream;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.Charset;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The standard output of this process. A {@link PrintStream} keeps to itself why it could not write; this remembers it, so
 * that a command whose result was lost does not end as if it were not.
 */
public final class StandardOutput {
    private final Remembering remembering;
    private final PrintStream stream;

    StandardOutput(OutputStream to, Charset charset) {
        remembering = new Remembering(to);
        stream = new PrintStream(new BufferedOutputStream(remembering), true, charset);
    }

    /** That of this process. */
    public static StandardOutput ofProcess() {
        return new StandardOutput(new FileOutputStream(FileDescriptor.out), System.out.charset());
    }

    /** Where to print. */
    public PrintStream stream() {
        return stream;
    }

    /** Why something that was printed is lost; empty where nothing is, or where the reader wanted no more of it. */
    public Optional<String> failure() {
        stream.flush();
        IOException first = remembering.first;
        if (first == null) {
            return Optional.empty();
        }
        String why = String.valueOf(first.getMessage());
        boolean readerGone = why.toLowerCase(Locale.ROOT).contains("pipe");
        return readerGone ? Optional.empty() : Optional.of(why);
    }

    /** Passes bytes on and remembers the first failure. */
    private static final class Remembering extends OutputStream {
        private final OutputStream to;
        private volatile @Nullable IOException first;

        Remembering(OutputStream to) {
            this.to = to;
        }

        @Override
        public void write(int b) throws IOException {
            write(new byte[] {(byte) b}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            try {
                to.write(bytes, offset, length);
            } catch (IOException e) {
                if (first == null) {
                    first = e;
                }
                throw e;
            }
        }
    }
}
