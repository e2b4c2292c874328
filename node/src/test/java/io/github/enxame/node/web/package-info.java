/** Tests of the web interface: its modules by themselves, and its screens in a browser. */
@NullMarked
package io.github.enxame.node.web;

import org.jspecify.annotations.NullMarked;
