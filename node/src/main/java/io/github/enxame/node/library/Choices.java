package io.github.enxame.node.library;

import io.avaje.jsonb.Json;
import io.github.enxame.node.view.JsonText;
import io.github.enxame.node.view.QueueView;
import io.github.enxame.node.view.RatesView;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Objects;

/**
 * What the user of a node chose while it ran, for the next time.
 *
 * @param rates limits of all torrents together
 * @param queue how many torrents are at work at once
 */
@Json
public record Choices(RatesView rates, QueueView queue) {
    /** Nothing was chosen. */
    public static final Choices NONE = new Choices(new RatesView(0, 0, ""), new QueueView(0, 0, null));

    /** Choices, of which one that was not made, or makes no sense, is as in {@link #NONE}. */
    public Choices {
        // What was read from a file has null where the file had nothing.
        rates = rates == null ? new RatesView(0, 0, "") : rates;
        queue = queue == null ? new QueueView(0, 0, null) : queue;
        if (queue.order() != null) {
            queue = new QueueView(
                    queue.downloads(),
                    queue.seeds(),
                    queue.order().stream().filter(Objects::nonNull).toList());
        }
    }

    private static final System.Logger LOGGER = System.getLogger(Choices.class.getName());

    /** Reads them; {@link #NONE} where there are none, or none that can be read. */
    public static Choices read(Path file) {
        try {
            return JsonText.read(Files.readString(file), Choices.class);
        } catch (NoSuchFileException nothing) {
            return NONE;
        } catch (IOException | IllegalArgumentException e) {
            LOGGER.log(
                    System.Logger.Level.WARNING,
                    "What was chosen before, such as limits, could not be read from " + file + ": " + e.getMessage()
                            + ". " + DamagedFile.setAside(file));
            return NONE;
        }
    }

    /** Writes them in one step, so that a crash leaves these or those before. */
    public void write(Path file) throws IOException {
        PrivateFiles.write(file, JsonText.of(this).getBytes(StandardCharsets.UTF_8));
    }
}
