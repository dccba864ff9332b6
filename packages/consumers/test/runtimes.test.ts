import { describe, inject } from "vitest";
import { runtimes } from "../src/runtimes.ts";
import { describeReport } from "./describe-report.ts";

const consumer = inject("consumer");

describe.for(runtimes)("on $name", ({ agent, isAvailable, report }) => {
  describeReport({ agent, isAvailable, report: (origin) => report(consumer, origin) });
});
