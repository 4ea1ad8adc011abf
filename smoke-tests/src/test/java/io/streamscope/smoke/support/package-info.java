/** How smoke tests run applications and read their telemetry. */
@NullMarked
package io.streamscope.smoke.support;

import org.jspecify.annotations.NullMarked;
