/** Failures that RESTEasy keeps from its container, 4.0 to 7.0. */
@NullMarked
package io.streamscope.instrumentation.resteasy.v4_0;

import org.jspecify.annotations.NullMarked;
