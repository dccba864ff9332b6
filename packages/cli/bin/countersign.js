#!/usr/bin/env node
import { enableCompileCache } from "node:module";

// Loading the compiler and Redocly's engine takes a fifth of a short run. The cache is in the temporary folder.
enableCompileCache();
await import("../dist/main.js");
