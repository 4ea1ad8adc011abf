/** An application that streams with Vert.x, or with nothing but Netty. */
@NullMarked
package io.streamscope.netty;

import org.jspecify.annotations.NullMarked;
