/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.build;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * Finds, before anything runs, what would be a {@link LinkageError} on some agent: a class, method
 * or field that this agent does not have, an abstract method that is not implemented, and a class
 * that is used on the wrong side of the wall between application and agent.
 */
public final class LinkageCheck {

  private static final String OURS = ModelRelocation.ROOT;
  private static final String AGENT_SIDE = OURS + "agent/";
  private static final String OTEL = "io/opentelemetry/";
  private static final List<String> WATCHED =
      List.of(OTEL, "net/bytebuddy/", "org/objectweb/asm/", OURS);

  /** The agent does this to an extension when it loads it; the unshaded agent has it done. */
  private static final NameRewriter TO_PATCH_LOGGER =
      new NameRewriter(
          name -> name.equals(ShadedNames.LOGGER) ? ShadedNames.PATCH_LOGGER : name,
          value -> value);

  private final SortedMap<String, byte[]> extension;
  private final SortedMap<String, byte[]> model;
  private final Set<String> applicationSide = new HashSet<>();
  private final Set<String> visibleToModel;
  private final Set<String> visibleToApplicationSide;
  private final TypeTable types;
  private final SortedSet<String> problems = new TreeSet<>();

  private LinkageCheck(
      SortedMap<String, byte[]> extension,
      SortedMap<String, byte[]> model,
      Set<String> bootstrap,
      TypeTable types) {
    this.extension = extension;
    this.model = model;
    this.types = types;
    for (ModuleClass module : ModuleClass.among(extension)) {
      module.helpers().forEach(helper -> applicationSide.add(helper.replace('.', '/')));
    }
    visibleToModel = new HashSet<>(bootstrap);
    visibleToModel.addAll(model.keySet());
    visibleToApplicationSide = new HashSet<>(visibleToModel);
    visibleToApplicationSide.addAll(applicationSide);
  }

  /** {@code <extension.jar> <unshaded agent.jar>...}. */
  public static void main(String[] args) throws IOException {
    if (args.length < 2) {
      throw new BuildFailure("usage: LinkageCheck <extension.jar> <unshaded agent.jar>...");
    }
    List<String> problems = new ArrayList<>();
    for (String agent : List.of(args).subList(1, args.length)) {
      check(Path.of(args[0]), Path.of(agent))
          .forEach(problem -> problems.add(agent + ": " + problem));
    }
    BuildFailure.ifAny("the extension does not link", problems);
  }

  /**
   * Returns a sentence for each problem, none if the extension links.
   *
   * @param extension the extension jar, or the directory it is made of
   * @param unshadedAgentJar an agent as written by {@link AgentUnshader}
   */
  public static List<String> check(Path extension, Path unshadedAgentJar) throws IOException {
    SortedMap<String, byte[]> files = FileTree.read(extension);
    SortedMap<String, byte[]> model = FileTree.classes(EmbeddedModel.unpack(files));
    SortedMap<String, byte[]> classes = FileTree.classes(files);
    classes.replaceAll((name, bytes) -> TO_PATCH_LOGGER.rewrite(bytes));
    Map<String, byte[]> own = new HashMap<>(model);
    own.putAll(classes);
    try (TypeTable types = new TypeTable(own, unshadedAgentJar)) {
      LinkageCheck check =
          new LinkageCheck(classes, model, BootstrapClasses.of(unshadedAgentJar), types);
      check.checkAll();
      check.checkServices(files);
      return List.copyOf(check.problems);
    }
  }

  private void checkAll() {
    extension.forEach(this::checkClass);
    model.forEach(this::checkClass);
  }

  /** The agent does not start if a provider is none. */
  private void checkServices(Map<String, byte[]> files) {
    files.forEach(
        (path, content) -> {
          if (path.startsWith(ServiceFiles.DIRECTORY)) {
            String service = path.substring(ServiceFiles.DIRECTORY.length());
            ClassShape type = types.find(service.replace('.', '/'));
            if (type == null) {
              problems.add(path + ": no such service in this agent");
              return;
            }
            for (String provider : ServiceFiles.providers(content)) {
              ClassShape shape = types.find(provider.replace('.', '/'));
              if (shape == null || !types.hierarchy(shape).contains(type)) {
                problems.add(provider + ": is not a provider of " + service);
              }
            }
          }
        });
  }

  private void checkClass(String name, byte[] bytes) {
    ClassReferences references = ClassReferences.of(bytes);
    for (String type : references.named()) {
      if (isWatched(type) && types.find(type) == null) {
        report(name, "missing class " + dotted(type));
      }
    }
    checkVisibility(name, bytes, references.linked());
    references.members().forEach(member -> checkMember(name, member));
    references.lambdas().forEach(lambda -> checkLambda(name, lambda));
    checkAbstractMethods(ClassShape.of(bytes));
  }

  private void checkVisibility(String name, byte[] bytes, Set<String> linked) {
    for (String type : linked) {
      if (model.containsKey(name)) {
        if (!visibleToModel.contains(type) && !types.isInJdk(type)) {
          report(name, "the model cannot see class " + dotted(type));
        }
      } else if (applicationSide.contains(name) || ClassReferences.isAdvice(bytes)) {
        if (isWatched(type) && !type.equals(name) && !visibleToApplicationSide.contains(type)) {
          report(name, "helpers and advice cannot see class " + dotted(type));
        }
      } else if (name.startsWith(AGENT_SIDE)) {
        if (types.find(type) == null || applicationSide.contains(type)) {
          report(name, "the agent side cannot see class " + dotted(type));
        }
      }
    }
  }

  private void checkMember(String name, ClassReferences.Member member) {
    ClassShape owner = isWatched(member.owner()) ? types.find(member.owner()) : null;
    if (owner == null) {
      return; // not ours to check, or reported as a missing class
    }
    String key = member.name() + member.descriptor();
    TypeTable.Lookup lookup =
        member.isField() ? types.field(owner.name(), key) : types.method(owner.name(), key);
    String subject = dotted(owner.name()) + "." + member.name() + member.descriptor();
    if (lookup == TypeTable.Lookup.MISSING) {
      report(
          name + "." + member.from(),
          "missing " + (member.isField() ? "field " : "method ") + subject);
    } else if (!member.isField() && owner.isInterface() != member.ofInterface()) {
      report(
          name + "." + member.from(),
          subject + " is " + (owner.isInterface() ? "now" : "no longer") + " of an interface");
    }
  }

  private void checkLambda(String name, ClassReferences.Lambda lambda) {
    ClassShape type = isWatched(lambda.type()) ? types.find(lambda.type()) : null;
    if (type == null) {
      return;
    }
    for (String method : types.abstractMethods(type)) {
      // the same name with other types is a bridge
      if (!method.startsWith(lambda.name() + "(")) {
        report(
            name + "." + lambda.from(),
            "a lambda does not implement " + dotted(type.name()) + "." + method);
      }
    }
  }

  private void checkAbstractMethods(ClassShape type) {
    if (!type.isConcrete() || types.hasUnknownSuperClass(type)) {
      return;
    }
    Set<ClassShape> hierarchy = types.hierarchy(type);
    if (hierarchy.stream().noneMatch(each -> each.name().startsWith(OTEL) && each != type)) {
      return;
    }
    for (String method : types.abstractMethods(type)) {
      String declaredBy =
          hierarchy.stream()
              .filter(each -> each.methods().containsKey(method))
              .map(ClassShape::name)
              .findFirst()
              .orElseThrow();
      report(type.name(), "does not implement " + dotted(declaredBy) + "." + method);
    }
  }

  private void report(String where, String problem) {
    problems.add(dotted(where) + ": " + problem);
  }

  private static boolean isWatched(String internalName) {
    return WATCHED.stream().anyMatch(internalName::startsWith);
  }

  private static String dotted(String internalName) {
    return internalName.replace('/', '.');
  }
}
