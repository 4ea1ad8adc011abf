/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.build.library;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a test app finds on its class path, besides itself: these artifacts and all that they need.
 *
 * @param billOfMaterials whose versions hold, null for none
 * @param artifacts empty if the JDK is all there is
 * @param exclusions of all artifacts
 * @param origin file and line, for messages
 */
public record ClassPath(
    String name,
    @Nullable Artifact billOfMaterials,
    List<Artifact> artifacts,
    List<Artifact> exclusions,
    String origin) {}
