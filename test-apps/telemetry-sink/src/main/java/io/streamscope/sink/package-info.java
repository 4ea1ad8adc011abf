/** An OTLP receiver in memory for tests and demo, and a terminal view of the traces it received. */
@NullMarked
package io.streamscope.sink;

import org.jspecify.annotations.NullMarked;
