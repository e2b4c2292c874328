package io.github.enxame.documents.pdf;

import io.github.enxame.documents.layout.Work;
import io.github.enxame.documents.layout.WorkExceededException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Looks through a file for more objects or cross-reference entries than a parser should be given: it makes an object in
 * memory of each before anyone can ask how many there are.
 */
final class ObjectCount {
    private static final int CHUNK = 1 << 16;

    private ObjectCount() {}

    /** Counts what looks like the start of an object or an entry in use, and refuses more than a number of either. */
    static void check(Path file, int maxObjects, Work work) throws IOException {
        byte[] chunk = new byte[CHUNK];
        int window = 0;
        int objects = 0;
        int entries = 0;
        try (InputStream in = Files.newInputStream(file)) {
            for (int read = in.read(chunk); read >= 0; read = in.read(chunk)) {
                work.read(read);
                for (int i = 0; i < read; i++) {
                    window = window << 8 | (chunk[i] & 0xFF);
                    if (window == (' ' << 24 | 'o' << 16 | 'b' << 8 | 'j')) {
                        objects++;
                    } else if ((window & 0xFFFFFF) == ('0' << 16 | ' ' << 8 | 'n')) {
                        entries++;
                    }
                }
                if (objects > maxObjects || entries > 2L * maxObjects) {
                    throw new WorkExceededException("it has more than " + maxObjects + " objects");
                }
            }
        }
    }
}
