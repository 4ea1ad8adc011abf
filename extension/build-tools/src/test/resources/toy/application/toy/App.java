package toy;

import toy.lib.Client;

public class App {
  public static void main(String[] args) {
    Client client = new Client();
    client.call("first", reply -> System.out.println("reply " + reply.tokens()));
    client.call("second", reply -> System.out.println("listener's caller " + caller()));
  }

  private static String caller() {
    return StackWalker.getInstance()
        .walk(frames -> frames.skip(2).findFirst().orElseThrow().getClassName());
  }
}
