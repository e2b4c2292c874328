package io.github.enxame.node.view;

import io.avaje.jsonb.Json;

/**
 * A finished download, as {@code get --json} prints it.
 *
 * @param path where the file or folder is, absolute
 */
@Json
public record GotView(String name, String infoHash, String path, long length, ReportView report) {}
