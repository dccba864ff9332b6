import dns from "node:dns";
import net from "node:net";

// Preloaded into a program that has to work offline: whoever wants the network is told by the exit code.

const EXIT_CODE = 97;

function refuse() {
  process.stderr.write("the network was asked for\n");
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
