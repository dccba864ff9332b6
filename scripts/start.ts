import { spawnSync } from "node:child_process";
import { runTurbo } from "./run-turbo.ts";

// `npm start`: generates and builds everything from the specs, then verifies a person with each provider in the sandbox.

const newOutputOnly = ["--output-logs=new-only"];

step("Linting the specs and generating the provider packages");
let code = await runTurbo(["lint:spec", "generate"], newOutputOnly);
if (code === 0) {
  step("Building everything");
  code = await runTurbo(["build"], newOutputOnly);
}
if (code === 0) {
  step("Verifying a person with each provider in the sandbox");
  code = spawnSync(process.execPath, ["examples/tour/main.ts"], { stdio: "inherit" }).status ?? 1;
}
process.exitCode = code;

function step(title: string): void {
  console.log(`\n> ${title}\n`);
}
