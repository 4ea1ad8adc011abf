/** Models that we did not write: an npm package plays them, an application asks them. */
@NullMarked
package io.streamscope.smoke.aimock;

import org.jspecify.annotations.NullMarked;
