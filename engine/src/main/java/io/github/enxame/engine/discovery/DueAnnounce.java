package io.github.enxame.engine.discovery;

import io.github.enxame.protocol.announce.AnnounceEvent;
import java.net.URI;

/**
 * An announce to send now.
 *
 * @param tracker to whom
 * @param event what to say
 * @param trackerId to be sent along, as the tracker gave it; empty for none
 */
public record DueAnnounce(URI tracker, AnnounceEvent event, String trackerId) {}
