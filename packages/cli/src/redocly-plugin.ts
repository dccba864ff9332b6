// Users install this package alone, and may reach no other by its path: their `redocly.yaml` names this file.
export { default, redoclyPlugin } from "@countersign/spec/redocly-plugin";
