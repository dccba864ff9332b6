/** How a response fails on its way. */
export type Breakage = (typeof BREAKAGES)[number];

/** `reset` closes the connection without a response, `half-body` in its middle; `html` sends a page instead of JSON. */
export const BREAKAGES = ["reset", "half-body", "html"] as const;
