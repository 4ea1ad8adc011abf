/** An application that streams with JAX-RS. */
@NullMarked
package io.streamscope.jaxrs;

import org.jspecify.annotations.NullMarked;
