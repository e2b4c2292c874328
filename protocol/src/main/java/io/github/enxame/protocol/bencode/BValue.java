package io.github.enxame.protocol.bencode;

/** One bencoded value (BEP 3): an integer, a byte string, a list or a dictionary. All are immutable. */
public sealed interface BValue permits BInteger, BString, BList, BDictionary {}
