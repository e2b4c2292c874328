package io.github.enxame.node.terminal;

import java.util.Locale;

/** Numbers as people read them, in English whatever the locale, so that scripts see the same everywhere. */
public final class Figures {
    private static final String[] UNITS = {"bytes", "KB", "MB", "GB", "TB", "PB", "EB"};

    private Figures() {}

    /** A size in decimal units: {@code 714.4 KB}. */
    public static String bytes(long bytes) {
        if (bytes < 1000) {
            return bytes == 1 ? "1 byte" : bytes + " bytes";
        }
        double value = bytes;
        int unit = 0;
        while (value >= 999.95 && unit < UNITS.length - 1) {
            value /= 1000;
            unit++;
        }
        return String.format(Locale.ROOT, "%.1f %s", value, UNITS[unit]);
    }

    /** A rate: {@code 2.1 MB/s}. */
    public static String rate(long bytesPerSecond) {
        return bytes(bytesPerSecond) + "/s";
    }

    /** A duration with the precision that matters: {@code 0.187 s}, {@code 12.4 s}, {@code 3 min 20 s}, {@code 2 h 5 min}. */
    public static String seconds(double seconds) {
        if (seconds < 10) {
            return String.format(Locale.ROOT, "%.3f s", seconds);
        }
        if (seconds < 60) {
            return String.format(Locale.ROOT, "%.1f s", seconds);
        }
        long whole = Math.round(seconds);
        if (whole < 3600) {
            return whole / 60 + " min " + whole % 60 + " s";
        }
        return whole / 3600 + " h " + whole % 3600 / 60 + " min";
    }

    /** A round trip: {@code 6.2 ms}, {@code 244 ms}. */
    public static String millis(double millis) {
        return String.format(Locale.ROOT, millis < 100 ? "%.1f ms" : "%.0f ms", millis);
    }

    /** A share of a whole: {@code 41 %}; a dash when there is no whole. */
    public static String percent(double part, double whole) {
        return whole <= 0 ? "–" : String.format(Locale.ROOT, "%.0f %%", 100 * part / whole);
    }

    /** A count with its noun: {@code 1 word}, {@code 9,123 words}. */
    public static String count(long count, String noun) {
        return number(count) + " " + noun + (count == 1 ? "" : "s");
    }

    /** A number with thousands set apart. */
    public static String number(long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }
}
