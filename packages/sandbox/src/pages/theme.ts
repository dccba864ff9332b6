/** Colours and typefaces of the sandbox's pages: ink on paper with the red of a seal, or chalk on slate in dark mode. */
export const THEME = `
:root {
  color-scheme: light dark;
  --paper: #f6f3ed;
  --raised: #ffffff;
  --ink: #1d1b18;
  --soft: #57524a;
  --line: #d9d3c6;
  --edge: #8a8377;
  --accent: #a8380f;
  --wash: #f9ece6;
  --good: #1f7a46;
  --open: #a86a00;
  --bad: #b3261e;
  --shadow: 0 1px 2px rgb(60 45 30 / 6%), 0 12px 32px -16px rgb(60 45 30 / 22%);
  --serif: ui-serif, "Iowan Old Style", "Palatino Linotype", Palatino, "URW Palladio L", Georgia, serif;
  --sans: system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", sans-serif;
  --mono: ui-monospace, "SF Mono", "Cascadia Code", Menlo, Consolas, "DejaVu Sans Mono", monospace;
}
@media (prefers-color-scheme: dark) {
  :root {
    --paper: #151413;
    --raised: #1e1c1a;
    --ink: #f0ece4;
    --soft: #b3aca0;
    --line: #35312c;
    --edge: #7d756a;
    --accent: #ff9d76;
    --wash: #2c1d16;
    --good: #63c98c;
    --open: #e7b24a;
    --bad: #ff8a80;
    --shadow: 0 1px 2px rgb(0 0 0 / 40%);
  }
}
`;
