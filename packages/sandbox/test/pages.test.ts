import { expect, test } from "vitest";
import { startHarbor } from "./fixtures/start-harbor.ts";

const done = "https://app.example/done?order=7";

test("shows provider, subject, ID, state and an outcome for each state that can be reached", async () => {
  const { create } = await startHarbor();
  const { id, link } = await create({ user: "user_1842", return_url: done });
  const { status, headers, body } = await open(link);
  expect(status).toBe(200);
  expect(headers.get("content-type")).toBe("text/html; charset=utf-8");
  for (const shown of ["harbor", "user_1842", id, "created"]) expect(textOf(body)).toContain(shown);
  expect(outcomesOf(body)).toEqual([
    ["approved", "Approve"],
    ["declined", "Decline"],
    ["expired", "Let it expire"],
    ["pending", "Move to pending"],
  ]);
});

test("finishes the verification and sends the person to the return URL with the documented query", async () => {
  const { create, read } = await startHarbor();
  const { id, link } = await create({ return_url: done });
  const { status, headers } = await choose(link, "approved");
  expect(status).toBe(303);
  expect(headers.get("location")).toBe(`${done}&check=${id}&status=approved`);
  expect(await read(id)).toMatchObject({ status: "approved" });
});

test("shows the new state where there is no return URL", async () => {
  const { create } = await startHarbor();
  const { link } = await create({ user: "user_1842" });
  const { status, headers } = await choose(`${link}&person=child`, "pending");
  expect(status).toBe(303);
  expect(headers.get("location")).toBe(pathOf(link));
  const { body } = await open(link);
  expect(textOf(body)).toContain("State pending");
  expect(outcomesOf(body).map(([state]) => state)).toEqual(["approved", "declined", "expired"]);
});

test("offers to leave without finishing, which changes nothing", async () => {
  const { create, read } = await startHarbor();
  const { id, link } = await create({ return_url: done });
  const { body } = await open(link);
  expect(linksOf(body)).toContainEqual([
    `${done}&check=${id}&status=created`,
    "Leave without finishing",
  ]);
  expect(await read(id)).toMatchObject({ status: "created" });
});

test("says that a verification is finished, and links back", async () => {
  const { create } = await startHarbor();
  const { id, link } = await create({ return_url: done });
  await choose(link, "declined");
  const { status, body } = await open(link);
  expect(status).toBe(200);
  expect(textOf(body)).toContain("This verification is finished");
  expect(outcomesOf(body)).toEqual([]);
  expect(linksOf(body)).toEqual([[`${done}&check=${id}&status=declined`, "Go back"]]);
});

test("says that there is nothing to do in a state that only the API leads out of", async () => {
  const { create } = await startHarbor();
  const { link } = await create({});
  await choose(link, "expired");
  const { body } = await open(link);
  expect(textOf(body)).toContain("Nothing to do here");
  expect(outcomesOf(body)).toEqual([]);
});

test("refuses a state that cannot be reached, and shows what can", async () => {
  const { create, read } = await startHarbor();
  const { id, link } = await create({ return_url: done });
  await choose(link, "pending");
  const { status, body } = await choose(link, "pending");
  expect(status).toBe(409);
  expect(textOf(body)).toContain("It cannot become pending, because it is pending.");
  expect(outcomesOf(body)).toHaveLength(3);
  expect(await read(id)).toMatchObject({ status: "pending" });
});

test.each([
  ["no outcome", new URLSearchParams({ given_names: "Vera" })],
  ["a file as outcome", fileAsState()],
  ["a body that is no form", "state=approved"],
])("refuses a form with %s", async (_, body) => {
  const { create, read } = await startHarbor();
  const { id, link } = await create({ return_url: done });
  const response = await fetch(link, { method: "POST", body, redirect: "manual" });
  expect(response.status).toBe(400);
  expect(textOf(await response.text())).toContain("Choose an outcome.");
  expect(await read(id)).toMatchObject({ status: "created" });
});

test.each([
  ["an unknown ID", "/harbor/chk_none"],
  ["an unknown provider", "/none/{id}"],
  ["another account", "/harbor/{id}?account=other"],
  ["another resource", "/harbor/{id}?resource=other"],
])("says what to do about %s, to read and to choose", async (_, path) => {
  const { url, create, read } = await startHarbor();
  const { id } = await create({ return_url: done });
  const page = `${url}/_sandbox/pages${path.replace("{id}", id)}`;
  for (const response of [await open(page), await choose(page, "approved")]) {
    expect(response.status).toBe(404);
    expect(textOf(response.body)).toContain("No such verification");
    expect(textOf(response.body)).toContain("open the link in its response");
  }
  expect(await read(id)).toMatchObject({ status: "created" });
});

test.each(["javascript:alert(1)", "data:text/html,hi", "myapp://done"])(
  "sends nobody to the return URL %j, and shows it",
  async (return_url) => {
    const { create } = await startHarbor();
    const { link } = await create({ return_url });
    const { body } = await open(link);
    expect(linksOf(body).filter(([href]) => !href.endsWith("#identity"))).toEqual([]);
    expect(textOf(body)).toContain("is neither http nor https");
    const { status, headers } = await choose(link, "approved");
    expect(status).toBe(303);
    expect(headers.get("location")).toBe(pathOf(link));
  },
);

test("escapes whatever comes from a caller or from the URL", async () => {
  const { url, create } = await startHarbor();
  const evil = `"'><img src=x onerror=alert(1)>`;
  const { link } = await create({ user: evil, return_url: `javascript:${evil}` });
  const pages = [
    (await open(link)).body,
    (await open(`${link}&person=${encodeURIComponent(evil)}&${encodeURIComponent(evil)}=1`)).body,
    (await choose(link, evil)).body,
    (await open(`${url}/_sandbox/pages/${encodeURIComponent(evil)}/${encodeURIComponent(evil)}`))
      .body,
  ];
  for (const body of pages) {
    expect(body).not.toMatch(/<(img|script)/);
    expect(body).not.toContain(evil);
  }
});

test("fills in a made-up identity, of several to choose from", async () => {
  const { create } = await startHarbor();
  const { link } = await create({ return_url: done });
  const first = (await open(link)).body;
  expect(first).toContain('value="Specimen"');
  expect(first).toMatch(/<details id="identity">/);
  const choices = linksOf(first).filter(([href]) => href.endsWith("#identity"));
  expect(choices.map(([, text]) => text)).toEqual([
    "An adult",
    "Accents and an apostrophe",
    "One name only",
    "A child",
  ]);
  const { body } = await open(`${link}&person=one-name`);
  expect(body).toContain('value="Monospecimen"');
  expect(body).toMatch(/<details open id="identity">/);
  expect(body).toContain('href="?resource=checks&amp;person=child#identity"');
});

test("keeps nothing of what is filled in", async () => {
  const { create, read } = await startHarbor();
  const { id, link } = await create({ user: "user_1842" });
  const filled = { given_names: "Zoë", family_name: "Nobody-Specimen", state: "pending" };
  const response = await fetch(link, { method: "POST", body: new URLSearchParams(filled) });
  expect(response.url).toBe(link);
  expect(await response.text()).not.toContain("Nobody-Specimen");
  expect(JSON.stringify(await read(id))).not.toContain("Nobody-Specimen");
});

test("allows no script and nothing from elsewhere, and an iframe of this machine only", async () => {
  const { create } = await startHarbor();
  const { link } = await create({ return_url: done });
  const { headers, body } = await open(link);
  expect(headers.get("content-security-policy")).toMatch(
    /^default-src 'none'; style-src 'sha256-[\w+/]{43}='; img-src data:; base-uri 'none'; form-action http: https:; frame-ancestors http:\/\/localhost:\* https:\/\/localhost:\* http:\/\/127\.0\.0\.1:\* https:\/\/127\.0\.0\.1:\*$/,
  );
  expect(headers.has("x-frame-options")).toBe(false);
  expect(headers.get("referrer-policy")).toBe("same-origin");
  expect(headers.get("cache-control")).toBe("no-store");
  expect(headers.get("x-content-type-options")).toBe("nosniff");
  expect(body).not.toMatch(/<script|\sstyle=|\son\w+=|\bsrc=/);
});

test("responds to HEAD as to GET, without the body", async () => {
  const { create } = await startHarbor();
  const { link } = await create({});
  const response = await fetch(link, { method: "HEAD" });
  expect(response.status).toBe(200);
  expect(response.headers.get("content-type")).toBe("text/html; charset=utf-8");
  expect(await response.text()).toBe("");
});

test("stays on the page for a return URL that is none", async () => {
  const { create } = await startHarbor();
  const { link } = await create({ return_url: "/done" });
  expect(textOf((await open(link)).body)).toContain("so you stay here");
  expect((await choose(link, "approved")).headers.get("location")).toBe(pathOf(link));
});

test("has a page for each account, though no other account's", async () => {
  const { create, read } = await startHarbor();
  const { id, link } = await create({ return_url: done }, "north");
  expect(new URL(link).searchParams.get("account")).toBe("north");
  expect((await open(link.replace("account=north", ""))).status).toBe(404);
  expect((await choose(link, "declined")).status).toBe(303);
  expect(await read(id, "north")).toMatchObject({ status: "declined" });
});

test("opens where the provider's API sends a browser", async () => {
  const { url, create } = await startHarbor();
  const { id, link } = await create({});
  const { body } = await open(`${url}/harbor/open/${id}`);
  expect(linksOf(body).map(([href]) => href)).toEqual([link]);
});

async function open(url: string) {
  const response = await fetch(url);
  return { status: response.status, headers: response.headers, body: await response.text() };
}

async function choose(url: string, state: string) {
  const body = new URLSearchParams({ state });
  const response = await fetch(url, { method: "POST", body, redirect: "manual" });
  return { status: response.status, headers: response.headers, body: await response.text() };
}

function fileAsState(): FormData {
  const form = new FormData();
  form.append("state", new Blob(["approved"]), "state.txt");
  return form;
}

/** Returns path and query of a URL. */
function pathOf(link: string): string {
  const { pathname, search } = new URL(link);
  return pathname + search;
}

/** Returns the visible text of a page. */
function textOf(body: string): string {
  const text = body.replace(/^.*<body>/s, "").replaceAll(/<[^>]*>/g, " ");
  return decode(text).replaceAll(/\s+/g, " ");
}

/** Returns states and labels of the buttons. */
function outcomesOf(body: string): readonly (readonly [string, string])[] {
  const buttons = body.matchAll(/<button name="state" value="([^"]*)"[^>]*>(.*?)<\/button>/gs);
  return [...buttons].map(([, state = "", label = ""]) => [decode(state), decode(label)]);
}

/** Returns targets and texts of the links. */
function linksOf(body: string): readonly (readonly [string, string])[] {
  const links = body.matchAll(/<a href="([^"]*)"[^>]*>(.*?)<\/a>/gs);
  return [...links].map(([, href = "", text = ""]) => [decode(href), decode(text)]);
}

function decode(text: string): string {
  const named: Record<string, string> = { amp: "&", lt: "<", gt: ">", quot: '"', "#39": "'" };
  return text.replaceAll(/&([^;]+);/g, (whole, name) => named[name] ?? whole);
}
