package io.github.enxame.node.command;

import io.github.enxame.engine.EngineSettings;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads how many connections there may be: of one torrent and, after a comma, of all together. */
final class PeersOption implements ITypeConverter<PeersOption.Most> {
    private static final Pattern TWO_NUMBERS = Pattern.compile("([0-9]{1,6}),([0-9]{1,6})");

    /** Most connections of one torrent and of all together. */
    record Most(int ofTorrent, int ofAll) {}

    @Override
    public Most convert(String text) {
        Matcher numbers = TWO_NUMBERS.matcher(text.strip());
        if (numbers.matches()) {
            Most most = new Most(Integer.parseInt(numbers.group(1)), Integer.parseInt(numbers.group(2)));
            if (isWithin(most.ofTorrent(), EngineSettings.MOST_PEERS_PER_TORRENT)
                    && isWithin(most.ofAll(), EngineSettings.MOST_PEERS)) {
                return most;
            }
        }
        throw new TypeConversionException("'" + text
                + "' is not how many peers. Give two numbers, as in 100,1000: at most 10,000 of one torrent and 20,000 of"
                + " all.");
    }

    private static boolean isWithin(int number, int most) {
        return number >= 1 && number <= most;
    }
}
