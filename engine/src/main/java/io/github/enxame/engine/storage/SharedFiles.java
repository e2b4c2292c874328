package io.github.enxame.engine.storage;

import io.github.enxame.engine.storage.StoreException.Reason;
import io.github.enxame.protocol.metainfo.MetainfoLimits;
import io.github.enxame.protocol.metainfo.NewFile;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * The files that a new torrent is made of: a regular file, or those in a folder and its folders. Left out are special files and,
 * unless the user wants them, symbolic links and what people do not mean to share: names that begin with a dot; and what
 * Windows puts into folders to show them.
 */
final class SharedFiles {
    /** Linux gives up there, other systems before. */
    private static final int MAX_LINKS = 40;

    /** So many are looked at sooner than a thread starts. */
    private static final int FILES_FOR_A_THREAD = 500;

    private static final Set<String> FURNITURE = Set.of("thumbs.db", "desktop.ini");

    /** Where a file lies and what it was like when it was listed. */
    private record Found(Path path, FileFacts facts) {}

    private final Path content;
    private final boolean single;
    private final Map<NewFile, Found> found = new HashMap<>();
    private final LeftOut leftOut = new LeftOut();
    private final SharingOptions options;
    private final Set<Path> walking = new HashSet<>();

    /** Lists what is there now. */
    SharedFiles(Path content, SharingOptions options) throws StoreException {
        this.content = content;
        this.options = options;
        FileFacts facts = look(content);
        this.single = facts.kind() == FileFacts.Kind.FILE;
        if (single) {
            add(List.of(nameOf(content)), content, facts);
        } else if (facts.kind() == FileFacts.Kind.FOLDER) {
            walk(content, List.of());
        } else {
            throw unsuitable(content + " is neither a file nor a folder");
        }
    }

    private static StoreException unsuitable(String what) {
        return new StoreException(
                Reason.UNSUITABLE, what + ", so it cannot be shared. Choose another file or folder.", null);
    }

    private static String nameOf(Path path) throws StoreException {
        Path name = path.getFileName();
        if (name == null) {
            throw unsuitable(path + " has no name");
        }
        if (!path.getFileSystem().getPath(name.toString()).equals(name)) {
            throw new StoreException(
                    StoreException.Reason.UNSUITABLE,
                    path
                            + " has a name that is not UTF-8, which a .torrent cannot have. Rename it; then share it again.",
                    null);
        }
        return name.toString();
    }

    private FileFacts look(Path path) throws StoreException {
        try {
            return FileDisk.factsOf(path);
        } catch (IOException e) {
            throw StoreErrors.ofReading(e, path);
        }
    }

    /** What lies at each of these paths, asked on all cores where there are many. */
    private FileFacts[] look(List<Path> paths) throws StoreException {
        FileFacts[] all = new FileFacts[paths.size()];
        forEach(all.length, i -> all[i] = look(paths.get(i)));
        return all;
    }

    /** Something to do with one of many. */
    @FunctionalInterface
    private interface One {
        void at(int index) throws StoreException;
    }

    private void forEach(int count, One one) throws StoreException {
        AtomicInteger next = new AtomicInteger();
        MakingThreads threads = new MakingThreads(content, () -> {});
        threads.run(Math.ceilDiv(count, FILES_FOR_A_THREAD), _ -> {
            for (int i = next.getAndIncrement(); i < count && threads.goOn(); i = next.getAndIncrement()) {
                one.at(i);
            }
        });
    }

    private void walk(Path folder, List<String> above) throws StoreException {
        if (above.size() >= MetainfoLimits.MAX_PATH_DEPTH) {
            throw unsuitable(folder + " lies too deep, more than " + MetainfoLimits.MAX_PATH_DEPTH + " folders down");
        }
        List<Path> entries = new ArrayList<>();
        try (DirectoryStream<Path> stream = Files.newDirectoryStream(folder)) {
            stream.forEach(entries::add);
        } catch (IOException e) {
            throw StoreErrors.ofReading(e, folder);
        }
        FileFacts[] all = look(entries);
        for (int i = 0; i < all.length; i++) {
            Path entry = entries.get(i);
            FileFacts facts = all[i];
            List<String> path = new ArrayList<>(above);
            path.add(nameOf(entry));
            if (isLeftOut(path.getLast(), entry)) {
                continue;
            }
            if (facts.kind() == FileFacts.Kind.OTHER) {
                addOther(path, entry);
            } else if (facts.kind() == FileFacts.Kind.FOLDER) {
                walk(entry, path);
            } else if (facts.kind() == FileFacts.Kind.FILE) {
                add(path, entry, facts);
            }
        }
    }

    private boolean isLeftOut(String name, Path entry) {
        if (FURNITURE.contains(name.toLowerCase(Locale.ROOT))) {
            leftOut.add(LeftOut.Kind.OF_THE_SYSTEM, entry);
            return true;
        }
        if (name.startsWith(".") && !options.hidden()) {
            leftOut.add(LeftOut.Kind.HIDDEN, entry);
            return true;
        }
        return false;
    }

    /** A link is followed where the user wants that, but not into a folder that it lies in itself. */
    private void addOther(List<String> path, Path entry) throws StoreException {
        if (!Files.isSymbolicLink(entry)) {
            leftOut.add(LeftOut.Kind.SPECIAL, entry);
            return;
        }
        Path target = options.followLinks() ? target(entry) : null;
        FileFacts facts = target == null ? FileFacts.NOTHING : look(target);
        if (target != null && facts.kind() == FileFacts.Kind.FILE) {
            add(path, target, facts);
        } else if (target != null && facts.kind() == FileFacts.Kind.FOLDER && walking.add(target)) {
            walk(target, path);
            walking.remove(target);
        } else {
            leftOut.add(LeftOut.Kind.LINK, entry);
        }
    }

    private @Nullable Path target(Path link) throws StoreException {
        try {
            Path target = link.toRealPath();
            return content.startsWith(target) ? null : target;
        } catch (NoSuchFileException leadsNowhere) {
            return null;
        } catch (IOException e) {
            if (loops(link)) {
                return null;
            }
            throw StoreErrors.ofReading(e, link);
        }
    }

    /** Whether a link leads to itself, or through so many that the system gives up: the error that it gives has no type of its own. */
    private static boolean loops(Path link) throws StoreException {
        Path at = link;
        try {
            for (int i = 0; i < MAX_LINKS && Files.isSymbolicLink(at); i++) {
                at = at.resolveSibling(Files.readSymbolicLink(at)).normalize();
            }
        } catch (IOException e) {
            throw StoreErrors.ofReading(e, link);
        }
        return Files.isSymbolicLink(at);
    }

    private void add(List<String> path, Path file, FileFacts facts) throws StoreException {
        try {
            found.put(new NewFile(path, facts.length()), new Found(file, facts));
        } catch (IllegalArgumentException e) {
            throw unsuitable(file + " cannot be in a torrent: " + e.getMessage());
        }
        if (found.size() > MetainfoLimits.MAX_FILES) {
            throw unsuitable(content + " holds more than " + MetainfoLimits.MAX_FILES + " files");
        }
    }

    boolean isSingle() {
        return single;
    }

    String name() throws StoreException {
        return nameOf(content);
    }

    /** All files, in no order. */
    List<NewFile> files() {
        return List.copyOf(found.keySet());
    }

    /** Where a file lies. */
    Path path(NewFile file) {
        Found there = found.get(file);
        if (there == null) {
            throw new IllegalArgumentException(file + " is not one of these");
        }
        return there.path();
    }

    /** What was left out. */
    LeftOut leftOut() {
        return leftOut;
    }

    /** Refuses to go on if a file is not as it was when it was listed. */
    void requireUnchanged() throws StoreException {
        List<Found> all = List.copyOf(found.values());
        forEach(all.size(), i -> requireUnchanged(all.get(i)));
    }

    private void requireUnchanged(Found file) throws StoreException {
        if (!look(file.path()).equals(file.facts())) {
            throw changed(file.path());
        }
    }

    /** The error for a file that is not as it was. */
    StoreException changed(NewFile file) {
        return changed(path(file));
    }

    private static StoreException changed(Path path) {
        return new StoreException(
                Reason.CHANGED,
                path + " changed while it was being read. Share it again once nothing writes to it.",
                null);
    }
}
