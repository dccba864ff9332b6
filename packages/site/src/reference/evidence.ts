/** The meaning of each value of `x-countersign-evidence`. */
export const EVIDENCE: Readonly<Record<string, string>> = {
  full: "The provider's documentation covers the whole operation.",
  most: "Method, path, parameters and the shape of the response are documented. Some required flags or the end of a response are not.",
  part: "Method and path are documented. Fields of the body or the response are not, and are left open.",
};
