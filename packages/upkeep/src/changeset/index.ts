export { type ChangesetResult, changeset } from "./changeset.ts";
