/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.plugin;

import io.streamscope.build.BuildFailure;
import io.streamscope.build.library.ClassPath;
import io.streamscope.build.library.Libraries;
import io.streamscope.build.library.Library;
import io.streamscope.build.library.LibraryVersion;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import org.apache.maven.plugin.AbstractMojo;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.plugins.annotations.Component;
import org.apache.maven.plugins.annotations.LifecyclePhase;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.eclipse.aether.RepositorySystem;
import org.eclipse.aether.RepositorySystemSession;
import org.eclipse.aether.repository.RemoteRepository;

/**
 * Resolves what the files of the directory {@code libraries} list, and writes down where it is: a
 * file {@code <library>/<version>.txt} for each version of a library, or {@code <name>.txt} for
 * each class path of a test app, with the jars as the JVM wants them. What the registry has that is
 * newer than the newest listed version goes with {@code -Pmatrix} into {@code newer.txt}.
 */
@SuppressWarnings("NullAway.Init") // Maven sets the fields
@Mojo(name = "libraries", defaultPhase = LifecyclePhase.PRE_INTEGRATION_TEST, threadSafe = true)
public final class LibrariesMojo extends AbstractMojo {

  private static final String NEWER = "newer.txt";
  private static final int RESOLVED_AT_ONCE = 8;

  @Component private RepositorySystem system;

  @Parameter(defaultValue = "${repositorySystemSession}", readonly = true)
  private RepositorySystemSession session;

  @Parameter(defaultValue = "${project.remoteProjectRepositories}", readonly = true)
  private List<RemoteRepository> repositories;

  /** Where the files are. */
  @Parameter(required = true)
  private File libraries;

  /** {@code versions}, for checks without a JVM, or {@code classPaths}, of test apps. */
  @Parameter(required = true)
  private String what;

  /** Where to write. */
  @Parameter(required = true)
  private File outputDirectory;

  /** Whether versions that are newer than those listed are looked for. */
  @Parameter(property = "matrix", defaultValue = "false")
  private boolean matrix;

  @Parameter(property = "skipTests", defaultValue = "false")
  private boolean skipTests;

  @Override
  public void execute() throws MojoExecutionException {
    if (skipTests) {
      return;
    }
    try {
      Libraries all = Libraries.read(libraries.toPath());
      Repository repository = new Repository(system, session, repositories);
      Files.deleteIfExists(outputDirectory.toPath().resolve(NEWER));
      if (matrix && what.equals("versions")) {
        newer(all, repository);
      }
      int written =
          what.equals("versions") ? versions(all, repository) : classPaths(all, repository);
      getLog().info(written + " " + what + " of " + all.all().size() + " files resolved");
    } catch (BuildFailure failure) {
      throw new MojoExecutionException(failure.getMessage(), failure);
    } catch (IOException failure) {
      throw new MojoExecutionException("could not write to " + outputDirectory, failure);
    }
  }

  private int versions(Libraries all, Repository repository) throws IOException {
    Map<String, Callable<List<Path>>> resolutions = new LinkedHashMap<>();
    for (Library library : all.all()) {
      for (LibraryVersion version : library.versions()) {
        String origin = "libraries/" + library.name() + ".csv, version " + version.version();
        resolutions.put(
            library.name() + "/" + version.version(),
            () -> repository.jars(version.jars(), origin));
      }
    }
    return write(resolutions);
  }

  /** What the registry has since the file was written: a version more to be checked, the last. */
  private void newer(Libraries all, Repository repository) throws IOException {
    List<String> found = new ArrayList<>();
    for (Library library : all.all()) {
      for (LibraryVersion newest : library.versions()) {
        if (newest.role() == LibraryVersion.Role.NEWEST) {
          newer(library, newest, repository).ifPresent(found::add);
        }
      }
    }
    Path list = outputDirectory.toPath().resolve(NEWER);
    Files.createDirectories(list.getParent());
    Files.write(list, found);
    getLog().info("newer versions at the registry: " + (found.isEmpty() ? "none" : found));
  }

  private Optional<String> newer(Library library, LibraryVersion newest, Repository repository)
      throws IOException {
    List<String> outside =
        library.versions().stream()
            .filter(version -> !version.isSupported())
            .map(LibraryVersion::version)
            .toList();
    // one that is outside begins what is none of this module's business
    List<String> versions =
        repository.newerThan(newest.jars().get(0)).stream()
            .takeWhile(version -> !outside.contains(version))
            .toList();
    if (versions.isEmpty()) {
      return Optional.empty();
    }
    String version = versions.get(versions.size() - 1);
    try {
      String origin = "registry, " + library.name() + " " + version;
      write(library.name() + "/" + version, repository.jars(newest.jarsOf(version), origin));
      return Optional.of(library.name() + "/" + version);
    } catch (BuildFailure listedButNotThere) {
      getLog().warn("not checked: " + listedButNotThere.getMessage());
      return Optional.empty();
    }
  }

  private int classPaths(Libraries all, Repository repository) throws IOException {
    Map<String, Callable<List<Path>>> resolutions = new LinkedHashMap<>();
    for (ClassPath classPath : all.classPaths()) {
      resolutions.put(classPath.name(), () -> repository.classPath(classPath));
    }
    return write(resolutions);
  }

  /** Some at a time: on a machine that has none of the jars yet, nearly all of it is waiting. */
  private int write(Map<String, Callable<List<Path>>> resolutions) throws IOException {
    ExecutorService pool = Executors.newFixedThreadPool(RESOLVED_AT_ONCE);
    try {
      Map<String, Future<List<Path>>> resolved = new LinkedHashMap<>();
      resolutions.forEach((name, resolution) -> resolved.put(name, pool.submit(resolution)));
      for (Map.Entry<String, Future<List<Path>>> jars : resolved.entrySet()) {
        write(jars.getKey(), jars.getValue().get());
      }
      return resolved.size();
    } catch (ExecutionException failure) {
      throw failure.getCause() instanceof BuildFailure unresolved
          ? unresolved
          : new BuildFailure(String.valueOf(failure.getCause()), failure);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new BuildFailure("interrupted", interrupted);
    } finally {
      pool.shutdownNow();
    }
  }

  private void write(String name, List<Path> jars) throws IOException {
    Path file = outputDirectory.toPath().resolve(name + ".txt");
    Files.createDirectories(file.getParent());
    Files.writeString(
        file, jars.stream().map(Path::toString).collect(Collectors.joining(File.pathSeparator)));
  }
}
