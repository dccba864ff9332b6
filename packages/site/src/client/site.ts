import { copyButtons } from "./copy-buttons.ts";
import { searchDialog } from "./search-dialog.ts";

const { root = "" } = document.documentElement.dataset;
const dialog = searchDialog(root);

for (const button of document.querySelectorAll<HTMLElement>("[data-search]")) {
  button.hidden = false;
  button.addEventListener("click", () => dialog.open());
}
document.addEventListener("keydown", (event) => {
  const isTyping =
    event.target instanceof Element && event.target.matches("input, textarea, select");
  const isShortcut =
    (event.key === "/" && !isTyping && !event.ctrlKey && !event.metaKey && !event.altKey) ||
    (event.key === "k" && (event.ctrlKey || event.metaKey));
  if (!isShortcut) return;
  event.preventDefault();
  dialog.open();
});
// References do not load this script; they link to the search here.
if (location.hash === "#search") dialog.open();
copyButtons();
