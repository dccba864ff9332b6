#!/usr/bin/env node
import { enableCompileCache } from "node:module";

// The compiler and Redocly's engine are a fifth of a short run. The cache stands in the folder for temporary files.
enableCompileCache();
await import("../dist/main.js");
