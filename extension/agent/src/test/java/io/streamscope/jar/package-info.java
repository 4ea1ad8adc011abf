@NullMarked
package io.streamscope.jar;

import org.jspecify.annotations.NullMarked;
