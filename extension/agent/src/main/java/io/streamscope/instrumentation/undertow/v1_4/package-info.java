/** Responses of Undertow, 1.4 to 2.3. */
@NullMarked
package io.streamscope.instrumentation.undertow.v1_4;

import org.jspecify.annotations.NullMarked;
