/** What each value of `x-countersign-evidence` says, in the words of the vocabulary. */
export const EVIDENCE: Readonly<Record<string, string>> = {
  full: "The provider's documentation shows this operation whole.",
  most: "Method, path, parameters and the shape of the answer are documented; some required flags or the tail of an answer are not.",
  part: "Method and path are documented; fields of the body or the answer are not, and are left open.",
};
