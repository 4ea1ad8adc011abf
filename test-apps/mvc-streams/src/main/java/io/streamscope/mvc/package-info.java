/** An application that streams with Spring MVC. */
@NullMarked
package io.streamscope.mvc;

import org.jspecify.annotations.NullMarked;
