/** What every library of a kind has to show; written once, inherited by each version. */
@NullMarked
package io.streamscope.smoke.contract;

import org.jspecify.annotations.NullMarked;
