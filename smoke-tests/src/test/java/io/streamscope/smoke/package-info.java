/** Real JVMs with the stock agent and the finished jar. */
@NullMarked
package io.streamscope.smoke;

import org.jspecify.annotations.NullMarked;
