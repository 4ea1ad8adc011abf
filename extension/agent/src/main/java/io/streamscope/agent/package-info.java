/** Agent side: starts Streamscope inside the agent. */
@NullMarked
package io.streamscope.agent;

import org.jspecify.annotations.NullMarked;
