/** Responses of Jetty, 9.4.20 to 11. */
@NullMarked
package io.streamscope.instrumentation.jetty.v9_4;

import org.jspecify.annotations.NullMarked;
