/** Spring WebFlux and its {@code WebClient}, since 5.3. */
@NullMarked
package io.streamscope.instrumentation.spring.webflux.v5_3;

import org.jspecify.annotations.NullMarked;
