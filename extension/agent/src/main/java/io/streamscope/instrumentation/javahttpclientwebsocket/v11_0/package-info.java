/** WebSockets of the JDK's HTTP client, since Java 11. */
@NullMarked
package io.streamscope.instrumentation.javahttpclientwebsocket.v11_0;

import org.jspecify.annotations.NullMarked;
