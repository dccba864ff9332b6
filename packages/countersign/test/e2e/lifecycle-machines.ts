// The lifecycles of the providers, written down again by hand: a second opinion on what the documents declare and the sandbox
// does. Nothing here is read from a document.

/** What a call does in one state: the state after it, and the events that it sends. */
export interface Step {
  readonly to: string;
  readonly events: readonly string[];
}

/** The lifecycle of one kind of verification. */
export interface Machine {
  readonly provider: string;
  /** Name of the resource, where two have the same ID. */
  readonly resource?: string;
  readonly initial: string;
  /** Events of a creation. */
  readonly created: readonly string[];
  /** What each call does, by the state before. In every other state it is refused. */
  readonly calls: Readonly<Record<string, Readonly<Record<string, Step>>>>;
  /** Status with which each call is refused, or by the state before. */
  readonly refused: Readonly<Record<string, number | Readonly<Record<string, number>>>>;
  /** Events on the way to each outcome that the person, the provider or time can bring about, by the state before. */
  readonly outcomes: Readonly<Record<string, Readonly<Record<string, readonly string[]>>>>;
  /** What happens when nothing does. */
  readonly expiry?: {
    readonly afterHours: number;
    readonly from: readonly string[];
    readonly step: Step;
    /** Call that begins the time again, if it leads out of the expired state. */
    readonly renewedBy: string;
  };
  /** States in which a read shows the state before. */
  readonly hidden?: readonly string[];
  /** What a read shows in each state. Default: the state. */
  readonly shows?: Readonly<Record<string, string>>;
}

const to = (state: string, ...events: string[]): Step => ({ to: state, events });

/** Returns the same step for each of these states. */
function from(states: readonly string[], step: Step): Record<string, Step> {
  return Object.fromEntries(states.map((state) => [state, step]));
}

/** Returns steps that leave each of these states as it is, and send nothing. */
function still(states: readonly string[]): Record<string, Step> {
  return Object.fromEntries(states.map((state) => [state, to(state)]));
}

const open = ["created", "pending"];
const undecided = [...open, "completed", "failed", "expired"];
const kept = [...undecided, "needs_review", "approved", "declined"];

const personaInquiry: Machine = {
  provider: "persona",
  initial: "created",
  created: ["inquiry.created"],
  refused: {
    start: 409,
    complete: 409,
    fail: 409,
    startAndDecline: 409,
    markForReview: 409,
    approve: 409,
    decline: 409,
    expire: 409,
    resume: 409,
    redact: 409,
  },
  calls: {
    start: { created: to("pending", "inquiry.started") },
    complete: { pending: to("completed", "inquiry.completed") },
    fail: { pending: to("failed", "inquiry.failed") },
    startAndDecline: {
      created: to("declined", "inquiry.started", "inquiry.declined"),
    },
    markForReview: from(undecided, to("needs_review", "inquiry.marked-for-review")),
    approve: from([...undecided, "needs_review"], to("approved", "inquiry.approved")),
    decline: from([...undecided, "needs_review"], to("declined", "inquiry.declined")),
    expire: from(open, to("expired", "inquiry.expired")),
    resume: { ...still(open), expired: to("pending") },
    redact: from(kept, to("redacted", "inquiry.redacted")),
    addTag: still([...kept, "redacted"]),
    makeLink: still([...kept, "redacted"]),
  },
  outcomes: {
    created: {
      pending: ["inquiry.started"],
      expired: ["inquiry.expired"],
      completed: ["inquiry.started", "inquiry.completed"],
      failed: ["inquiry.started", "inquiry.failed"],
      needs_review: ["inquiry.started", "inquiry.completed", "inquiry.marked-for-review"],
      approved: ["inquiry.started", "inquiry.completed", "inquiry.approved"],
      declined: ["inquiry.started", "inquiry.completed", "inquiry.declined"],
    },
    pending: {
      expired: ["inquiry.expired"],
      completed: ["inquiry.completed"],
      failed: ["inquiry.failed"],
      needs_review: ["inquiry.completed", "inquiry.marked-for-review"],
      approved: ["inquiry.completed", "inquiry.approved"],
      declined: ["inquiry.completed", "inquiry.declined"],
    },
    completed: {
      needs_review: ["inquiry.marked-for-review"],
      approved: ["inquiry.approved"],
      declined: ["inquiry.declined"],
    },
    needs_review: { approved: ["inquiry.approved"], declined: ["inquiry.declined"] },
  },
  expiry: {
    afterHours: 24,
    from: open,
    step: to("expired", "inquiry.expired"),
    renewedBy: "resume",
  },
  hidden: ["redacted"],
};

const inklinkKyc: Machine = {
  provider: "inklink",
  initial: "pending",
  created: ["kyc.result.pending"],
  refused: { readAnother: 404 },
  calls: { readAnother: {} },
  outcomes: {
    pending: {
      manual_review: ["kyc.result.manual_review"],
      approved: ["kyc.result.approved"],
      rejected: ["kyc.result.rejected"],
      failed: ["kyc.result.failed"],
    },
    manual_review: {
      approved: ["kyc.result.approved"],
      rejected: ["kyc.result.rejected"],
      failed: ["kyc.result.failed"],
    },
  },
};

const decidedByInklink = {
  approved: ["web.result.approved"],
  rejected: ["web.result.rejected"],
  failed: ["web.result.failed"],
};

const inklinkWeb: Machine = {
  provider: "inklink",
  initial: "pending",
  created: ["web.result.pending"],
  refused: { readAnother: 404 },
  calls: { readAnother: {} },
  outcomes: {
    pending: {
      processing: [],
      manual_review: ["web.result.manual_review"],
      ...decidedByInklink,
    },
    processing: { manual_review: ["web.result.manual_review"], ...decidedByInklink },
    manual_review: decidedByInklink,
  },
};

/** Numbers of published versions: more than a sequence of calls can reach. */
const versions = Array.from({ length: 20 }, (_, count) => count);

/** A template, by the number of its published versions, and `d` if it has a draft as well. */
const inklinkTemplate: Machine = {
  provider: "inklink",
  initial: "0d",
  created: [],
  refused: { publish: 500, update: 500, draft: 409, use: 400 },
  calls: {
    publish: Object.fromEntries(versions.map((count) => [`${count}d`, to(`${count + 1}`)])),
    draft: Object.fromEntries(versions.map((count) => [`${count}`, to(`${count}d`)])),
    update: still(versions.map((count) => `${count}d`)),
    use: still(versions.slice(1).flatMap((count) => [`${count}`, `${count}d`])),
  },
  outcomes: {},
};

const decidedByQash = { approved: [], failed: [] };
const undecidedByQash = ["created", "processing", "manual_review", "failed"];

const qashKyc: Machine = {
  provider: "qash",
  resource: "kyc",
  initial: "created",
  created: [],
  refused: { startAgain: 409, token: 403 },
  calls: { startAgain: {}, token: still(["approved"]) },
  outcomes: {
    created: { processing: [], manual_review: [], ...decidedByQash },
    processing: { manual_review: [], ...decidedByQash },
    manual_review: decidedByQash,
  },
  // The partner sees the user, who is active as soon as the verification is approved.
  shows: {
    ...Object.fromEntries(undecidedByQash.map((state) => [state, "pending"])),
    approved: "active",
  },
};

const paywintKyc: Machine = {
  provider: "paywint",
  resource: "kyc",
  initial: "created",
  created: [],
  refused: { readAnother: 404 },
  calls: {
    link: still(["created", "applied", "pending", "approved", "rejected", "failed"]),
    readAnother: {},
  },
  outcomes: {
    created: {
      applied: ["kyc.applied"],
      pending: ["kyc.applied", "kyc.pending"],
      approved: ["kyc.applied", "kyc.approved"],
      rejected: ["kyc.applied", "kyc.rejected"],
      failed: ["kyc.applied", "kyc.failed"],
    },
    applied: {
      pending: ["kyc.pending"],
      approved: ["kyc.approved"],
      rejected: ["kyc.rejected"],
      failed: ["kyc.failed"],
    },
    pending: {
      approved: ["kyc.approved"],
      rejected: ["kyc.rejected"],
      failed: ["kyc.failed"],
    },
  },
};

const paywintKyb: Machine = {
  provider: "paywint",
  resource: "kyb",
  initial: "pending",
  created: [],
  refused: { submitAgain: 422 },
  calls: { submitAgain: {} },
  outcomes: { pending: { approved: ["kyb.approved"], rejected: ["kyb.rejected"] } },
};

const beforeVerification = ["created", "uploaded", "pending", "rejected"];
const withCapture = ["pending", "rejected", "approved", "verifying"];

const p100User: Machine = {
  provider: "p100",
  initial: "created",
  created: [],
  refused: {
    capture: 400,
    verify: { created: 404, pending: 404, rejected: 400, verifying: 400, active: 400 },
  },
  calls: {
    upload: {
      ...from(beforeVerification, to("uploaded")),
      ...still(["approved", "verifying", "active"]),
    },
    capture: from(beforeVerification, to("pending")),
    verify: from(["uploaded", "approved"], to("verifying")),
  },
  outcomes: {
    pending: { approved: ["kycVerificationStatus"], rejected: ["kycVerificationStatus"] },
    verifying: { active: ["userStatus"] },
  },
  // P100 does not show the state itself.
  shows: {
    created: "no capture",
    uploaded: "no capture",
    ...Object.fromEntries(withCapture.map((state) => [state, "capture"])),
    active: "balances",
  },
};

/** Every lifecycle, by name. */
export const machines = {
  personaInquiry,
  inklinkKyc,
  inklinkWeb,
  inklinkTemplate,
  qashKyc,
  paywintKyc,
  paywintKyb,
  p100User,
} satisfies Record<string, Machine>;
