/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.plugin;

import io.streamscope.build.BuildFailure;
import io.streamscope.build.library.Artifact;
import io.streamscope.build.library.ClassPath;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.eclipse.aether.RepositorySystem;
import org.eclipse.aether.RepositorySystemSession;
import org.eclipse.aether.artifact.DefaultArtifact;
import org.eclipse.aether.collection.CollectRequest;
import org.eclipse.aether.graph.Dependency;
import org.eclipse.aether.graph.DependencyNode;
import org.eclipse.aether.graph.Exclusion;
import org.eclipse.aether.repository.RemoteRepository;
import org.eclipse.aether.resolution.ArtifactDescriptorException;
import org.eclipse.aether.resolution.ArtifactDescriptorRequest;
import org.eclipse.aether.resolution.ArtifactRequest;
import org.eclipse.aether.resolution.ArtifactResolutionException;
import org.eclipse.aether.resolution.ArtifactResult;
import org.eclipse.aether.resolution.DependencyRequest;
import org.eclipse.aether.resolution.DependencyResolutionException;
import org.eclipse.aether.resolution.VersionRangeRequest;
import org.eclipse.aether.resolution.VersionRangeResolutionException;

/** Finds jars as the running Maven does: its settings, its local repository, on line or off. */
final class Repository {

  private static final Set<String> RUN_TIME = Set.of("compile", "runtime");
  private static final Pattern UNRELEASED =
      Pattern.compile("(?i)alpha|beta|snapshot|preview|dev|[.-](rc|cr|m|pr)-?[0-9]");

  private final RepositorySystem system;
  private final RepositorySystemSession session;
  private final List<RemoteRepository> remotes;

  Repository(
      RepositorySystem system, RepositorySystemSession session, List<RemoteRepository> remotes) {
    this.system = system;
    this.session = session;
    this.remotes = remotes;
  }

  /** These jars and no others. */
  List<Path> jars(List<Artifact> artifacts, String origin) {
    List<ArtifactRequest> requests =
        artifacts.stream()
            .map(artifact -> new ArtifactRequest(aether(artifact), remotes, null))
            .toList();
    try {
      return paths(system.resolveArtifacts(session, requests));
    } catch (ArtifactResolutionException failure) {
      throw unresolved(origin, failure);
    }
  }

  /** Versions above one, released for use, lowest first; none if nobody can be asked. */
  List<String> newerThan(Artifact artifact) {
    DefaultArtifact range =
        new DefaultArtifact(
            artifact.group(), artifact.name(), "jar", "(" + artifact.version() + ",)");
    try {
      return system
          .resolveVersionRange(session, new VersionRangeRequest(range, remotes, null))
          .getVersions()
          .stream()
          .map(Object::toString)
          .filter(version -> !UNRELEASED.matcher(version).find())
          .toList();
    } catch (VersionRangeResolutionException unknown) {
      return List.of();
    }
  }

  /** These and all that they need at run time. */
  List<Path> classPath(ClassPath classPath) {
    if (classPath.artifacts().isEmpty()) {
      return List.of();
    }
    List<Dependency> managed = managed(classPath);
    List<Exclusion> exclusions =
        classPath.exclusions().stream()
            .map(artifact -> new Exclusion(artifact.group(), artifact.name(), "*", "*"))
            .toList();
    List<Dependency> roots =
        classPath.artifacts().stream()
            .map(artifact -> versioned(artifact, managed, classPath))
            .map(artifact -> new Dependency(artifact, "compile", false, exclusions))
            .toList();
    try {
      CollectRequest collect = new CollectRequest(roots, managed, remotes);
      return paths(
          system
              .resolveDependencies(session, new DependencyRequest(collect, Repository::isAtRunTime))
              .getArtifactResults());
    } catch (DependencyResolutionException failure) {
      throw unresolved(classPath.origin(), failure);
    }
  }

  private static boolean isAtRunTime(DependencyNode node, List<DependencyNode> parents) {
    Dependency dependency = node.getDependency();
    return dependency == null || RUN_TIME.contains(dependency.getScope());
  }

  private List<Dependency> managed(ClassPath classPath) {
    Artifact bill = classPath.billOfMaterials();
    if (bill == null) {
      return List.of();
    }
    DefaultArtifact pom = new DefaultArtifact(bill.group(), bill.name(), "pom", bill.version());
    try {
      return system
          .readArtifactDescriptor(session, new ArtifactDescriptorRequest(pom, remotes, null))
          .getManagedDependencies();
    } catch (ArtifactDescriptorException failure) {
      throw unresolved(classPath.origin(), failure);
    }
  }

  private static DefaultArtifact versioned(
      Artifact artifact, List<Dependency> managed, ClassPath classPath) {
    if (artifact.version() != null) {
      return aether(artifact);
    }
    return managed.stream()
        .map(Dependency::getArtifact)
        .filter(other -> other.getGroupId().equals(artifact.group()))
        .filter(other -> other.getArtifactId().equals(artifact.name()))
        .filter(other -> other.getExtension().equals("jar") && other.getClassifier().isEmpty())
        .map(other -> new Artifact(artifact.group(), artifact.name(), other.getVersion()))
        .map(Repository::aether)
        .findFirst()
        .orElseThrow(
            () ->
                new BuildFailure(
                    classPath.origin()
                        + ": "
                        + classPath.billOfMaterials()
                        + " has no version of "
                        + artifact));
  }

  private static DefaultArtifact aether(Artifact artifact) {
    return new DefaultArtifact(artifact.group(), artifact.name(), "jar", artifact.version());
  }

  private static List<Path> paths(List<ArtifactResult> results) {
    return results.stream().map(result -> result.getArtifact().getFile().toPath()).toList();
  }

  private BuildFailure unresolved(String origin, Exception failure) {
    String hint = session.isOffline() ? " (Maven works off line: run it on line once)" : "";
    return new BuildFailure(origin + ": " + failure.getMessage() + hint, failure);
  }
}
