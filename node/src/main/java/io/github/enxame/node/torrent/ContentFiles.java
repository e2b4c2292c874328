package io.github.enxame.node.torrent;

import io.github.enxame.engine.storage.DiskNames;
import io.github.enxame.engine.storage.FileLookup;
import io.github.enxame.protocol.metainfo.FileEntry;
import io.github.enxame.protocol.metainfo.Info;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/** A torrent's files as they lie on disk, for reading; pad files are zeros. Used by one thread; one file is open at a time. */
final class ContentFiles implements AutoCloseable {
    private static final int COPY_BYTES = 128 << 10;

    private final List<FileEntry> entries;
    private final Path[] paths;
    private final Path root;
    private final boolean singleFile;
    private int openFile = -1;
    private @Nullable FileChannel channel;

    /** The files of {@code info} at {@code place}: what the torrent is about, or the folder that it lies in. */
    ContentFiles(Info info, Path place) {
        entries = info.files();
        DiskNames names = names(info, place);
        singleFile = info.singleFile();
        root = names.root();
        paths = new Path[entries.size()];
        for (int i = 0; i < paths.length; i++) {
            paths[i] = names.file(i);
        }
    }

    private static DiskNames names(Info info, Path place) {
        FileLookup files = FileLookup.ofMachine();
        DiskNames within = DiskNames.find(files, place, info);
        boolean isFolder = info.singleFile() ? Files.isDirectory(place) : Files.isDirectory(within.root());
        return isFolder ? within : DiskNames.within(files, place, info);
    }

    /** What a file is called on this disk, or would be where it is missing: below the torrent's folder, with {@code /}. */
    String nameOnDisk(int file) {
        Path path = singleFile
                ? Objects.requireNonNullElse(paths[file].getFileName(), paths[file])
                : root.relativize(paths[file]);
        return StreamSupport.stream(path.spliterator(), false)
                .map(Path::toString)
                .collect(Collectors.joining("/"));
    }

    /** Bytes of a file; -1 where it is missing. */
    long length(int file) throws IOException {
        return Files.isRegularFile(paths[file]) ? Files.size(paths[file]) : -1;
    }

    /** Fills {@code into} from a file; false where the file does not have so many bytes. */
    boolean read(int file, long offset, ByteBuffer into) throws IOException {
        if (entries.get(file).isPad()) {
            while (into.hasRemaining()) {
                into.put((byte) 0);
            }
            return true;
        }
        FileChannel from = open(file);
        long position = offset;
        while (from != null && into.hasRemaining()) {
            int count = from.read(into, position);
            if (count < 0) {
                return false;
            }
            position += count;
        }
        return from != null;
    }

    private @Nullable FileChannel open(int file) throws IOException {
        if (file != openFile) {
            close();
            channel = length(file) < 0 ? null : FileChannel.open(paths[file]);
            openFile = file;
        }
        return channel;
    }

    /** A digest of the first file, if one is promised and the file is as long as promised. */
    Optional<String> digest(String algorithm, Optional<String> promised) throws IOException {
        if (promised.isEmpty() || length(0) != entries.getFirst().length()) {
            return Optional.empty();
        }
        try (InputStream in = Files.newInputStream(paths[0])) {
            MessageDigest digest = MessageDigest.getInstance(algorithm);
            byte[] buffer = new byte[COPY_BYTES];
            for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
                digest.update(buffer, 0, count);
            }
            return Optional.of(HexFormat.of().formatHex(digest.digest()));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has " + algorithm, e);
        }
    }

    @Override
    public void close() throws IOException {
        FileChannel open = channel;
        channel = null;
        openFile = -1;
        if (open != null) {
            open.close();
        }
    }
}
