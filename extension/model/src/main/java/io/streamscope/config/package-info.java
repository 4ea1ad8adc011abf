/** Every setting of Streamscope, read once. */
@NullMarked
package io.streamscope.config;

import org.jspecify.annotations.NullMarked;
