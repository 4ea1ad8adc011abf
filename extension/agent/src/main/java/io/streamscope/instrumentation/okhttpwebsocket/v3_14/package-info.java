/** WebSockets of OkHttp, since 3.14. */
@NullMarked
package io.streamscope.instrumentation.okhttpwebsocket.v3_14;

import org.jspecify.annotations.NullMarked;
