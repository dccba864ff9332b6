// Loaded before a snippet that starts a server: makes the server listen on a free loopback port instead of its own,
// and sends that port to the parent process.

import { Server } from "node:net";

const { listen } = Server.prototype;

Server.prototype.listen = function (this: Server, ...given: unknown[]) {
  this.once("listening", () => process.send?.(this.address()));
  const callbacks = given.filter((argument) => typeof argument === "function");
  return Reflect.apply(listen, this, [0, "127.0.0.1", ...callbacks]);
};
