/** The documents that list names, made from the code. */
@NullMarked
package io.streamscope.docs;

import org.jspecify.annotations.NullMarked;
