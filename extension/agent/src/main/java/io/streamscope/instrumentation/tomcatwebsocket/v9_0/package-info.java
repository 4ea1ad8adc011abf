/** WebSockets of Tomcat, since 9.0: its server and its client. */
@NullMarked
package io.streamscope.instrumentation.tomcatwebsocket.v9_0;

import org.jspecify.annotations.NullMarked;
