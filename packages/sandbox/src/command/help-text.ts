import { FAULT_SYNTAX } from "../faults/parse-fault.ts";

/** What the option `--fault` does. */
export const FAULT_HELP: string = `let requests fail, can be repeated: provider/operationId: ${FAULT_SYNTAX}; times=<number> limits it`;

/** Examples below the options. */
export const EXAMPLES = `
Examples:
  Serve one provider at http://127.0.0.1:4010:
  $ countersign-sandbox --port 4010 --provider paywint

  Send Persona's webhooks to your server, and remember everything the next time:
  $ countersign-sandbox --webhook persona=http://localhost:3000/webhooks/persona --state sandbox.db

  Make the same IDs at the same time in each run:
  $ countersign-sandbox --seed my-tests --now 2026-01-01T00:00:00Z

  Refuse the first inquiry:
  $ countersign-sandbox --fault "persona/createInquiry: 429; retry-after=2; times=1"`;
