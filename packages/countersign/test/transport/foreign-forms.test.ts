import { runInNewContext } from "node:vm";
import { p100 } from "@countersign/p100";
import FormDataPackage from "form-data";
import { File as NodeFile, FormData as NodeFormData } from "formdata-node";
import { JSDOM } from "jsdom";
import * as undici from "undici";
import { describe, expect, it } from "vitest";
import { connect } from "../../src/client/connect.ts";
import { type Received, startServer, type TestServer } from "../helpers/start-server.ts";

// Forms, files and bytes as programs have them: from a library, or from another realm, such as a test environment's.

const { window } = new JSDOM("");

async function addFile(body: unknown): Promise<TestServer> {
  const server = await startServer(() => ({ status: 201 }));
  const client = connect(p100, { apiKey: "k", baseUrl: server.url });
  const params = { path: { externalUserId: "u-1" } };
  await client.addPoaFile({ params, body } as never);
  return server;
}

/** Returns a received form, with `B` for the boundary. */
function formOf({ received: [request] }: TestServer): string {
  const { headers, body } = request as Received;
  const [, boundary = ""] =
    /^multipart\/form-data; boundary=(\S+)$/.exec(headers["content-type"] ?? "") ?? [];
  expect(boundary).not.toBe("");
  return body.toString().replaceAll(boundary, "B");
}

const file = (name: string, type: string, content: string): string =>
  `--B\r\nContent-Disposition: form-data; name="file"; filename="${name}"\r\nContent-Type: ${type}\r\n\r\n${content}\r\n`;

describe("a form arrives in full, as the HTML standard writes it, from", () => {
  it.each([
    ["the platform", FormData, File],
    ["undici", undici.FormData, File],
    ["formdata-node", NodeFormData, NodeFile],
    ["jsdom", window.FormData, window.File],
  ])("%s", async (_, Form, FileOfForm) => {
    const form = new Form();
    form.append("note", "two\nlines");
    form.append(
      "file",
      new FileOfForm(["Grüße"], 'my "bill".pdf', { type: "application/pdf" }) as never,
    );
    form.append("file", new FileOfForm(["…"], "plain") as never);
    expect(formOf(await addFile(form))).toBe(
      `--B\r\nContent-Disposition: form-data; name="note"\r\n\r\ntwo\r\nlines\r\n` +
        file("my %22bill%22.pdf", "application/pdf", "Grüße") +
        file("plain", "application/octet-stream", "…") +
        "--B--\r\n",
    );
  });
});

describe("a file in an object arrives in full if it is", () => {
  const bytes = Uint8Array.of(0x47, 0x72, 0xc3, 0xbc);
  it.each<[string, unknown, string, string]>([
    ["a File", new File([bytes], "a.txt", { type: "text/plain" }), "a.txt", "text/plain"],
    ["a Blob", new Blob([bytes], { type: "text/plain" }), "blob", "text/plain"],
    [
      "a File of formdata-node",
      new NodeFile([bytes], "a.txt"),
      "a.txt",
      "application/octet-stream",
    ],
    ["a File of jsdom", new window.File([bytes], "a.txt"), "a.txt", "application/octet-stream"],
    ["a Buffer", Buffer.from(bytes), "blob", "application/octet-stream"],
    [
      "a part of a buffer",
      new DataView(Uint8Array.of(9, ...bytes, 9).buffer, 1, 4),
      "blob",
      "application/octet-stream",
    ],
    [
      "an ArrayBuffer of another realm",
      runInNewContext("Uint8Array.of(0x47, 0x72, 0xc3, 0xbc).buffer"),
      "blob",
      "application/octet-stream",
    ],
  ])("%s", async (_, value, name, type) => {
    expect(formOf(await addFile({ file: value }))).toBe(`${file(name, type, "Grü")}--B--\r\n`);
  });
});

it.each([
  ["the platform", new URLSearchParams({ name: "Jane Doe" })],
  ["jsdom", new window.URLSearchParams({ name: "Jane Doe" })],
])("search parameters of %s are URL-encoded", async (_, body) => {
  const { received } = await addFile(body);
  expect(received[0]?.body.toString()).toBe("name=Jane+Doe");
  expect(received[0]?.headers["content-type"]).toBe("application/x-www-form-urlencoded");
});

describe("a body of which a form would lose something is rejected, and not sent:", () => {
  const ofPackage = new FormDataPackage();
  ofPackage.append("file", Buffer.from("Jane"), "bill.pdf");
  class OldFile {
    readonly [Symbol.toStringTag] = "File";
    stream(): ReadableStream {
      return new ReadableStream();
    }
  }
  const withOldFile = {
    [Symbol.toStringTag]: "FormData",
    entries: () => [["file", new OldFile()]],
  };
  class Upload {
    readonly file = new Blob(["Jane"]);
  }
  it.each<[string, unknown, string]>([
    ["the object of the package form-data", ofPackage, "`body` (FormData)"],
    ["a Map", new Map([["file", new Blob(["Jane"])]]), "`body` (Map)"],
    ["a list", [new Blob(["Jane"])], "`body` (Array)"],
    ["a number", 5, "`body` (Number)"],
    ["a stream", new ReadableStream(), "`body` (ReadableStream)"],
    ["an instance of a class", new Upload(), "`body` (Upload)"],
    ["a stream as a file", { file: new ReadableStream() }, "`file` (ReadableStream)"],
    ["a promise of a file", { file: Promise.resolve(new Blob(["Jane"])) }, "`file` (Promise)"],
    ["a set of files", { file: new Set(["Jane"]) }, "`file` (Set)"],
    ["bytes within an object", { meta: { scan: Buffer.from("Jane") } }, "`scan` (Buffer)"],
    ["a foreign form whose file cannot be read", withOldFile, "`file` (OldFile)"],
  ])("%s", async (_, body, named) => {
    const server = await startServer();
    const client = connect(p100, { apiKey: "k", baseUrl: server.url });
    const params = { path: { externalUserId: "u-1" } };
    const call = client.addPoaFile({ params, body } as never);
    await expect(call).rejects.toMatchObject({
      code: "request_invalid",
      message: `The value of ${named} cannot be sent; use plain objects, and FormData for files.`,
    });
    expect(server.received).toEqual([]);
  });

  it.each([
    ["a function", () => "Jane"],
    ["NaN", Number.NaN],
    ["a symbol", Symbol("Jane")],
  ])("%s as a field", async (_, note) => {
    const call = addFile({ note });
    await expect(call).rejects.toMatchObject({
      code: "request_invalid",
      message: "The form parameter `note` must be a string, a number or a boolean.",
    });
  });
});
