@NullMarked
package io.streamscope.stream;

import org.jspecify.annotations.NullMarked;
