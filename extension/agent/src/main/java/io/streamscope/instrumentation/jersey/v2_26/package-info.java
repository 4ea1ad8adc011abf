/** Failures that Jersey keeps from its container, 2.26 to 4.0. */
@NullMarked
package io.streamscope.instrumentation.jersey.v2_26;

import org.jspecify.annotations.NullMarked;
