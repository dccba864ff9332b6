// A user's `redocly.yaml` refers to this file by path, and this package may be the only one installed.
export { default, redoclyPlugin } from "@countersign/spec/redocly-plugin";
