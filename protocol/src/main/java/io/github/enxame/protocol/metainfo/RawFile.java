package io.github.enxame.protocol.metainfo;

import io.github.enxame.protocol.bencode.BDictionary;
import io.github.enxame.protocol.bencode.BString;
import io.github.enxame.protocol.metainfo.MetainfoException.Reason;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * A file as the info describes it, before its path is made safe.
 *
 * @param path the names as they stand in the info
 * @param length number of bytes; 0 for a symbolic link, whatever the info says
 * @param attributes the letters of BEP 47
 * @param piecesRoot the v2 root, if it has one
 * @param md5 the promised MD5, if it has one
 */
record RawFile(
        List<BString> path, long length, String attributes, Optional<PiecesRoot> piecesRoot, Optional<String> md5) {

    /** The file that {@code dictionary} describes. A symbolic link takes no bytes, as BEP 47 implies and others read it. */
    static RawFile of(List<BString> path, BDictionary dictionary, Optional<PiecesRoot> piecesRoot)
            throws MetainfoException {
        String attributes = dictionary.string("attr").map(BString::text).orElse("");
        long length = attributes.indexOf('l') >= 0 ? 0 : length(dictionary, path);
        return new RawFile(path, length, attributes, piecesRoot, md5(dictionary));
    }

    FileKind kind() {
        if (attributes.indexOf('p') >= 0) {
            return FileKind.PAD;
        }
        return attributes.indexOf('l') >= 0 ? FileKind.SYMLINK : FileKind.CONTENT;
    }

    /** This file as one that fills a piece. */
    RawFile asPad() {
        return new RawFile(path, length, "p", piecesRoot, md5);
    }

    /** This file, whatever its attributes say. */
    RawFile asContent() {
        return new RawFile(path, length, "", piecesRoot, md5);
    }

    /** The entry of a content file; {@code safePath} is where it may be written. */
    FileEntry at(long offset, List<String> safePath) {
        boolean executable = attributes.indexOf('x') >= 0;
        boolean hidden = attributes.indexOf('h') >= 0;
        boolean same = kind() == FileKind.PAD || isWritten(safePath);
        return new FileEntry(
                safePath,
                same ? Optional.empty() : Optional.of(path),
                length,
                offset,
                kind(),
                executable,
                hidden,
                piecesRoot,
                md5);
    }

    private boolean isWritten(List<String> names) {
        boolean same = names.size() == path.size();
        for (int i = 0; same && i < names.size(); i++) {
            same = path.get(i).equals(BString.of(names.get(i)));
        }
        return same;
    }

    /** The MD5 at {@code md5sum} (BEP 3's optional key), if it is one. */
    static Optional<String> md5(BDictionary dictionary) {
        return hex(dictionary, "md5sum", 32);
    }

    /** So many hexadecimal digits at {@code key}, in lower case, if they are there. */
    static Optional<String> hex(BDictionary dictionary, String key, int digits) {
        return dictionary
                .text(key)
                .map(text -> text.toLowerCase(Locale.ROOT))
                .filter(text -> text.length() == digits && text.matches("[0-9a-f]+"));
    }

    private static long length(BDictionary dictionary, List<BString> path) throws MetainfoException {
        OptionalLong length = dictionary.integer("length");
        if (length.isEmpty() || length.getAsLong() < 0 || length.getAsLong() > MetainfoLimits.MAX_FILE_LENGTH) {
            String said = length.isPresent() ? "one of " + length.getAsLong() : "none";
            throw new MetainfoException(
                    Reason.INVALID_LENGTH,
                    "The file " + shown(path) + " has no length from 0 to " + MetainfoLimits.MAX_FILE_LENGTH
                            + " bytes, but " + said);
        }
        return length.getAsLong();
    }

    static String shown(List<BString> path) {
        return String.join(
                "/", SafeName.pathOf(path.stream().map(NameText.UTF_8::of).toList()));
    }
}
