#!/usr/bin/env node
// Older versions of Node must be able to parse and link this file, so that it can name the version that they lack.
import * as nodeModule from "node:module";

const { engines } = nodeModule.createRequire(import.meta.url)("../package.json");
const required = /\d+\.\d+/.exec(engines.node)[0];
const [major, minor] = required.split(".").map(Number);
const [runningMajor, runningMinor] = process.versions.node.split(".").map(Number);

if (runningMajor < major || (runningMajor === major && runningMinor < minor)) {
  console.error(
    `error countersign needs Node ${required} or later, and this is Node ${process.versions.node}. Install a newer Node and run the command again.`,
  );
  process.exitCode = 1;
} else {
  // Loading the compiler and Redocly's engine takes a fifth of a short run. The cache is in the temporary folder.
  nodeModule.enableCompileCache();
  import("../dist/main.js");
}
