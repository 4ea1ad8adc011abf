/** Failures that CXF keeps from its container, 3.0 to 4.2. */
@NullMarked
package io.streamscope.instrumentation.cxf.v3_0;

import org.jspecify.annotations.NullMarked;
