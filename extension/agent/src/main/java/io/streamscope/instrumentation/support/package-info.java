/** What all instrumentation modules share. */
@NullMarked
package io.streamscope.instrumentation.support;

import org.jspecify.annotations.NullMarked;
