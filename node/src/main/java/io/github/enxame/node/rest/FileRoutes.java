package io.github.enxame.node.rest;

import io.github.enxame.engine.storage.FileOpening;
import io.github.enxame.node.daemon.Holding;
import io.github.enxame.node.problem.ProblemException;
import io.github.enxame.node.rest.Api.Exchange;
import io.github.enxame.node.view.TorrentView;
import io.github.enxame.protocol.metainfo.Info;
import io.github.enxame.protocol.metainfo.Metainfo;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.ByteBufferPool;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/** Hands out a torrent's content, whole or a range of it, and its .torrent. */
final class FileRoutes {
    private static final int BUFFER_BYTES = 64 << 10;

    /** {@code GET /api/torrents/{infoHash}/torrent}. */
    void torrent(Exchange exchange, Holding holding) throws ProblemException {
        Metainfo metainfo = holding.requireMetainfo();
        String name = metainfo.info().name() + ".torrent";
        exchange.response().getHeaders().put("Content-Disposition", FileNames.attachment(name));
        Replies.bytes(
                exchange.response(),
                exchange.callback(),
                200,
                "application/x-bittorrent",
                ByteBuffer.wrap(metainfo.encode()),
                true);
    }

    /** {@code GET /api/torrents/{infoHash}/file}. */
    void content(Exchange exchange, Holding holding) throws IOException, ProblemException {
        Info info = holding.requireMetainfo().info();
        requireWhole(holding, info);
        FileChannel file = open(holding, info);
        boolean sent = false;
        try {
            sent = content(exchange, holding, info, file);
        } finally {
            if (!sent) {
                file.close();
            }
        }
    }

    /** The file, opened without following a link that somebody put in its place. */
    private static FileChannel open(Holding holding, Info info) throws IOException, ProblemException {
        Path file = holding.content().toAbsolutePath().normalize();
        Path folder = Path.of(holding.entry().folder()).toAbsolutePath().normalize();
        try {
            FileChannel channel = FileOpening.read(folder, file);
            if (channel.size() == info.contentLength()) {
                return channel;
            }
            channel.close();
        } catch (FileSystemException e) {
            if (e instanceof AccessDeniedException) {
                throw e;
            }
        }
        throw new ProblemException(
                "missing", file + " is not there any more, or changed. Check it again, or download it again.");
    }

    /** Answers; returns whether the file was handed on, to be closed once it is sent. */
    private static boolean content(Exchange exchange, Holding holding, Info info, FileChannel file)
            throws ProblemException {
        boolean inline = exchange.parameter("inline").filter("1"::equals).isPresent();
        Response response = exchange.response();
        describe(response, holding, info, inline);
        Optional<ByteRange> range =
                ByteRange.wanted(exchange.request().getHeaders(), info.contentLength(), tag(holding));
        if (range.isPresent() && range.get().isEmpty()) {
            response.setStatus(416);
            response.getHeaders().put(HttpHeader.CONTENT_RANGE, "bytes */" + info.contentLength());
            exchange.callback().succeeded();
            return false;
        }
        return send(
                exchange,
                file,
                range.orElse(new ByteRange(0, info.contentLength())),
                range.isPresent(),
                info.contentLength());
    }

    private static void requireWhole(Holding holding, Info info) throws ProblemException {
        TorrentView view = holding.view();
        if (Set.of("missing", "changed", "replaced").contains(view.state())) {
            throw new ProblemException(
                    "missing",
                    holding.content() + " is not what it was any more. Check it again, or download it again.");
        }
        boolean whole = view.verifiedBytes() == view.length() && !"checking".equals(view.state());
        if (!whole) {
            throw new ProblemException(
                    "incomplete", info.name() + " is not complete yet. Wait until every block is here.");
        }
        if (!info.singleFile()) {
            throw new ProblemException(
                    "several_files",
                    info.name() + " is a folder of several files. Open it where it is: " + holding.content());
        }
    }

    private static String tag(Holding holding) {
        return '"' + holding.key() + '"';
    }

    private static void describe(Response response, Holding holding, Info info, boolean inline) {
        FileNames.Shown shown = FileNames.shown(info.name());
        boolean here = inline && shown.inline();
        response.getHeaders().put(HttpHeader.CONTENT_TYPE, here ? shown.type() : "application/octet-stream");
        response.getHeaders()
                .put("Content-Disposition", here ? FileNames.inline(info.name()) : FileNames.attachment(info.name()));
        response.getHeaders().put(HttpHeader.ACCEPT_RANGES, "bytes");
        response.getHeaders().put(HttpHeader.ETAG, tag(holding));
        response.getHeaders().put(HttpHeader.CACHE_CONTROL, "no-cache");
        if (here) {
            response.getHeaders().put("Content-Security-Policy", shown.policy());
            response.getHeaders().put("X-Frame-Options", "SAMEORIGIN");
        }
    }

    private static boolean send(Exchange exchange, FileChannel file, ByteRange range, boolean part, long length) {
        Response response = exchange.response();
        response.setStatus(part ? 206 : 200);
        response.getHeaders().put(HttpHeader.CONTENT_LENGTH, range.length());
        if (part) {
            response.getHeaders()
                    .put(HttpHeader.CONTENT_RANGE, "bytes " + range.from() + "-" + (range.end() - 1) + "/" + length);
        }
        if ("HEAD".equals(exchange.method())) {
            exchange.callback().succeeded();
            return false;
        }
        ByteBufferPool.Sized buffers =
                new ByteBufferPool.Sized(exchange.request().getComponents().getByteBufferPool(), true, BUFFER_BYTES);
        Content.copy(
                Content.Source.from(buffers, file, range.from(), range.length()),
                response,
                Callback.from(exchange.callback(), () -> close(file)));
        return true;
    }

    private static void close(FileChannel file) {
        try {
            file.close();
        } catch (IOException e) {
            System.getLogger(FileRoutes.class.getName()).log(System.Logger.Level.DEBUG, "closing", e);
        }
    }
}
