import type { SandboxResponse } from "../exchange/sandbox-response.ts";
import type { Operation } from "../operations/read-operations.ts";
import { successResponse } from "../operations/success-response.ts";

/** Returns the page of an operation that a browser opens: it moves on to the end user's page. */
export function openPage(operation: Operation, url: string | undefined): SandboxResponse {
  const status = successResponse(operation)?.status ?? 200;
  const headers = { "content-type": "text/html; charset=utf-8" };
  const target = (url ?? "/").replaceAll("&", "&amp;").replaceAll('"', "&quot;");
  const body = `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta http-equiv="refresh" content="0; url=${target}">
<title>Verification</title>
<p><a href="${target}">Go on to the verification</a></p>
</html>
`;
  return { status, headers, body };
}
