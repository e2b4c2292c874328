package io.github.enxame.fuzz;

import io.github.enxame.engine.storage.DiskNames;
import io.github.enxame.engine.storage.FileFacts;
import io.github.enxame.engine.storage.FileLookup;
import io.github.enxame.protocol.bencode.BString;
import io.github.enxame.protocol.bencode.Bencode;
import io.github.enxame.protocol.metainfo.FileEntry;
import io.github.enxame.protocol.metainfo.FileKind;
import io.github.enxame.protocol.metainfo.Info;
import io.github.enxame.protocol.metainfo.Metainfo;
import io.github.enxame.protocol.metainfo.MetainfoException;
import io.github.enxame.protocol.metainfo.MetainfoLimits;
import java.nio.charset.StandardCharsets;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.text.Normalizer;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;

/** A torrent's names, from the bytes in it to the places on the disk. {@link NamedTorrent} says what the input is. */
final class NamesTarget {
    /** What file systems take, in bytes; beside a torrent's own name there is {@code NAME.part.journal}. */
    private static final int MAX_NAME_BYTES = 255;

    private static final int MAX_ENDING_BYTES = ".part.journal".length();
    private static final Path FOLDER = Path.of("/downloads/folder");

    private static final Pattern DEVICE = Pattern.compile(
            "(CON|PRN|AUX|NUL|CONIN\\$|CONOUT\\$|(COM|LPT)[0-9¹²³]) *(\\..*)?", Pattern.CASE_INSENSITIVE);

    /** What Unicode says is not seen (Default_Ignorable_Code_Point): file systems that ignore case ignore it too. */
    private static final Pattern IGNORED =
            Pattern.compile("[\\u034F\\u115F\\u1160\\u17B4\\u17B5\\u180B-\\u180F\\u200C\\u200D\\u2065\\u3164"
                    + "\\uFE00-\\uFE0F\\uFFA0\\uFFF0-\\uFFF8\\x{E0000}-\\x{E0FFF}]");

    /** Ways in which file systems take two names for one. */
    private static final List<UnaryOperator<String>> SAME = List.of(
            name -> name.toLowerCase(Locale.ROOT),
            name -> name.toUpperCase(Locale.ROOT),
            name -> Normalizer.normalize(name, Normalizer.Form.NFD),
            name -> IGNORED.matcher(name).replaceAll(""),
            name -> Normalizer.normalize(name, Normalizer.Form.NFD)
                    .toLowerCase(Locale.ROOT)
                    .toUpperCase(Locale.ROOT));

    private NamesTarget() {}

    static void names(byte[] input) throws MetainfoException {
        NamedTorrent torrent = NamedTorrent.of(input);
        byte[] bytes = Bencode.encode(torrent.metainfo());
        Metainfo metainfo;
        try {
            metainfo = Metainfo.parse(bytes);
        } catch (MetainfoException refused) {
            return;
        }
        requireSame(torrent, metainfo);
        requireSame(torrent, Metainfo.parse(metainfo.encode()));
        Target.require(
                Metainfo.parse(metainfo.encode())
                        .info()
                        .files()
                        .equals(metainfo.info().files()),
                "its files are called the same again");
        Info info = metainfo.info();
        requireWritable(info.name(), MAX_NAME_BYTES - MAX_ENDING_BYTES);
        List<FileEntry> content = info.files().stream()
                .filter(file -> file.kind() == FileKind.CONTENT)
                .toList();
        content.forEach(NamesTarget::requireWritable);
        SAME.forEach(same -> requireApart(
                content.stream().map(file -> String.join("/", file.path())).toList(), same));
        requireInside(info, new Lookup(Set.of()));
        requireInside(info, Lookup.withGivenNames(info));
    }

    /** The bytes of the names are those of the torrent, and with them its info-hash. */
    private static void requireSame(NamedTorrent torrent, Metainfo metainfo) {
        Target.require(metainfo.infoHash().equals(torrent.infoHash()), "the info-hash is that of the bytes");
        Info info = metainfo.info();
        Target.require(
                torrent.isNamed(info.givenName().orElseGet(() -> BString.of(info.name()))),
                "the torrent's name keeps its bytes");
        for (FileEntry file : info.files()) {
            Target.require(
                    info.singleFile() || file.kind() == FileKind.PAD || torrent.hasFile(file.names()),
                    "a file's names keep their bytes: " + file);
        }
    }

    private static void requireWritable(FileEntry file) {
        int bytes = file.path().size();
        for (String name : file.path()) {
            requireWritable(name, MAX_NAME_BYTES);
            bytes += name.getBytes(StandardCharsets.UTF_8).length;
        }
        Target.require(bytes <= MetainfoLimits.MAX_PATH_BYTES + 16, "a path is bounded");
    }

    private static void requireWritable(String name, int maxBytes) {
        String said = ": " + name;
        Target.require(!name.isEmpty() && !name.equals(".") && !name.equals(".."), "a name is one" + said);
        Target.require(name.codePoints().noneMatch(NamesTarget::isRefused), "any system takes it" + said);
        Target.require(!name.endsWith(".") && !name.endsWith(" "), "nothing at its end is dropped" + said);
        Target.require(!DEVICE.matcher(name).matches(), "it is no device" + said);
        Target.require(name.getBytes(StandardCharsets.UTF_8).length <= maxBytes, "it is short enough" + said);
    }

    private static boolean isRefused(int c) {
        int type = Character.getType(c);
        return c < ' '
                || type == Character.CONTROL
                || type == Character.SURROGATE
                || "/\\:*?\"<>|\u202A\u202B\u202D\u202E\u2066\u2067\u2068\u2069\u200E\u200F".indexOf(c) >= 0;
    }

    /** No file has the place of another, or that of another's folder. */
    private static void requireApart(List<String> places, UnaryOperator<String> same) {
        Set<String> files = new HashSet<>();
        for (String place : places) {
            Target.require(files.add(same.apply(place)), "two files lie at " + place);
        }
        for (String file : files) {
            for (int slash = file.indexOf('/'); slash >= 0; slash = file.indexOf('/', slash + 1)) {
                Target.require(!files.contains(file.substring(0, slash)), "a file is a folder too, of " + file);
            }
        }
    }

    /** Nothing lies outside of the folder, and nothing twice, whatever is on the disk already. */
    private static void requireInside(Info info, Lookup lookup) {
        DiskNames names;
        try {
            names = DiskNames.find(lookup, FOLDER, info);
        } catch (InvalidPathException notHere) {
            // A system with another encoding than UTF-8 says so.
            return;
        }
        Target.require(FOLDER.equals(names.root().getParent()), "it lies in the folder: " + names.root());
        Target.require(names.root().normalize().equals(names.root()), "its name leads nowhere: " + names.root());
        Set<Path> places = new HashSet<>();
        for (int i = 0; i < info.files().size(); i++) {
            if (info.files().get(i).kind() == FileKind.CONTENT) {
                Path place = names.file(i);
                Target.require(place.startsWith(names.root()), "it lies in the torrent's folder: " + place);
                Target.require(info.singleFile() || !place.equals(names.root()), "it is not the folder: " + place);
                Target.require(place.normalize().equals(place), "no name leads elsewhere: " + place);
                Target.require(places.add(place), "two files lie at " + place);
            }
        }
    }

    /** A disk on which these paths are files, and nothing else is there. */
    private record Lookup(Set<Path> there) implements FileLookup {
        /** What another program left, which took the names as they are. */
        static Lookup withGivenNames(Info info) {
            Set<Path> there = new HashSet<>();
            Path root = child(FOLDER, info.givenName().orElseGet(() -> BString.of(info.name())));
            there.add(root);
            for (FileEntry file : info.files()) {
                Path path = child(FOLDER, BString.of(info.name()));
                Path given = root;
                for (BString name : file.names()) {
                    path = child(path, name);
                    given = child(given, name);
                }
                there.add(path);
                there.add(given);
            }
            return new Lookup(there);
        }

        private static Path child(Path folder, BString name) {
            try {
                return folder.resolve(name.utf8().orElse("_"));
            } catch (InvalidPathException notHere) {
                return folder;
            }
        }

        @Override
        public FileFacts look(Path path) {
            return there.contains(path) ? new FileFacts(FileFacts.Kind.FILE, 1, 0) : FileFacts.NOTHING;
        }

        @Override
        public Path realPath(Path path) {
            return path;
        }
    }
}
