/** What a peer and a tracker say to each other, over HTTP (BEP 3, 7, 23, 48) and over UDP (BEP 15, 41); what peers tell their local network (BEP 14). */
@NullMarked
package io.github.enxame.protocol.announce;

import org.jspecify.annotations.NullMarked;
