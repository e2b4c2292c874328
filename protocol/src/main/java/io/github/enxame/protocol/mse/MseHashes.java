package io.github.enxame.protocol.mse;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** The hashes (SHA-1) that the opening is made of. */
public final class MseHashes {
    /** Bytes of each. */
    static final int LENGTH = 20;

    private static final int DROPPED = 1024;

    private MseHashes() {}

    /**
     * By which the side that is dialled knows which torrent is meant, without that being said.
     *
     * @param infoHash the torrent's 20 bytes
     */
    public static byte[] req2(byte[] infoHash) {
        return hash("req2", infoHash);
    }

    /** What marks the end of the dialling side's first padding. */
    static byte[] req1(byte[] secret) {
        return hash("req1", secret);
    }

    /** What hides {@link #req2}. */
    static byte[] req3(byte[] secret) {
        return hash("req3", secret);
    }

    /** The cipher of what the side that dialled sends. */
    static Rc4 fromDialler(byte[] secret, byte[] infoHash) {
        return cipher("keyA", secret, infoHash);
    }

    /** The cipher of what the side that was dialled sends. */
    static Rc4 fromDialled(byte[] secret, byte[] infoHash) {
        return cipher("keyB", secret, infoHash);
    }

    /** What is the one where the other is known: of equal length. */
    static byte[] xor(byte[] one, byte[] other) {
        byte[] result = one.clone();
        for (int n = 0; n < result.length; n++) {
            result[n] ^= other[n];
        }
        return result;
    }

    private static Rc4 cipher(String name, byte[] secret, byte[] infoHash) {
        Rc4 cipher = new Rc4(hash(name, secret, infoHash));
        cipher.skip(DROPPED);
        return cipher;
    }

    private static byte[] hash(String name, byte[]... parts) {
        MessageDigest sha1 = sha1();
        sha1.update(name.getBytes(StandardCharsets.US_ASCII));
        for (byte[] part : parts) {
            sha1.update(part);
        }
        return sha1.digest();
    }

    private static MessageDigest sha1() {
        try {
            return MessageDigest.getInstance("SHA-1");
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("this Java runtime has no SHA-1", impossible);
        }
    }
}
