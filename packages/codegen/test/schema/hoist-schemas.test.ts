import { HEAD } from "@countersign/testing/spec";
import { expect, test } from "vitest";
import { generated } from "../helpers/generated.ts";
import { typeErrors } from "../helpers/type-check.ts";

test("a schema within an operation can be referred to from elsewhere", async () => {
  const files = await generated(`${HEAD}paths:
  /users:
    get:
      operationId: listUsers
      parameters:
        - { name: role, in: query, schema: { type: string, enum: [admin, member] } }
      responses:
        "200":
          description: Users.
          content:
            application/json:
              schema:
                type: array
                items: { $ref: "#/paths/~1users/post/requestBody/content/application~1json/schema" }
    post:
      operationId: createUser
      requestBody:
        content:
          application/json:
            schema:
              type: object
              required: [role]
              properties:
                role: { $ref: "#/paths/~1users/get/parameters/0/schema" }
                size: { $ref: "#/components/parameters/Size/schema" }
                parent: { $ref: "#/paths/~1users/post/requestBody/content/application~1json/schema" }
      responses: { "204": { description: Created. } }
components:
  parameters:
    Size: { name: size, in: query, schema: { type: integer } }
`);
  const program = `import type { ListUsersResponse } from "./src/generated/operations.js";
export const roleOf = (users: ListUsersResponse): "admin" | "member" | undefined => users[0]?.parent?.parent?.role;
export const sizeOf = (users: ListUsersResponse): number | undefined => users[0]?.size;
// @ts-expect-error the role is one of two
export const other = (users: ListUsersResponse): "other" | undefined => users[0]?.role;
`;
  expect(await typeErrors(files, program)).toEqual([]);
});
