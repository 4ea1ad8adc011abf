/** An application that talks over WebSockets and writes down what it sees. */
@NullMarked
package io.streamscope.websocketclients;

import org.jspecify.annotations.NullMarked;
