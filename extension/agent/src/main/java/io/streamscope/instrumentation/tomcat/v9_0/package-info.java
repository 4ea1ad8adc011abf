/** Responses of Tomcat, 9.0 to 11.0. */
@NullMarked
package io.streamscope.instrumentation.tomcat.v9_0;

import org.jspecify.annotations.NullMarked;
