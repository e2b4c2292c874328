package io.github.enxame.node;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** A file system of a few MiB that a test can fill. Only root on Linux can make one; elsewhere the test is left out. */
public final class SmallDisk {
    private static final int LARGE = 64 << 10;

    private final Path folder;
    private final Path filling;

    private SmallDisk(Path folder) {
        this.folder = folder;
        this.filling = folder.resolve("filling");
    }

    /** Mounts one at a folder that is made for it. */
    public static SmallDisk at(Path folder, int mebibytes) throws IOException, InterruptedException {
        Files.createDirectories(folder);
        assumeTrue(
                run("mount", "-t", "tmpfs", "-o", "size=" + mebibytes + "m", "tmpfs", folder.toString()) == 0,
                "a small file system can only be mounted by root on Linux");
        return new SmallDisk(folder);
    }

    /** Where it is. */
    public Path folder() {
        return folder;
    }

    /** Takes all of its room, to the last byte. */
    public void fill() throws IOException {
        fill(LARGE);
        fill(1);
    }

    private void fill(int step) throws IOException {
        try (OutputStream out = Files.newOutputStream(filling, StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
            byte[] zeros = new byte[step];
            boolean fits = true;
            while (fits) {
                fits = writes(out, zeros);
            }
        }
    }

    private static boolean writes(OutputStream out, byte[] bytes) {
        try {
            out.write(bytes);
            return true;
        } catch (IOException full) {
            return false;
        }
    }

    /** Gives the room back. */
    public void makeRoom() throws IOException {
        Files.delete(filling);
    }

    private static int run(String... command) throws InterruptedException {
        try {
            return new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start()
                    .waitFor();
        } catch (IOException e) {
            return -1;
        }
    }

    /** Takes it away; nothing may use it any more. */
    public void unmount() throws IOException, InterruptedException {
        if (run("umount", folder.toString()) != 0) {
            throw new IOException(folder + " is still in use");
        }
    }
}
