import { createHighlighterCore, type HighlighterCore } from "shiki/core";
import { createJavaScriptRegexEngine } from "shiki/engine/javascript";

/** Highlights code at build time, with colours for light and dark. Pages need no script for it. */
export type Highlight = (code: string, language: string) => string;

const ALIASES: Readonly<Record<string, string>> = {
  ts: "typescript",
  js: "javascript",
  sh: "shellscript",
  bash: "shellscript",
  shell: "shellscript",
  yml: "yaml",
  md: "markdown",
};

/** Loads the languages of our guides. Code in any other language is not highlighted. */
export async function createHighlight(): Promise<Highlight> {
  const highlighter = await load();
  const known = new Set(highlighter.getLoadedLanguages());
  return (code, language) => {
    const lang = ALIASES[language] ?? language;
    return highlighter.codeToHtml(code, {
      lang: known.has(lang) ? lang : "text",
      themes: { light: "github-light-high-contrast", dark: "github-dark-high-contrast" },
      defaultColor: false,
      // By default, a line that takes long is not highlighted, so the output would depend on the machine's load.
      tokenizeTimeLimit: 0,
    });
  };
}

function load(): Promise<HighlighterCore> {
  return createHighlighterCore({
    themes: [
      import("shiki/themes/github-light-high-contrast.mjs"),
      import("shiki/themes/github-dark-high-contrast.mjs"),
    ],
    langs: [
      import("shiki/langs/typescript.mjs"),
      import("shiki/langs/javascript.mjs"),
      import("shiki/langs/shellscript.mjs"),
      import("shiki/langs/json.mjs"),
      import("shiki/langs/yaml.mjs"),
      import("shiki/langs/http.mjs"),
      import("shiki/langs/diff.mjs"),
      import("shiki/langs/toml.mjs"),
      import("shiki/langs/markdown.mjs"),
    ],
    engine: createJavaScriptRegexEngine(),
  });
}
