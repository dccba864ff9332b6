import { OWN_PATH } from "../exchange/own-path.ts";

/**
 * Script of the console. Whenever the sandbox reports a change, it loads the page again and replaces the parts that are
 * live and differ. Without it, the page is reloaded by hand.
 */
export const CLIENT: string = `"use strict";
const status = document.getElementById("connection");
let isLoading = false;
let isStale = false;

async function update() {
  isStale = true;
  if (isLoading) return;
  isLoading = true;
  while (isStale) {
    isStale = false;
    const response = await fetch(location.href).catch(() => undefined);
    if (response?.ok) show(new DOMParser().parseFromString(await response.text(), "text/html"));
  }
  isLoading = false;
}

function show(loaded) {
  for (const live of document.querySelectorAll("[data-live]")) {
    const next = loaded.getElementById(live.id);
    if (next === null || next.outerHTML === live.outerHTML) continue;
    const { activeElement } = document;
    const focused = live.contains(activeElement) ? activeElement.id : "";
    live.replaceWith(next);
    if (focused !== "") document.getElementById(focused)?.focus();
  }
}

if (document.querySelector("[data-live]") !== null) {
  const changes = new EventSource("${OWN_PATH}/changes");
  changes.addEventListener("open", () => {
    status.textContent = "Live";
    update();
  });
  changes.addEventListener("change", update);
  changes.addEventListener("error", () => {
    status.textContent = "Not connected";
  });
}
`;
