// Loaded before a snippet that serves: whatever port it asks for, it listens on a free one of the
// loopback address, and tells its parent process which.

import { Server } from "node:net";

const { listen } = Server.prototype;

Server.prototype.listen = function (this: Server, ...given: unknown[]) {
  this.once("listening", () => process.send?.(this.address()));
  const callbacks = given.filter((argument) => typeof argument === "function");
  return Reflect.apply(listen, this, [0, "127.0.0.1", ...callbacks]);
};
