/** Spring MVC response emitters, 5.3 to 7. */
@NullMarked
package io.streamscope.instrumentation.spring.web.v6_2;

import org.jspecify.annotations.NullMarked;
