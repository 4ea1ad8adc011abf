/** An application that streams with Spring WebFlux. */
@NullMarked
package io.streamscope.webflux;

import org.jspecify.annotations.NullMarked;
