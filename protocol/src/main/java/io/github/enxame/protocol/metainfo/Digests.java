package io.github.enxame.protocol.metainfo;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** The three hash functions of BitTorrent, which every Java platform must have. */
final class Digests {
    private Digests() {}

    static MessageDigest sha1() {
        return digest("SHA-1");
    }

    static MessageDigest sha256() {
        return digest("SHA-256");
    }

    static MessageDigest md5() {
        return digest("MD5");
    }

    private static MessageDigest digest(String algorithm) {
        try {
            return MessageDigest.getInstance(algorithm);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("this Java runtime has no " + algorithm, impossible);
        }
    }
}
