/** Responses of Jetty 12. */
@NullMarked
package io.streamscope.instrumentation.jetty.v12_0;

import org.jspecify.annotations.NullMarked;
