package io.github.enxame.documents.text;

import com.ibm.icu.text.CharsetDetector;
import com.ibm.icu.text.CharsetMatch;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.Stream;

/** Guesses how a text is encoded: by its byte order mark, else UTF-8, else by what its bytes look like (ICU's detector). */
final class Encodings {
    /**
     * How a text may be encoded.
     *
     * @param offset bytes of the byte order mark
     */
    record Encoding(Charset charset, int offset) {}

    /** Bytes that the detector looks at. */
    private static final int MAX_SAMPLE_BYTES = 64 << 10;

    /** What the detector must be sure of, of 100, for characters of several bytes; for other alphabets; and how much more than of Latin. */
    private static final int SURE = 60;

    private static final int LIKELY = 30;
    private static final int CLEARLY = 15;

    private static final Charset WINDOWS_1252 = Charset.forName("windows-1252");
    private static final Set<String> SEVERAL_BYTES = Set.of("GB18030", "Big5", "Shift_JIS", "EUC-JP", "EUC-KR");
    private static final Set<String> LATIN = Set.of("ISO-8859-1", "windows-1252");

    private Encodings() {}

    /** What to try, the likeliest first. */
    static Stream<Encoding> candidates(byte[] bytes) {
        if (starts(bytes, 0xEF, 0xBB, 0xBF)) {
            return Stream.of(new Encoding(StandardCharsets.UTF_8, 3));
        } else if (starts(bytes, 0xFF, 0xFE) && bytes.length % 2 == 0) {
            return Stream.of(new Encoding(StandardCharsets.UTF_16LE, 2));
        } else if (starts(bytes, 0xFE, 0xFF) && bytes.length % 2 == 0) {
            return Stream.of(new Encoding(StandardCharsets.UTF_16BE, 2));
        }
        // The detector is asked only where the bytes are no UTF-8.
        return Stream.concat(
                Stream.of(unmarked(bytes)),
                Stream.of(bytes).flatMap(Encodings::guessed).map(charset -> new Encoding(charset, 0)));
    }

    private static boolean starts(byte[] bytes, int... mark) {
        if (bytes.length < mark.length) {
            return false;
        }
        for (int i = 0; i < mark.length; i++) {
            if (Byte.toUnsignedInt(bytes[i]) != mark[i]) {
                return false;
            }
        }
        return true;
    }

    /** UTF-16 where each second byte of a Latin text is 0, else UTF-8. */
    private static Encoding unmarked(byte[] bytes) {
        int[] zeros = new int[2];
        for (int i = 0; i < Math.min(bytes.length, MAX_SAMPLE_BYTES); i++) {
            zeros[i % 2] += bytes[i] == 0 ? 1 : 0;
        }
        int many = Math.min(bytes.length, MAX_SAMPLE_BYTES) / 5;
        if (bytes.length % 2 == 0 && many > 0 && Math.min(zeros[0], zeros[1]) == 0) {
            if (zeros[1] >= many) {
                return new Encoding(StandardCharsets.UTF_16LE, 0);
            } else if (zeros[0] >= many) {
                return new Encoding(StandardCharsets.UTF_16BE, 0);
            }
        }
        return new Encoding(StandardCharsets.UTF_8, 0);
    }

    private static Stream<Charset> guessed(byte[] bytes) {
        byte[] sample = Arrays.copyOf(bytes, Math.min(bytes.length, MAX_SAMPLE_BYTES));
        CharsetMatch[] matches = new CharsetDetector().setText(sample).detectAll();
        int latin = confidence(matches, LATIN, 0);
        Stream<Charset> likely = Arrays.stream(matches)
                .filter(match -> SEVERAL_BYTES.contains(match.getName())
                        ? match.getConfidence() >= SURE
                        : isOtherAlphabet(match) && match.getConfidence() >= Math.max(LIKELY, latin + CLEARLY))
                .map(match -> Charset.forName(match.getName()));
        return Stream.concat(likely, Stream.of(WINDOWS_1252, StandardCharsets.ISO_8859_1));
    }

    private static int confidence(CharsetMatch[] matches, Set<String> names, int none) {
        return Arrays.stream(matches)
                .filter(match -> names.contains(match.getName()))
                .mapToInt(CharsetMatch::getConfidence)
                .max()
                .orElse(none);
    }

    private static boolean isOtherAlphabet(CharsetMatch match) {
        String name = match.getName();
        return !LATIN.contains(name)
                && Charset.isSupported(name)
                && Charset.forName(name).canEncode()
                && Charset.forName(name).newEncoder().maxBytesPerChar() == 1;
    }
}
