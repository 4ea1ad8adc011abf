/** HTTP responses that are streams, written or read, whatever library does it. */
@NullMarked
package io.streamscope.http;

import org.jspecify.annotations.NullMarked;
