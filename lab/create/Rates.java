import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/**
 * What this machine allows. Without arguments prints bytes a second that one core hashes, by function; with a path, the seconds
 * in which all cores read what is there.
 */
final class Rates {
    private static final int BUFFER_BYTES = 64 << 10;
    private static final long PART_BYTES = 1 << 20;
    private static final int ROUNDS = 8;
    private static final int ROUND_BYTES = 128 << 20;

    /** A part of a file that a core reads at a time. */
    private record Part(Path file, long offset, long end) {}

    private Rates() {}

    public static void main(String[] arguments) throws Exception {
        if (arguments.length == 0) {
            for (String name : List.of("SHA-1", "SHA-256", "MD5")) {
                System.out.println(name + " " + Math.round(hashRate(MessageDigest.getInstance(name))));
            }
        } else {
            List<Part> parts = parts(Path.of(arguments[0]));
            // Twice, as the first time it is not yet compiled.
            System.out.println(Math.min(readSeconds(parts), readSeconds(parts)));
        }
    }

    /** The best of some rounds. */
    private static double hashRate(MessageDigest digest) {
        byte[] bytes = new byte[BUFFER_BYTES];
        new Random(1).nextBytes(bytes);
        double best = 0;
        for (int round = 0; round < ROUNDS; round++) {
            long began = System.nanoTime();
            for (int done = 0; done < ROUND_BYTES; done += bytes.length) {
                digest.update(bytes);
            }
            best = Math.max(best, ROUND_BYTES / seconds(began));
        }
        return best;
    }

    private static double seconds(long began) {
        return (System.nanoTime() - began) / 1e9;
    }

    private static List<Part> parts(Path place) throws IOException {
        try (Stream<Path> found = Files.walk(place)) {
            return found.filter(Files::isRegularFile).sorted().flatMap(Rates::partsOf).toList();
        }
    }

    private static Stream<Part> partsOf(Path file) {
        long length = file.toFile().length();
        return Stream.iterate(0L, offset -> offset < length, offset -> offset + PART_BYTES)
                .map(offset -> new Part(file, offset, Math.min(length, offset + PART_BYTES)));
    }

    private static double readSeconds(List<Part> parts) throws InterruptedException {
        AtomicInteger next = new AtomicInteger();
        Runnable work = () -> {
            // One for each core: to make one for each part took longer than reading it.
            ByteBuffer buffer = ByteBuffer.allocateDirect(BUFFER_BYTES);
            for (int i = next.getAndIncrement(); i < parts.size(); i = next.getAndIncrement()) {
                read(parts.get(i), buffer);
            }
        };
        long began = System.nanoTime();
        List<Thread> cores = Stream.generate(() -> Thread.ofPlatform().start(work))
                .limit(Runtime.getRuntime().availableProcessors())
                .toList();
        for (Thread core : cores) {
            core.join();
        }
        return seconds(began);
    }

    private static void read(Part part, ByteBuffer buffer) {
        try (FileChannel channel = FileChannel.open(part.file, StandardOpenOption.READ)) {
            for (long at = part.offset; at < part.end; at += buffer.position()) {
                channel.read(buffer.clear().limit((int) Math.min(BUFFER_BYTES, part.end - at)), at);
            }
        } catch (IOException e) {
            throw new IllegalStateException("cannot read " + part.file, e);
        }
    }
}
