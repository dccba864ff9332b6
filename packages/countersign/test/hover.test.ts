import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { fileURLToPath } from "node:url";
import { beforeAll, expect, it } from "vitest";
// TypeScript 7's language service has no JavaScript API; the generator's TypeScript 5 has one.
import ts from "../../codegen/node_modules/typescript/lib/typescript.js";

const program = `
import { connect } from "countersign";
import { createPaywintClient } from "countersign/paywint";
import { createPersonaClient, verifyPersonaWebhook } from "countersign/persona";
import { acme } from "../../codegen/test/golden/server-variables/expected/src/generated/provider.js";
connect(acme, { environment: "production", tenant: "t", region: "eu" });
const paywint = createPaywintClient({ platformId: "p", secretKey: "s", environment: "sandbox" });
paywint.getKycInquiryLink({ params: { path: { user_id: "u" } } });
const persona = createPersonaClient({ apiKey: "k" });
const created = await persona.createInquiry({
  body: { data: { attributes: { "inquiry-template-id": "itmpl_1" } } },
});
const first = created.data;
persona.listInquiries();
for await (const inquiry of persona.listInquiries.items()) console.log(inquiry);
const listed = await persona.GET("/inquiries");
const thrown: unknown = undefined;
if (persona.createInquiry.isError(thrown) && thrown.status === 404) console.log(thrown.body);
const event = await verifyPersonaWebhook(new Request("http://localhost"), { secret: "s" });
if (event.event === "inquiry.approved") console.log(event.body.data.id);
`;
const file = fileURLToPath(new URL("hover-sample.ts", import.meta.url));

let service: ts.LanguageService;

function signature(code: string): string {
  const info = service.getQuickInfoAtPosition(file, program.indexOf(code));
  return ts.displayPartsToString(info?.displayParts);
}

function hover(code: string): string {
  const info = service.getQuickInfoAtPosition(file, program.indexOf(code) + 1);
  const tags = (info?.tags ?? []).map((tag) => `@${tag.name} ${ts.displayPartsToString(tag.text)}`);
  return [ts.displayPartsToString(info?.documentation), ...tags].join("\n");
}

beforeAll(() => {
  const host: ts.LanguageServiceHost = {
    getScriptFileNames: () => [file],
    getScriptVersion: () => "1",
    getScriptSnapshot(name) {
      if (name === file) return ts.ScriptSnapshot.fromString(program);
      return ts.sys.fileExists(name)
        ? ts.ScriptSnapshot.fromString(readFileSync(name, "utf8"))
        : undefined;
    },
    getCurrentDirectory: () => fileURLToPath(new URL("..", import.meta.url)),
    getCompilationSettings: () => ({
      module: ts.ModuleKind.NodeNext,
      moduleResolution: ts.ModuleResolutionKind.NodeNext,
      target: ts.ScriptTarget.ES2022,
      strict: true,
      types: [],
    }),
    getDefaultLibFileName: ts.getDefaultLibFilePath,
    fileExists: (name) => name === file || ts.sys.fileExists(name),
    readFile: ts.sys.readFile,
    directoryExists: ts.sys.directoryExists,
    realpath: ts.sys.realpath ?? ((path) => path),
  };
  service = ts.createLanguageService(host);
});

it("shows an operation's summary, request, description and documentation on a method call", () => {
  const text = hover("getKycInquiryLink(");
  expect(text).toContain("Create or resume a Persona inquiry for a platform user");
  expect(text).toContain("`GET /api/platform/persona/platform-user/inquiry/{user_id}`");
  expect(text).toContain(
    "Use this only when the user has not completed their verification process",
  );
  expect(text).toContain(
    "@see {@link https://developer.paywint.com/api-reference/compliance/kyc/create-enquiry-link",
  );
});

it("shows a method's types by name, in one or two lines", () => {
  expect(signature("createInquiry({")).toBe(
    '(property) createInquiry: MethodWithInput\n<"json">(input: CreateInquiryInput & CallOptions<"json">) => ResponsePromise<CreateInquiryResponse>',
  );
  expect(signature("listInquiries()")).toBe(
    '(property) listInquiries: <"json">(input?: (ListInquiriesInput & CallOptions<"json">) | undefined) => ResponsePromise<InquiryListResponse>',
  );
});

it("shows names for what calls and deliveries return", () => {
  expect(signature("created =")).toBe("const created: CreateInquiryResponse");
  expect(signature("first =")).toBe("const first: Inquiry");
  expect(signature("inquiry of")).toBe("const inquiry: Inquiry");
  expect(signature("listed =")).toBe(
    "const listed: SuccessResult<InquiryListResponse> | ErrorResult<ErrorResponse>",
  );
  expect(signature("isError(thrown")).toMatch(
    /^\(method\) .*: error is HttpError<ErrorResponse, 400> \| .* \| HttpError<unknown, OtherStatus<CreateInquiryErrors>>$/,
  );
  expect(signature("thrown.body")).toBe("const thrown: HttpError<ErrorResponse, 404>");
  expect(signature("event =")).toBe("const event: PersonaWebhookEvent");
  expect(signature("event.body")).toBe("const event: InquiryApprovedEvent");
});

it("suggests the paths of a method while one is typed", () => {
  const position = program.indexOf('"/inquiries"') + 2;
  const { entries = [] } = service.getCompletionsAtPosition(file, position, undefined) ?? {};
  const names = entries.map(({ name }) => name);
  expect(names).toContain("/inquiries/{inquiry-id}");
  expect(names).not.toContain("/inquiries/{inquiry-id}/approve");
});

it("shows a property's description as text, in completion lists too", () => {
  const position = program.indexOf('"inquiry-template-id"') + 1;
  const details = service.getCompletionEntryDetails(
    file,
    position,
    "inquiry-template-id",
    undefined,
    undefined,
    undefined,
    undefined,
  );
  expect(ts.displayPartsToString(details?.documentation)).toMatch(/^[A-Z].*template/);
});

it("shows a credential's origin and use on the option", () => {
  const text = hover("secretKey:");
  expect(text).toContain("Settings → API Credentials");
  expect(text).toContain(
    "Never sent: it is the key for the signature in the header `X-Signature`.",
  );
});

it.each(["inklink", "p100", "paywint", "persona", "qash"])(
  "keeps the summary of every operation in the declarations of %s",
  (name) => {
    const require = createRequire(import.meta.url);
    const document: { paths: Record<string, Record<string, { summary?: string }>> } = require(
      `@countersign/${name}/openapi.json`,
    );
    const declarations = readFileSync(
      require.resolve(`@countersign/${name}`).replace(/index\.js$/, "operations.d.ts"),
      "utf8",
    );
    const summaries = Object.values(document.paths).flatMap((item) =>
      Object.values(item).flatMap(({ summary }) => summary ?? []),
    );
    expect(summaries.length).toBeGreaterThan(0);
    for (const summary of summaries) expect(declarations).toContain(`* ${summary}`);
  },
);

it("describes an option that is part of a server's URL", () => {
  expect(hover('region: "eu"')).toBe(
    "Where the data is stored.\n\nPart of `https://{tenant}.{region}.acme.example/{version}`. One of `eu`, `us`, `ca`. There is no default.",
  );
  expect(signature('region: "eu"')).toBe('(property) region: "eu" | "us" | "ca"');
});
