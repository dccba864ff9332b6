import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { type Files, writeAll } from "@countersign/testing/files";
import { temporaryFolder } from "@countersign/testing/temporary-folder";

/** A document without `x-countersign-*` extensions, which needs an overlay before it can be generated. */
export const ACME = `openapi: 3.0.3
info:
  title: Acme KYC API
  version: "2"
servers:
  - url: https://api.acme.example/v2
  - url: https://sandbox.acme.example/v2
    description: For tests
security:
  - ApiKeyAuth: []
paths:
  /users/{user_id}:
    get:
      parameters:
        - name: user_id
          in: path
          required: true
          schema:
            type: string
      responses:
        "200":
          description: A user.
          content:
            application/json:
              schema:
                $ref: "#/components/schemas/User"
  /users:
    post:
      operationId: create-user
      requestBody:
        required: true
        content:
          application/json:
            schema:
              $ref: "#/components/schemas/User"
      responses:
        "201":
          description: Made.
components:
  securitySchemes:
    ApiKeyAuth:
      type: apiKey
      in: header
      name: X-API-Key
  schemas:
    User:
      type: object
      properties:
        email:
          type: string
`;

/** The manifest of a workspace's root that includes provider packages, as this repository's does. */
export const MANIFEST = {
  name: "team",
  private: true,
  workspaces: ["packages/*", "packages/providers/*"],
  countersign: { providers: "packages/providers", scope: "@countersign" },
};

/** Creates a workspace with an empty specs folder and the given files, and returns its path. */
export async function emptyWorkspace(files: Files = {}): Promise<string> {
  const root = await temporaryFolder();
  await mkdir(join(root, "specs"));
  return writeAll(root, { "package.json": JSON.stringify(MANIFEST), ...files });
}
