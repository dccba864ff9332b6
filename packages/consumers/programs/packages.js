// The packages that `import` resolves.
export * as inklink from "@countersign/inklink";
export * as countersign from "countersign";
export * as paywint from "countersign/paywint";
export * as persona from "countersign/persona";
