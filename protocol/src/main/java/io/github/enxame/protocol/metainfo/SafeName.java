package io.github.enxame.protocol.metainfo;

import io.github.enxame.protocol.bencode.BString;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Makes names from strangers safe to give to any file system. What Windows, macOS or Linux would refuse, read as a
 * direction or show otherwise than it is becomes {@code _}.
 */
public final class SafeName {
    /** Bytes of UTF-8 that every common file system takes, with room for a mark that makes the name unique. */
    static final int MAX_BYTES = 240;

    /** What stands for a name of which nothing is left. */
    public static final String NOTHING = "_";

    private static final int MAX_EXTENSION_LENGTH = 16;
    private static final String RESERVED_CHARACTERS = "/\\:*?\"<>|\uFFFD";
    private static final Set<String> DEVICES = Set.of(
            "CON", "PRN", "AUX", "NUL", "CONIN$", "CONOUT$", "COM0", "COM1", "COM2", "COM3", "COM4", "COM5", "COM6",
            "COM7", "COM8", "COM9", "COM¹", "COM²", "COM³", "LPT0", "LPT1", "LPT2", "LPT3", "LPT4", "LPT5", "LPT6",
            "LPT7", "LPT8", "LPT9", "LPT¹", "LPT²", "LPT³");

    private SafeName() {}

    /** Whether {@code name} is made of nothing but bytes that no one sees, as if it were not there. */
    static boolean isAbsent(BString name) {
        return name.text().codePoints().allMatch(SafeText::isUnseen);
    }

    /** A safe name for {@code given}; {@code _} where nothing of it is left. */
    public static String of(String given) {
        String name = component(given);
        return name.isEmpty() ? NOTHING : name;
    }

    /** A safe path for {@code given}: names that say "here" or "one up", or nothing, are left out. */
    static List<String> pathOf(List<String> given) {
        List<String> path = new ArrayList<>(given.size());
        for (String element : given) {
            String name = component(element);
            if (!name.isEmpty()) {
                path.add(name);
            }
        }
        return path.isEmpty() ? List.of(NOTHING) : path;
    }

    /** {@code name} with {@code mark} before its extension. */
    static String marked(String name, String mark) {
        int dot = extensionStart(name);
        return name.substring(0, dot) + mark + name.substring(dot);
    }

    private static String component(String given) {
        StringBuilder seen = new StringBuilder(given.length());
        given.codePoints().forEach(character -> {
            boolean refused = SafeText.isUnseen(character) || RESERVED_CHARACTERS.indexOf(character) >= 0;
            seen.appendCodePoint(refused ? '_' : character);
        });
        String name = withoutTrailingDots(shortened(withoutTrailingDots(seen.toString())));
        return isDevice(name) ? "_" + name : name;
    }

    /** Windows drops dots and spaces at the end, so that two names would be one; this also empties "." and "..". */
    private static String withoutTrailingDots(String name) {
        int end = name.length();
        while (end > 0 && (name.charAt(end - 1) == '.' || Character.isWhitespace(name.charAt(end - 1)))) {
            end--;
        }
        return name.substring(0, end);
    }

    private static boolean isDevice(String name) {
        int dot = name.indexOf('.');
        String base = dot < 0 ? name : name.substring(0, dot);
        return DEVICES.contains(base.strip().toUpperCase(Locale.ROOT));
    }

    private static String shortened(String name) {
        if (bytes(name) <= MAX_BYTES) {
            return name;
        }
        int dot = extensionStart(name);
        String extension = name.substring(dot);
        int room = MAX_BYTES - bytes(extension);
        int end = 0;
        while (end < dot) {
            int next = end + Character.charCount(name.codePointAt(end));
            int size = bytes(name.substring(end, next));
            if (size > room) {
                break;
            }
            room -= size;
            end = next;
        }
        return name.substring(0, end) + extension;
    }

    private static int extensionStart(String name) {
        int dot = name.lastIndexOf('.');
        return dot > 0 && name.length() - dot <= MAX_EXTENSION_LENGTH ? dot : name.length();
    }

    private static int bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }
}
