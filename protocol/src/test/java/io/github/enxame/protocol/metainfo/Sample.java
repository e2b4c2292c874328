package io.github.enxame.protocol.metainfo;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;

/** Content and torrents for tests; the content is that of make.py beside the vectors. */
final class Sample {
    private Sample() {}

    /** {@code length} bytes, of which byte i is (7 i + i / 256) mod 256. */
    static byte[] content(int length) {
        byte[] bytes = new byte[length];
        for (int i = 0; i < length; i++) {
            bytes[i] = (byte) (7 * i + i / 256);
        }
        return bytes;
    }

    static byte[] vector(String name) {
        try (InputStream in = Objects.requireNonNull(Sample.class.getResourceAsStream("vectors/" + name))) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Hashes the {@link #content} of each file, in runs of random length. */
    static ContentHashes hash(MetainfoBuilder builder, Random random) {
        ContentHasher hasher = builder.hasher();
        for (NewFile file : builder.files()) {
            byte[] content = content(Math.toIntExact(file.length()));
            int done = 0;
            while (done < content.length) {
                int run = Math.min(content.length - done, 1 + random.nextInt(50_000));
                hasher.update(content, done, run);
                done += run;
            }
        }
        return hasher.finish();
    }

    /** The bytes of a torrent's byte space, pad files being zeros. */
    static byte[] byteSpace(Info info) {
        byte[] space = new byte[Math.toIntExact(info.layout().totalLength())];
        for (FileEntry file : info.files()) {
            if (!file.isPad()) {
                byte[] content = content(Math.toIntExact(file.length()));
                System.arraycopy(content, 0, space, Math.toIntExact(file.offset()), content.length);
            }
        }
        return space;
    }

    static List<NewFile> generateFiles(Random random, int atMost) {
        List<NewFile> files = new ArrayList<>();
        int count = 1 + random.nextInt(atMost);
        for (int i = 0; i < count; i++) {
            List<String> path = new ArrayList<>();
            for (int depth = random.nextInt(3); depth > 0; depth--) {
                path.add("folder" + random.nextInt(3));
            }
            path.add("é" + random.nextInt(1000) + "." + i);
            files.add(new NewFile(path, random.nextInt(4) == 0 ? random.nextInt(2) : random.nextInt(200_000)));
        }
        files.add(new NewFile(List.of("last one"), 1 + random.nextInt(100_000)));
        return files;
    }
}
