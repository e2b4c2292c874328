package io.github.enxame.engine;

import io.github.enxame.protocol.bencode.BDictionary;
import io.github.enxame.protocol.bencode.Bencode;
import io.github.enxame.protocol.metainfo.Metainfo;
import io.github.enxame.protocol.metainfo.MetainfoException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Random;

/** What tests with real engines need: engines on loopback and v1 torrents with content. */
final class TwoEngines {
    private TwoEngines() {}

    static Engine engine() throws IOException {
        return Engine.open(
                EngineSettings.standard().listeningAt(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0)));
    }

    /** Writes random content and returns its torrent. */
    static Metainfo content(Path folder, String name, int length, int pieceLength) throws IOException {
        byte[] content = new byte[length];
        new Random(length).nextBytes(content);
        Files.createDirectories(folder);
        Files.write(folder.resolve(name), content);
        return torrent(name, content, pieceLength);
    }

    static Metainfo torrent(String name, byte[] content, int pieceLength) {
        try {
            ByteArrayOutputStream hashes = new ByteArrayOutputStream();
            for (int at = 0; at < content.length; at += pieceLength) {
                MessageDigest sha1 = MessageDigest.getInstance("SHA-1");
                sha1.update(content, at, Math.min(pieceLength, content.length - at));
                hashes.writeBytes(sha1.digest());
            }
            BDictionary info = BDictionary.builder()
                    .put("length", content.length)
                    .put("name", name)
                    .put("piece length", pieceLength)
                    .put("pieces", hashes.toByteArray())
                    .build();
            return Metainfo.parse(
                    Bencode.encode(BDictionary.builder().put("info", info).build()));
        } catch (NoSuchAlgorithmException | MetainfoException e) {
            throw new IllegalStateException(e);
        }
    }
}
