package io.github.enxame.node.command;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads a rate in bytes a second: a number, perhaps with {@code k} (a thousand) or {@code M} (a million) after it. */
final class RateOption implements ITypeConverter<Long> {
    private static final Pattern RATE = Pattern.compile("([0-9]{1,12})([km]?)");

    @Override
    public Long convert(String text) {
        Matcher rate = RATE.matcher(text.strip().toLowerCase(Locale.ROOT));
        if (!rate.matches()) {
            throw new TypeConversionException(
                    "'" + text + "' is no rate. Give bytes a second, as in 500k or 2M; 0 is no limit.");
        }
        long unit =
                switch (rate.group(2)) {
                    case "k" -> 1_000;
                    case "m" -> 1_000_000;
                    default -> 1;
                };
        return Long.parseLong(rate.group(1)) * unit;
    }
}
