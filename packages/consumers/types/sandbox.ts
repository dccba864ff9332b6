// A user's test against the sandbox, on Node.
import { type SandboxExchange, startSandbox } from "@countersign/sandbox";
import { createPaywintClient, type PaywintClientOptions } from "countersign/paywint";

export async function test(): Promise<readonly SandboxExchange[]> {
  const exchanges: SandboxExchange[] = [];
  const sandbox = await startSandbox({ onRequest: (exchange) => exchanges.push(exchange) });
  try {
    const client = createPaywintClient(sandbox.connection<PaywintClientOptions>("paywint"));
    await client.getKycInquiryLink({ params: { path: { user_id: "u" } } });
    return exchanges;
  } finally {
    await sandbox.close();
  }
}
