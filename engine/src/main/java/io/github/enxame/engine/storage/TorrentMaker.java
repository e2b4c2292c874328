package io.github.enxame.engine.storage;

import io.github.enxame.engine.storage.StoreException.Reason;
import io.github.enxame.protocol.metainfo.ContentHasher;
import io.github.enxame.protocol.metainfo.ContentHashes;
import io.github.enxame.protocol.metainfo.Metainfo;
import io.github.enxame.protocol.metainfo.MetainfoBuilder;
import io.github.enxame.protocol.metainfo.NewFile;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Makes the metainfo of a file or folder on this machine, reading each byte once.
 *
 * <p>Of a folder it takes the regular files in it and in its folders, in the order of the metainfo. It leaves out special
 * files, Windows' {@code Thumbs.db} and {@code desktop.ini} and, unless {@link SharingOptions} say otherwise, symbolic links and
 * names that begin with a dot; {@link #leftOut} names them. A path that is itself a symbolic link is followed: what it leads to is shared, under its own name.
 *
 * <p>Its methods read files on the calling thread, which should be a platform thread, and {@link #make} on as many more as there
 * are cores besides. Not safe for use from several threads.
 */
public final class TorrentMaker {
    private final Path content;
    private final SharedFiles shared;
    private final MetainfoBuilder builder;

    /**
     * Lists what is to be shared; no content is read yet.
     *
     * @throws StoreException if there is nothing there, or nothing that can be shared
     */
    public TorrentMaker(Path path) throws StoreException {
        this(path, SharingOptions.NONE);
    }

    /**
     * Lists what is to be shared, more of it than usual if that is wanted; no content is read yet.
     *
     * @throws StoreException if there is nothing there, or nothing that can be shared
     */
    public TorrentMaker(Path path, SharingOptions options) throws StoreException {
        try {
            this.content = path.toRealPath();
            this.shared = new SharedFiles(content, options);
            requireSomething(path);
            this.builder = shared.isSingle()
                    ? MetainfoBuilder.ofFile(
                            shared.name(), shared.files().getFirst().length())
                    : MetainfoBuilder.ofFolder(shared.name(), shared.files());
        } catch (NoSuchFileException e) {
            throw new StoreException(Reason.MISSING, "There is no " + path + ". Check its name.", e);
        } catch (IOException e) {
            throw StoreErrors.ofReading(e, path);
        } catch (IllegalArgumentException e) {
            throw unsuitable(path, e.getMessage());
        }
    }

    private void requireSomething(Path path) throws StoreException {
        Optional<String> leftOut = shared.leftOut().summary();
        if (leftOut.isPresent() && shared.files().stream().allMatch(file -> file.length() == 0)) {
            throw new StoreException(
                    Reason.UNSUITABLE,
                    path + " cannot be shared: all that is in it was left out: " + leftOut.get()
                            + ". Share hidden files too with --hidden, and what links lead to with --follow-links.",
                    null);
        }
    }

    private static StoreException unsuitable(Path path, @Nullable String why) {
        return new StoreException(
                Reason.UNSUITABLE, path + " cannot be shared: " + why + ". Choose another file or folder.", null);
    }

    /** What goes into the metainfo beside the content: plan, trackers, comment, piece length. The files are set already. */
    public MetainfoBuilder builder() {
        return builder;
    }

    /** The folder that holds the shared file or folder: where a store that seeds it has to look. */
    public Path folder() {
        Path parent = content.getParent();
        return parent == null ? content : parent;
    }

    /** The bytes that will be read. */
    public long length() {
        return shared.files().stream().mapToLong(NewFile::length).sum();
    }

    /** What lies in the folder and is not shared. */
    public LeftOut leftOut() {
        return shared.leftOut();
    }

    /**
     * Reads and hashes everything.
     *
     * @param progress told now and then, on this thread, how many bytes have been read
     * @throws StoreException if a file cannot be read or changed meanwhile, or this thread is interrupted, which ends it soon
     */
    public Metainfo make(LongConsumer progress) throws StoreException {
        Metainfo made;
        try {
            ContentHasher hasher = builder.hasher();
            hash(hasher, progress);
            shared.requireUnchanged();
            ContentHashes hashes = hasher.finish();
            made = builder.build(hashes);
        } catch (IllegalArgumentException e) {
            throw unsuitable(content, e.getMessage());
        }
        return made;
    }

    private void hash(ContentHasher hasher, LongConsumer progress) throws StoreException {
        if (hasher.inAnyOrder()) {
            new SpreadHashing(hasher, builder.pieceLength(), this::reader, content, progress).run();
        } else {
            try (SharedReader reader = reader()) {
                new OrderedHashing(hasher.lanes(), reader, length(), content, progress).run();
            }
        }
    }

    private SharedReader reader() {
        return new SharedReader(shared, builder.files());
    }

    /**
     * Vouches for what {@link #make} has just read, so that a store that seeds it with the same record folder need not read
     * it again.
     */
    public void record(Disk disk, Path recordFolder, Metainfo made) throws StoreException {
        shared.requireUnchanged();
        Places places = Places.of(disk, folder(), made.info());
        try {
            places.followLinks();
            new FinishedRecord(disk, recordFolder, made.infoHash()).write(places.whole(), places.lookAtWhole());
        } catch (IOException e) {
            throw StoreErrors.ofReading(e, content);
        }
    }
}
