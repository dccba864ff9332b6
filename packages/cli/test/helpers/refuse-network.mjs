import dns from "node:dns";
import net from "node:net";

// Preloaded into a program that has to work offline. Any use of the network ends it with a special exit code.

const EXIT_CODE = 97;

function refuse() {
  process.stderr.write("the program tried to use the network\n");
  process.exit(EXIT_CODE);
}

const { connect } = net.Socket.prototype;
net.Socket.prototype.connect = function connectLocally(...args) {
  const [options] = args.flat();
  return typeof options === "object" && options?.path ? connect.apply(this, args) : refuse();
};
dns.lookup = refuse;
dns.promises.lookup = refuse;
globalThis.fetch = refuse;
