/** The JDK's HTTP client, since Java 11. */
@NullMarked
package io.streamscope.instrumentation.javahttpclient.v11_0;

import org.jspecify.annotations.NullMarked;
