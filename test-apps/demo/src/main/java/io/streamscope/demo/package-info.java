/** Starts everything on localhost, asks one question and shows its trace. */
@NullMarked
package io.streamscope.demo;

import org.jspecify.annotations.NullMarked;
