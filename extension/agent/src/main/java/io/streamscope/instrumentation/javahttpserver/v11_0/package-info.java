/** Responses of the JDK's own {@code HttpServer} and {@code HttpsServer}. */
@NullMarked
package io.streamscope.instrumentation.javahttpserver.v11_0;

import org.jspecify.annotations.NullMarked;
