package io.github.enxame.engine.storage;

import io.github.enxame.protocol.bencode.BString;
import io.github.enxame.protocol.metainfo.FileEntry;
import io.github.enxame.protocol.metainfo.FileKind;
import io.github.enxame.protocol.metainfo.Info;
import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Under which names a torrent's finished files lie. What a download creates has names that any system takes; but where this
 * one takes the names that the torrent gives, and something lies under them, that is what is meant: it was shared here, or came
 * by another program. Immutable.
 */
public final class DiskNames {
    private final Info info;
    private final Path root;

    /** Names within the root of those files that lie there under other names than the safe ones. */
    private final Map<Integer, List<String>> given;

    private DiskNames(Info info, Path root, Map<Integer, List<String>> given) {
        this.info = info;
        this.root = root;
        this.given = given;
    }

    /**
     * Looks what is there. What cannot be looked at counts as absent. Blocks; call it on a lane of the disk or a thread of your own.
     *
     * @param folder the folder that holds the torrent's file or folder
     * @throws InvalidPathException if this system cannot write a name
     */
    public static DiskNames find(FileLookup files, Path folder, Info info) {
        return within(files, findRoot(files, folder, info), info);
    }

    /** The same for the finished file or folder alone. It looks at two paths at most, however many files are in the folder. */
    public static Path findRoot(FileLookup files, Path folder, Info info) {
        Path safe = folder.resolve(info.name());
        return info.givenName()
                .flatMap(DiskNames::usable)
                .map(folder::resolve)
                .filter(path -> isThere(files, path) && !isThere(files, safe))
                .orElse(safe);
    }

    /** The same for a torrent's finished file or folder that is called otherwise. */
    public static DiskNames within(FileLookup files, Path root, Info info) {
        Map<Integer, List<String>> given = new HashMap<>();
        Set<List<String>> taken = new HashSet<>();
        // Before a download, and during most of it, there is no folder that anything could be in.
        boolean hasFiles = !info.singleFile() && isThere(files, root);
        for (int i = 0; hasFiles && i < info.files().size(); i++) {
            FileEntry file = info.files().get(i);
            if (file.kind() == FileKind.CONTENT && file.givenPath().isPresent()) {
                Optional<List<String>> names = usable(file.givenPath().get())
                        .filter(path -> isFile(files, at(root, path)) && !isFile(files, at(root, file.path())));
                if (names.isPresent() && isFree(names.get(), taken, info)) {
                    given.put(i, names.get());
                }
            }
        }
        return new DiskNames(info, root, given);
    }

    /** Whether no other file lies there: a torrent may give one name to several. Takes it. */
    private static boolean isFree(List<String> names, Set<List<String>> taken, Info info) {
        if (taken.isEmpty()) {
            info.files().stream()
                    .filter(file -> file.kind() == FileKind.CONTENT)
                    .map(FileEntry::path)
                    .forEach(taken::add);
        }
        return taken.add(names);
    }

    /** The finished file or folder. */
    public Path root() {
        return root;
    }

    /** Where a finished file lies. */
    public Path file(int file) {
        return info.singleFile() ? root : at(root, names(file));
    }

    /** The names from the root to a file. */
    List<String> names(int file) {
        List<String> names = given.get(file);
        return names == null ? info.files().get(file).path() : names;
    }

    private static Path at(Path root, List<String> names) {
        Path path = root;
        for (String name : names) {
            path = path.resolve(name);
        }
        return path;
    }

    private static Optional<List<String>> usable(List<BString> names) {
        List<Optional<String>> usable = names.stream().map(DiskNames::usable).toList();
        return usable.stream().allMatch(Optional::isPresent)
                ? Optional.of(usable.stream().map(Optional::orElseThrow).toList())
                : Optional.empty();
    }

    /** A name as this system writes it; empty for one that it does not take, or that leads elsewhere. */
    private static Optional<String> usable(BString name) {
        return name.utf8()
                .filter(text -> !text.isEmpty() && !text.equals(".") && !text.equals(".."))
                .filter(DiskNames::isOneName);
    }

    private static boolean isOneName(String name) {
        try {
            Path path = Path.of(name);
            return !path.isAbsolute()
                    && path.getNameCount() == 1
                    && path.toString().equals(name);
        } catch (InvalidPathException e) {
            return false;
        }
    }

    private static boolean isThere(FileLookup files, Path path) {
        return look(files, path) != FileFacts.Kind.NOTHING;
    }

    /** A file of exactly this name: where case does not count, another one may answer to it. */
    private static boolean isFile(FileLookup files, Path path) {
        FileFacts.Kind kind = look(files, path);
        try {
            return kind == FileFacts.Kind.OTHER
                    || (kind == FileFacts.Kind.FILE
                            && files.realPath(path).getFileName().equals(path.getFileName()));
        } catch (IOException e) {
            return false;
        }
    }

    private static FileFacts.Kind look(FileLookup files, Path path) {
        try {
            return files.look(path).kind();
        } catch (IOException e) {
            return FileFacts.Kind.NOTHING;
        }
    }
}
