/** Azure's SDKs. */
@NullMarked
package io.streamscope.instrumentation.azurecore.v1_36;

import org.jspecify.annotations.NullMarked;
