/** What Spring's blocking clients know of a deadline, 6.2 to 7. */
@NullMarked
package io.streamscope.instrumentation.spring.web.v6_2;

import org.jspecify.annotations.NullMarked;
