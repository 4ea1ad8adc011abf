/** What a user might do to us. */
@NullMarked
package io.streamscope.hostile;

import org.jspecify.annotations.NullMarked;
