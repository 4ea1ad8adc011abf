/** Spring MVC response emitters, 5.3 to 7. */
@NullMarked
package io.streamscope.instrumentation.spring.webmvc.v5_3;

import org.jspecify.annotations.NullMarked;
