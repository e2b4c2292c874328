package io.github.enxame.node.rest;

/** Which HTTP status goes with which problem. */
final class Statuses {
    private Statuses() {}

    static int of(String code) {
        return switch (code) {
            case "bad_request",
                    "bad_torrent",
                    "bad_magnet",
                    "cannot_share",
                    "empty_file",
                    "upload_broken",
                    "no_name",
                    "bad_name",
                    "no_piece_layers",
                    "bad_files" -> 400;
            case "unauthorized" -> 401;
            case "foreign_host", "foreign_origin", "commands_only", "no_permission", "private_place", "link_used" ->
                403;
            case "not_found", "no_such_name", "no_such_file", "no_such_address", "missing" -> 404;
            case "incomplete",
                    "file_exists",
                    "ambiguous_name",
                    "several_files",
                    "file_changed",
                    "changed",
                    "damaged_entry" -> 409;
            case "too_large", "torrent_too_large" -> 413;
            case "wrong_type" -> 415;
            case "tracker_unreachable", "tracker_refused", "url_unreachable" -> 502;
            case "interrupted", "busy" -> 503;
            case "disk_full", "too_many_torrents" -> 507;
            default -> 500;
        };
    }
}
