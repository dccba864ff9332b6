import { spawnSync } from "node:child_process";
import { runTurbo } from "./run-turbo.ts";

// `npm start`: from specs to answered requests, every step shown.

const onlyWhatRuns = ["--output-logs=new-only"];

step("Linting the specs, generating the provider packages");
let code = await runTurbo(["lint:spec", "generate"], onlyWhatRuns);
if (code === 0) {
  step("Building everything");
  code = await runTurbo(["build"], onlyWhatRuns);
}
if (code === 0) {
  step("Calling the five providers' operations in the sandbox");
  code = spawnSync(process.execPath, ["examples/tour/main.ts"], { stdio: "inherit" }).status ?? 1;
}
process.exitCode = code;

function step(text: string): void {
  console.log(`\n> ${text}\n`);
}
