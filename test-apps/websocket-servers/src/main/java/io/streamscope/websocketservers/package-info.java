/** An application that answers over WebSockets and writes down what it sees. */
@NullMarked
package io.streamscope.websocketservers;

import org.jspecify.annotations.NullMarked;
