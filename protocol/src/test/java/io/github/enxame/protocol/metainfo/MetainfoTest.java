package io.github.enxame.protocol.metainfo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.enxame.protocol.bencode.BDictionary;
import io.github.enxame.protocol.bencode.BList;
import io.github.enxame.protocol.bencode.BString;
import io.github.enxame.protocol.bencode.BValue;
import io.github.enxame.protocol.bencode.Bencode;
import io.github.enxame.protocol.metainfo.MetainfoException.Reason;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class MetainfoTest {
    @Test
    void everyTruncationIsRefusedInTheSameWay() {
        byte[] whole = Sample.vector("folder-hybrid.torrent");
        for (int length = 0; length < whole.length; length++) {
            MetainfoException refused = refused(Arrays.copyOf(whole, length));
            assertThat(refused.reason()).as("first %d bytes", length).isEqualTo(Reason.INVALID_BENCODING);
        }
    }

    @Test
    void damagedBytesAreReadOrRefusedButNothingElse() {
        for (long seed = 0; seed < 4000; seed++) {
            Random random = new Random(seed);
            byte[] damaged = Sample.vector(random.nextBoolean() ? "folder-hybrid.torrent" : "single-v2.torrent");
            for (int i = random.nextInt(6); i >= 0; i--) {
                damaged[random.nextInt(damaged.length)] = (byte)
                        (random.nextBoolean()
                                ? random.nextInt(256)
                                : "0123456789:deilpx-./".charAt(random.nextInt(20)));
            }
            try {
                Metainfo read = Metainfo.parse(damaged);
                assertThat(read.encode()).as("seed %d", seed).isEqualTo(damaged);
                read.trackers();
                read.webSeeds();
                read.peers();
            } catch (MetainfoException refused) {
                assertThat(refused.reason()).as("seed %d", seed).isNotNull();
            }
        }
    }

    @Test
    void aMetainfoOfAnInfoAloneHasTheSameInfoHashes() throws MetainfoException {
        Metainfo whole = Metainfo.parse(Sample.vector("folder-hybrid.torrent"));
        Metainfo bare = Metainfo.ofInfo(whole.infoBytes());

        assertThat(bare.infoHashV1()).isEqualTo(whole.infoHashV1());
        assertThat(bare.infoHashV2()).isEqualTo(whole.infoHashV2());
        assertThat(bare.info().files()).isEqualTo(whole.info().files());
        assertThat(bare.info().piecesV2())
                .as("piece layers do not lie in the info")
                .isEmpty();
        assertThat(catchThrowableOfType(MetainfoException.class, () -> Metainfo.ofInfo(bytes("le")))
                        .reason())
                .isEqualTo(Reason.IS_NO_DICT);
        assertThat(catchThrowableOfType(MetainfoException.class, () -> Metainfo.ofInfo(bytes("dex")))
                        .reason())
                .isEqualTo(Reason.INVALID_BENCODING);
    }

    @Test
    void theV1InfoHashNamesAHybridAndACutV2OneNamesTheRest() throws MetainfoException {
        Metainfo hybrid = Metainfo.parse(Sample.vector("single-hybrid.torrent"));
        Metainfo v2 = Metainfo.parse(Sample.vector("single-v2.torrent"));

        assertThat(hybrid.infoHash()).isEqualTo(hybrid.infoHashV1().orElseThrow());
        assertThat(v2.infoHash().isV2()).isTrue();
        assertThat(v2.infoHash().hex()).startsWith(v2.infoHash().truncated().hex());
        assertThat(v2.infoHash().truncated().bytes()).hasSize(20);
    }

    @Test
    void unknownKeysSurviveByteForByte() throws MetainfoException {
        String text = "d8:announce9:udp://a:11:zd1:bi1e1:ai2ee4:infod6:lengthi1e4:name1:x12:piece lengthi16384e"
                + "6:pieces20:aaaaaaaaaaaaaaaaaaaa3:zzzl0:eee";
        Metainfo read = Metainfo.parse(bytes(text));
        Metainfo changed = read.withTrackers(List.of(List.of(URI.create("udp://b:2"))));

        assertThat(text(read.encode())).isEqualTo(text);
        assertThat(text(changed.encode())).isEqualTo(text.replace("udp://a:1", "udp://b:2"));
        assertThat(changed.infoHash()).isEqualTo(read.infoHash());
        assertThat(read.trackers()).as("the original is as it was").containsExactly(List.of(URI.create("udp://a:1")));
    }

    @Test
    void whiteSpaceAfterTheEndIsPassedOver() throws MetainfoException {
        byte[] bare = Sample.vector("single-v1.torrent");
        byte[] followed = bytes(text(bare) + "\r\n");

        assertThat(Metainfo.parse(followed).encode()).isEqualTo(bare);
        assertThat(Metainfo.parse(followed).bytesAfter()).isZero();
    }

    @Test
    void whatSitesPutAroundATorrentIsPassedOverAndCounted() throws MetainfoException {
        byte[] bare = Sample.vector("single-v1.torrent");
        for (String tail : List.of("\r\nerror: no id", "<!-- 0.01 s -->\n", "e", text(bare), "\0\0x\0\n")) {
            Metainfo read = Metainfo.parse(bytes(text(bare) + tail));
            assertThat(read.encode()).isEqualTo(bare);
            assertThat(read.infoHash()).isEqualTo(Metainfo.parse(bare).infoHash());
            assertThat(read.bytesAfter()).as(tail).isPositive().isLessThanOrEqualTo(tail.length());
        }
        for (String form : List.of("\u00ef\u00bb\u00bf", "\r\n ")) {
            assertThat(Metainfo.parse(bytes(form + text(bare))).encode()).isEqualTo(bare);
        }
        assertThat(Metainfo.parse(bytes(text(bare) + "\0".repeat(12))).bytesAfter())
                .isZero();
    }

    @Test
    void aWebPageInPlaceOfATorrentIsSaidToBeOne() {
        for (String page : List.of("<!DOCTYPE html><title>Log in</title>", "\r\n<html>", "\u00ef\u00bb\u00bf<html>")) {
            assertThatThrownBy(() -> Metainfo.parse(bytes(page))).hasMessageContaining("web page");
        }
    }

    @Test
    void countsBeyondTheLimitsAreRefused() {
        BValue file = BDictionary.builder()
                .put("length", 0)
                .put("path", list(string("a")))
                .build();
        BDictionary.Builder info = v1Info().put("files", new BList(Collections.nCopies(200_001, file)));
        assertThat(refused(info.build()).reason()).isEqualTo(Reason.TOO_MANY_FILES);

        BValue deep = BDictionary.builder()
                .put("length", 1)
                .put("path", new BList(Collections.nCopies(33, string("a"))))
                .build();
        assertThat(refused(v1Info().put("files", list(deep)).build()).reason()).isEqualTo(Reason.DEPTH_EXCEEDED);

        BValue longPath = BDictionary.builder()
                .put("length", 1)
                .put("path", new BList(Collections.nCopies(6, string("a".repeat(230)))))
                .build();
        assertThat(refused(v1Info().put("files", list(longPath)).build()).reason())
                .isEqualTo(Reason.FILE_PARSE_FAILED);

        assertThat(refused(new byte[MetainfoLimits.MAX_BYTES + 1]).reason()).isEqualTo(Reason.TOO_LARGE);
        assertThat(refused(bytes("l".repeat(5000))).reason()).isEqualTo(Reason.DEPTH_EXCEEDED);
        assertThat(refused(bytes("d4:info2147483647:")).reason()).isEqualTo(Reason.INVALID_BENCODING);
    }

    @Test
    void lengthsThatWouldOverflowAreRefused() {
        BValue huge = BDictionary.builder()
                .put("length", Long.MAX_VALUE)
                .put("path", list(string("a")))
                .build();
        assertThat(refused(v1Info().put("files", list(huge, huge, huge)).build())
                        .reason())
                .isEqualTo(Reason.INVALID_LENGTH);
        BValue long1 = BDictionary.builder()
                .put("length", MetainfoLimits.MAX_FILE_LENGTH)
                .put("path", list(string("a")))
                .build();
        assertThat(refused(v1Info().put("piece length", 512 << 20)
                                .put("files", new BList(Collections.nCopies(100, long1)))
                                .build())
                        .reason())
                .isEqualTo(Reason.TOO_MANY_PIECES_IN_TORRENT);
    }

    @Test
    void aSymbolicLinkTakesNoBytesAndLosesItsTarget() throws MetainfoException {
        BValue target = BDictionary.builder()
                .put("length", 9)
                .put("path", list(string("a")))
                .build();
        BValue link = BDictionary.builder()
                .put("attr", "l")
                .put("length", 425)
                .put("path", list(string("passwd")))
                .put("symlink path", list(string(".."), string(".."), string("etc"), string("passwd")))
                .build();
        Info info = parse(v1Info().put("files", list(target, link)).build()).info();

        assertThat(info.files()).extracting(FileEntry::kind).containsExactly(FileKind.CONTENT, FileKind.SYMLINK);
        assertThat(info.files().getLast().length()).isZero();
        assertThat(info.contentLength()).isEqualTo(9);
        assertThat(info.toString()).doesNotContain("etc");
    }

    @Test
    void attributesAndPromisedMd5AreRead() throws MetainfoException {
        BValue file = BDictionary.builder()
                .put("attr", "xh")
                .put("length", 9)
                .put("md5sum", "D41D8CD98F00B204E9800998ECF8427E")
                .put("path", list(string("a")))
                .build();
        FileEntry read =
                parse(v1Info().put("files", list(file)).build()).info().files().getFirst();

        assertThat(read.executable()).isTrue();
        assertThat(read.hidden()).isTrue();
        assertThat(read.md5()).contains("d41d8cd98f00b204e9800998ecf8427e");
        assertThat(parse(v1Info().put("length", 9).put("md5sum", "no md5").build())
                        .info()
                        .md5())
                .isEmpty();
    }

    @Test
    void namesInUtf8ArePreferredToThoseInAnotherEncoding() throws MetainfoException {
        BValue file = BDictionary.builder()
                .put("length", 1)
                .put("path", BList.of(BString.of(new byte[] {(byte) 0xE9})))
                .put("path.utf-8", list(string("é")))
                .build();
        Info info = parse(v1Info().put("name.utf-8", "pasta é")
                        .put("files", list(file))
                        .build())
                .info();

        assertThat(info.name()).isEqualTo("pasta é");
        assertThat(info.files().getFirst().path()).containsExactly("é");
    }

    @Test
    void aV2InfoWithoutItsPieceLayersLoadsButKnowsNoPieceHashes() throws MetainfoException {
        BDictionary properties = BDictionary.builder()
                .put("length", (1L << 21) * 16384)
                .put("pieces root", "r".repeat(32))
                .build();
        BDictionary tree = BDictionary.builder()
                .put("x", BDictionary.builder().put("", properties).build())
                .build();
        Info info = parse(BDictionary.builder()
                        .put("name", "x")
                        .put("piece length", 16384)
                        .put("meta version", 2)
                        .put("file tree", tree)
                        .build())
                .info();

        assertThat(info.hasV1()).isFalse();
        assertThat(info.hasV2()).isTrue();
        assertThat(info.piecesV2()).isEmpty();
        assertThat(info.layout().pieceCount()).isEqualTo(MetainfoLimits.MAX_PIECES);
        assertThat(info.singleFile()).isTrue();
    }

    @Test
    void onlyTheNumberOneMakesATorrentPrivate() throws MetainfoException {
        assertThat(parse(v1Info().put("length", 9).put("private", 1).build())
                        .info()
                        .isPrivate())
                .isTrue();
        assertThat(parse(v1Info().put("length", 9).put("private", "1").build())
                        .info()
                        .isPrivate())
                .isFalse();
    }

    @Test
    void aMalformedPlanLeavesTheTorrentWithoutOne() throws MetainfoException {
        Info info = parse(v1Info().put("length", 9)
                        .put(SectionPlanCodec.KEY, "nonsense")
                        .build())
                .info();

        assertThat(info.plan()).isEmpty();
        assertThat(info.contentLength()).isEqualTo(9);
    }

    private static Metainfo parse(BDictionary info) throws MetainfoException {
        return Metainfo.ofInfo(Bencode.encode(info));
    }

    /** All of an info of one piece but its length or files. */
    private static BDictionary.Builder v1Info() {
        return BDictionary.builder().put("name", "x").put("piece length", 16384).put("pieces", new byte[20]);
    }

    private static MetainfoException refused(BDictionary info) {
        return catchThrowableOfType(MetainfoException.class, () -> parse(info));
    }

    private static MetainfoException refused(byte[] bytes) {
        return catchThrowableOfType(MetainfoException.class, () -> Metainfo.parse(bytes));
    }

    private static BList list(BValue... values) {
        return BList.of(values);
    }

    private static BString string(String text) {
        return BString.of(text);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }
}
