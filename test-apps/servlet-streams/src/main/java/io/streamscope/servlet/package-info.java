/** An application that streams with plain servlets. */
@NullMarked
package io.streamscope.servlet;

import org.jspecify.annotations.NullMarked;
