import type { SearchEntry } from "../search/search-entry.ts";
import { loadIndex } from "./load-index.ts";
import { createSearch, MAX_HITS, type Search } from "./search-engine.ts";

/** The search dialog of the site: an input with the results below it. */
export interface SearchDialog {
  open(): void;
}

/** Returns the search dialog, which loads the index when it is first opened. */
export function searchDialog(root: string): SearchDialog {
  const parts = build();
  const { dialog, input, list, status } = parts;
  let search: Search | undefined;
  let selected = -1;

  const select = (index: number): void => {
    const options = [...list.children];
    if (options.length === 0) return;
    selected = (index + options.length) % options.length;
    for (const [location, option] of options.entries()) {
      option.setAttribute("aria-selected", String(location === selected));
    }
    const chosen = options[selected];
    chosen?.scrollIntoView({ block: "nearest" });
    if (chosen !== undefined) input.setAttribute("aria-activedescendant", chosen.id);
  };
  const show = (): void => {
    const query = input.value.trim();
    const hits = query === "" || search === undefined ? [] : search(query);
    list.replaceChildren(...hits.map((hit, index) => option(hit, { index, root })));
    input.setAttribute("aria-expanded", String(hits.length > 0));
    input.removeAttribute("aria-activedescendant");
    selected = -1;
    status.textContent = message(query, hits.length, search !== undefined);
    if (hits.length > 0) select(0);
  };

  input.addEventListener("input", show);
  input.addEventListener("keydown", (event) => {
    if (event.key === "ArrowDown") select(selected + 1);
    else if (event.key === "ArrowUp") select(selected - 1);
    else if (event.key === "Enter") list.children[selected]?.querySelector("a")?.click();
    else return;
    event.preventDefault();
  });
  list.addEventListener("click", () => dialog.close());
  dialog.addEventListener("click", (event) => {
    if (event.target === dialog) dialog.close();
  });

  return {
    open() {
      if (!dialog.open) dialog.showModal();
      input.select();
      if (search !== undefined) return;
      status.textContent = LOADING;
      loadIndex(root).then(
        (entries) => {
          search = createSearch(entries);
          show();
        },
        () => {
          status.textContent =
            "The search index could not be loaded. Reload the page to try again.";
        },
      );
    },
  };
}

const LOADING = "Loading the search index…";

function message(query: string, hits: number, isReady: boolean): string {
  if (!isReady) return LOADING;
  if (query === "") return "Search operations, events, schemas, fields and guides";
  if (hits === 0) return `No results for “${query}”`;
  if (hits === 1) return "1 result";
  return hits === MAX_HITS ? `Top ${hits} results` : `${hits} results`;
}

function build() {
  const dialog = element("dialog", { className: "search" });
  const input = element("input", {
    type: "text",
    placeholder: "createInquiry, email, approved …",
    autocomplete: "off",
    spellcheck: false,
  });
  const list = element("ul", { id: "search-hits" });
  const status = element("p", { className: "status" });
  const close = element("button", { type: "button", className: "close", textContent: "Esc" });
  dialog.setAttribute("aria-label", "Search");
  close.setAttribute("aria-label", "Close search");
  close.addEventListener("click", () => dialog.close());
  for (const [name, value] of [
    ["role", "combobox"],
    ["aria-label", "Search operations, events, schemas, fields and guides"],
    ["aria-controls", list.id],
    ["aria-expanded", "false"],
    ["aria-autocomplete", "list"],
  ] as const) {
    input.setAttribute(name, value);
  }
  list.setAttribute("role", "listbox");
  list.setAttribute("aria-label", "Results");
  status.setAttribute("role", "status");
  const head = element("div", { className: "head" });
  head.append(input, close);
  dialog.append(head, list, status);
  document.body.append(dialog);
  return { dialog, input, list, status };
}

function option(
  [kind, name, detail, url]: SearchEntry,
  { index, root }: { index: number; root: string },
): HTMLElement {
  const item = element("li", { id: `search-hit-${index}` });
  item.setAttribute("role", "option");
  item.setAttribute("aria-selected", "false");
  const link = element("a", { href: root + url, tabIndex: -1 });
  link.append(
    element("span", { className: `kind ${kind}`, textContent: kind }),
    element("strong", { textContent: name }),
    element("span", { className: "detail", textContent: detail }),
  );
  item.append(link);
  return item;
}

function element<K extends keyof HTMLElementTagNameMap>(
  tag: K,
  properties: Partial<HTMLElementTagNameMap[K]>,
): HTMLElementTagNameMap[K] {
  return Object.assign(document.createElement(tag), properties);
}
