package toy.lib;

public class Client {
  public Reply call(String question, Listener listener) {
    listener.onReply(new Reply());
    return new Reply();
  }
}
