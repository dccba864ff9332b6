// The packages as `import` finds them.
export * as inklink from "@countersign/inklink";
export * as countersign from "countersign";
export * as paywint from "countersign/paywint";
export * as persona from "countersign/persona";
