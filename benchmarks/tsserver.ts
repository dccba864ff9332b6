import { type ChildProcessWithoutNullStreams, spawn } from "node:child_process";
import { createRequire } from "node:module";
import { createInterface } from "node:readline";

const codegen = createRequire(new URL("../packages/codegen/package.json", import.meta.url));

/** The language server of an editor, with one open file. Positions begin at 1. */
export class TsServer {
  readonly #process: ChildProcessWithoutNullStreams;
  readonly #waiting = new Map<number, (message: Message) => void>();
  readonly #file: string;
  #sequence = 0;

  constructor(file: string, text: string) {
    const server = codegen.resolve("typescript/lib/tsserver.js");
    this.#file = file;
    this.#process = spawn(process.execPath, [server, "--disableAutomaticTypingAcquisition"]);
    createInterface(this.#process.stdout).on("line", (line) => {
      if (line.startsWith("{")) this.#receive(JSON.parse(line) as Message);
    });
    this.#send("open", { file, fileContent: text });
  }

  /** Inserts text, as typing does. */
  insert(line: number, offset: number, insertString: string): void {
    const position = { line, offset, endLine: line, endOffset: offset };
    this.#send("change", { file: this.#file, ...position, insertString });
  }

  /** Returns the names that the editor suggests. */
  async completions(line: number, offset: number): Promise<string[]> {
    const { body } = await this.#request("completionInfo", { file: this.#file, line, offset });
    return body?.entries?.map(({ name }) => name) ?? [];
  }

  /** Resolves when all errors of the file are known. */
  async errors(): Promise<void> {
    await this.#request("geterr", { files: [this.#file], delay: 0 });
  }

  close(): void {
    this.#process.kill();
  }

  #send(command: string, args: object): number {
    this.#sequence += 1;
    const message = { seq: this.#sequence, type: "request", command, arguments: args };
    this.#process.stdin.write(`${JSON.stringify(message)}\n`);
    return this.#sequence;
  }

  #request(command: string, args: object): Promise<Message> {
    return new Promise((resolve) => {
      this.#waiting.set(this.#send(command, args), resolve);
    });
  }

  #receive(message: Message): void {
    const request =
      message.event === "requestCompleted" ? message.body?.request_seq : message.request_seq;
    this.#waiting.get(request ?? -1)?.(message);
  }
}

interface Message {
  readonly event?: string;
  readonly request_seq?: number;
  readonly body?: {
    readonly request_seq?: number;
    readonly entries?: readonly { readonly name: string }[];
  };
}
