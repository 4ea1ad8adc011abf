// A WebSocket client that we did not write: fragments, pings, compression, a close code of its own.
//   node ws-peer.mjs <directory of node_modules> <url of the server>
import { createRequire } from "node:module";
import path from "node:path";

const [modules, url] = process.argv.slice(2);
const WebSocket = createRequire(path.resolve(modules, "x.js"))("ws");
const say = (line) => console.log(line);

class Peer {
  constructor(room, options) {
    this.arrived = [];
    this.wake = () => {};
    this.counts = { sent: 0, sentBytes: 0, received: 0, receivedBytes: 0 };
    this.socket = new WebSocket(`${url}/chat/${room}-4711`, options);
    this.socket.on("message", (data, isBinary) => {
      this.counts.received++;
      this.counts.receivedBytes += data.length;
      const text = isBinary ? `binary ${data.length}` : data.toString();
      this.saw(text.length > 100 ? `text of ${text.length}` : text);
    });
    this.socket.on("ping", (data) => this.saw(`ping ${data.length}`)); // answered by itself
    this.socket.on("pong", (data) => this.saw(`pong ${data}`));
    this.socket.on("close", (code) => this.saw(`closed ${code}`));
    this.socket.on("error", (error) => this.saw(`error ${error.message}`));
  }

  saw(what) {
    this.arrived.push(what);
    this.wake();
  }

  async open() {
    await new Promise((resolve, reject) => {
      this.socket.once("open", resolve);
      this.socket.once("error", reject);
    });
  }

  /** A message in as many frames as there are parts; something of the kind between them. */
  send(parts, between = () => {}) {
    parts.forEach((part, at) => {
      const binary = typeof part !== "string";
      this.socket.send(part, { fin: at === parts.length - 1, binary });
      this.counts.sentBytes += Buffer.byteLength(part);
      if (at === 0) between();
    });
    this.counts.sent++;
  }

  async until(what) {
    for (;;) {
      while (this.arrived.length === 0) await new Promise((resolve) => { this.wake = resolve; });
      const seen = this.arrived.shift();
      say(seen);
      if (seen === what) return;
      if (seen.startsWith("closed") || seen.startsWith("error")) throw new Error(seen);
    }
  }

  async close(code) {
    this.socket.close(code, "enough");
    await this.until(`closed ${code}`);
    const { sent, sentBytes, received, receivedBytes } = this.counts;
    say(`counts ${sent} ${sentBytes} ${received} ${receivedBytes}`);
  }
}

const plain = new Peer("fragments", { perMessageDeflate: false });
await plain.open();
plain.send(["ec", "ho fr", "", "agments \u00e9"], () => plain.socket.ping("between"));
await plain.until("fragments \u00e9");
plain.send([Buffer.alloc(40), Buffer.alloc(40), Buffer.alloc(20)]);
await plain.until("binary 100");
plain.send(["ping"]);
await plain.until("ping 4");
plain.send(["stream 3"]);
await plain.until("word 2");
await plain.close(4002);

const deflated = new Peer("deflated", { perMessageDeflate: { threshold: 0 } });
await deflated.open();
say(`extensions ${deflated.socket.extensions.split(";")[0]}`);
deflated.send(["echo " + "x".repeat(4000)]);
await deflated.until("text of 4000");
await deflated.close(1000);
