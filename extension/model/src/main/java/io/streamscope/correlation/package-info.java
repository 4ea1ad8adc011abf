/** What joins the streams of one request. */
@NullMarked
package io.streamscope.correlation;

import org.jspecify.annotations.NullMarked;
