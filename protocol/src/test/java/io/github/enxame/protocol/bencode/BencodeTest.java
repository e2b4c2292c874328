package io.github.enxame.protocol.bencode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.enxame.protocol.bencode.BencodeException.Fault;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BencodeTest {
    private static final BencodeLimits LIMITS = new BencodeLimits(1 << 16, 8, 1000);

    @Test
    void everyTypeIsRead() throws BencodeException {
        BDictionary read = (BDictionary) decode("d1:ai-42e1:bl4:spami0ee1:cd0:0:ee");

        assertThat(read.integer("a")).hasValue(-42);
        assertThat(read.list("b")).contains(BList.of(BString.of("spam"), new BInteger(0)));
        assertThat(read.dictionary("c").orElseThrow().string("")).contains(BString.of(""));
        assertThat(read.string("a")).as("another type than asked for").isEmpty();
        assertThat(read.get("z")).isEmpty();
    }

    @Test
    void integersReachBothEndsOf64Bits() throws BencodeException {
        assertThat(decode("i9223372036854775807e")).isEqualTo(new BInteger(Long.MAX_VALUE));
        assertThat(decode("i-9223372036854775808e")).isEqualTo(new BInteger(Long.MIN_VALUE));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "i07e",
                "i-0e",
                "i00e",
                "i-01e",
                "ie",
                "i-e",
                "i+1e",
                "i 1e",
                "i1.5e",
                "i9223372036854775808e",
                "i-9223372036854775809e",
                "i99999999999999999999999e",
                "04:spam",
                "-1:a",
                "1 :a",
                ":",
                "e",
                "x",
                "di1ei2ee",
                "d1:ae",
                "dlee",
                "i1ei2e",
                "4:spam\n",
                "d1:ai1e1:ai2ee"
            })
    void whatBreaksARuleOfBencodingIsMalformed(String text) {
        BencodeException refused = catchThrowableOfType(BencodeException.class, () -> decode(text));

        assertThat(refused.fault()).isEqualTo(Fault.MALFORMED);
        assertThat(refused.offset()).isBetween(0, text.length());
        assertThat(refused).hasMessageContaining("at byte " + refused.offset());
    }

    @Test
    void everyTruncationIsRefusedAsTruncated() throws BencodeException {
        String whole = "d4:infod6:lengthi425e4:name4:temp5:listsl1:ai-1eleee3:zzz0:e";
        decode(whole);
        for (int length = 0; length < whole.length(); length++) {
            String cut = whole.substring(0, length);
            BencodeException refused = catchThrowableOfType(BencodeException.class, () -> decode(cut));
            assertThat(refused).as(cut).isNotNull();
            assertThat(refused.fault()).as(cut).isEqualTo(Fault.TRUNCATED);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"2147483647:a", "9999999999:a", "l2000000000:aaaa", "d2000000000:a"})
    void aStringLongerThanTheBytesFailsWithoutBeingAllocated(String text) {
        BencodeException refused = catchThrowableOfType(BencodeException.class, () -> decode(text));

        assertThat(refused.fault()).isEqualTo(Fault.TRUNCATED);
    }

    @Test
    void nestingIsRefusedBeyondTheLimit() throws BencodeException {
        decode("l".repeat(8) + "e".repeat(8));

        BencodeException refused =
                catchThrowableOfType(BencodeException.class, () -> decode("l".repeat(9) + "e".repeat(9)));
        assertThat(refused.fault()).isEqualTo(Fault.TOO_DEEP);
        refused = catchThrowableOfType(BencodeException.class, () -> decode("d1:a".repeat(9)));
        assertThat(refused.fault()).isEqualTo(Fault.TOO_DEEP);
    }

    @Test
    void valuesAndBytesAreCounted() throws BencodeException {
        decode("l" + "0:".repeat(999) + "e");

        BencodeException refused =
                catchThrowableOfType(BencodeException.class, () -> decode("l" + "0:".repeat(1000) + "e"));
        assertThat(refused.fault()).isEqualTo(Fault.TOO_LARGE);
        refused = catchThrowableOfType(BencodeException.class, () -> decode("x".repeat((1 << 16) + 1)));
        assertThat(refused.fault()).isEqualTo(Fault.TOO_LARGE);
    }

    @Test
    void unsortedKeysAreReadAndWrittenBackInTheirOrder() throws BencodeException {
        String unsorted = "d1:bi1e1:ai2ee";
        BDictionary read = (BDictionary) decode(unsorted);

        assertThat(read.integer("a")).hasValue(2);
        assertThat(text(Bencode.encode(read))).isEqualTo(unsorted);
    }

    @Test
    void builtDictionariesAreSortedByUnsignedBytes() {
        BDictionary built = BDictionary.builder()
                .put(BString.of(new byte[] {(byte) 0x80}), new BInteger(3))
                .put("b", "x")
                .put("a", 1)
                .put("ab", new byte[] {'y'})
                .build();

        assertThat(new String(Bencode.encode(built), StandardCharsets.ISO_8859_1))
                .isEqualTo("d1:ai1e2:ab1:y1:b1:x1:\u0080i3ee");
    }

    @Test
    void aChangedDictionaryKeepsTheOrderOfTheRest() throws BencodeException {
        BDictionary read = (BDictionary) decode("d1:bi1e1:di2e1:ai3ee");

        assertThat(text(Bencode.encode(read.with("c", new BInteger(9))))).isEqualTo("d1:bi1e1:ci9e1:di2e1:ai3ee");
        assertThat(text(Bencode.encode(read.with("d", new BInteger(9))))).isEqualTo("d1:bi1e1:di9e1:ai3ee");
        assertThat(text(Bencode.encode(read.with("e", new BInteger(9))))).isEqualTo("d1:bi1e1:di2e1:ai3e1:ei9ee");
        assertThat(text(Bencode.encode(read.without("d")))).isEqualTo("d1:bi1e1:ai3ee");
        assertThat(text(Bencode.encode(read))).isEqualTo("d1:bi1e1:di2e1:ai3ee");
    }

    @Test
    void aPrefixEndsWhereTheValueDoesAndTellsOfRepeatedKeys() throws BencodeException {
        Bencode.Prefix prefix = Bencode.decodePrefix(bytes("d1:ai1eexyz"), LIMITS);
        assertThat(prefix.end()).isEqualTo(8);
        assertThat(prefix.repeatedKeyAt()).isEmpty();

        prefix = Bencode.decodePrefix(bytes("d1:ai1e1:ai2ee"), LIMITS);
        assertThat(prefix.repeatedKeyAt()).hasValue(7);
        assertThat(((BDictionary) prefix.value()).integer("a")).hasValue(1);
    }

    @Test
    void stringsThatAreNoTextSaySo() {
        BString bytes = BString.of(new byte[] {'a', (byte) 0xFF});

        assertThat(bytes.utf8()).isEmpty();
        assertThat(bytes.text()).isEqualTo("a\uFFFD");
        assertThat(BString.of("é").utf8()).contains("é");
    }

    @Test
    void valuesDoNotChangeWhenTheArraysTheyWereMadeOfDo() throws BencodeException {
        byte[] source = bytes("3:abc");
        BString read = (BString) Bencode.decode(source, LIMITS);
        source[2] = 'x';
        read.toByteArray()[0] = 'y';

        assertThat(read.text()).isEqualTo("abc");
        assertThatThrownBy(() -> new BList(new ArrayList<>()).values().add(read))
                .isInstanceOf(UnsupportedOperationException.class);
    }

    @Test
    void whatIsEncodedIsDecodedAgain() throws BencodeException {
        for (long seed = 0; seed < 300; seed++) {
            BValue value = generate(new Random(seed), 4);
            byte[] encoded = Bencode.encode(value);
            BValue decoded = Bencode.decode(encoded, LIMITS);
            assertThat(decoded).as("seed %d", seed).isEqualTo(value).hasSameHashCodeAs(value);
            assertThat(Bencode.encode(decoded)).as("seed %d", seed).isEqualTo(encoded);
        }
    }

    @Test
    void damagedBytesAreEitherRefusedOrReadExactly() {
        for (long seed = 0; seed < 3000; seed++) {
            Random random = new Random(seed);
            byte[] damaged = Bencode.encode(generate(random, 4));
            for (int i = random.nextInt(4); i >= 0; i--) {
                damaged[random.nextInt(damaged.length)] = (byte) "0123456789:deil-".charAt(random.nextInt(16));
            }
            try {
                BValue read = Bencode.decode(damaged, LIMITS);
                assertThat(Bencode.encode(read)).as("seed %d", seed).isEqualTo(damaged);
            } catch (BencodeException refused) {
                assertThat(refused.offset()).as("seed %d", seed).isBetween(0, damaged.length);
            }
        }
    }

    private static BValue generate(Random random, int depth) {
        return switch (random.nextInt(depth == 0 ? 2 : 4)) {
            case 0 -> new BInteger(random.nextLong() >> random.nextInt(64));
            case 1 -> generateString(random);
            case 2 -> {
                List<BValue> values = new ArrayList<>();
                for (int i = random.nextInt(5); i > 0; i--) {
                    values.add(generate(random, depth - 1));
                }
                yield new BList(values);
            }
            default -> {
                BDictionary.Builder builder = BDictionary.builder();
                for (int i = random.nextInt(5); i > 0; i--) {
                    builder.put(generateString(random), generate(random, depth - 1));
                }
                yield builder.build();
            }
        };
    }

    private static BString generateString(Random random) {
        byte[] bytes = new byte[random.nextInt(20)];
        random.nextBytes(bytes);
        return BString.of(Arrays.copyOf(bytes, bytes.length));
    }

    private static BValue decode(String text) throws BencodeException {
        return Bencode.decode(bytes(text), LIMITS);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }
}
