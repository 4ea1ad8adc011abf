/** HTTP/1.1 codec of Netty, since 4.1: every server that is built on it. */
@NullMarked
package io.streamscope.instrumentation.netty.v4_1;

import org.jspecify.annotations.NullMarked;
