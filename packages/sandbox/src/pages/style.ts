import { THEME } from "./theme.ts";

/** Stylesheet of the pages of verifications. */
export const STYLE: string = `${THEME}
*, *::before, *::after { box-sizing: border-box; }
html { -webkit-text-size-adjust: 100%; }
body {
  margin: 0 auto;
  padding: 0 1.25rem 3rem;
  max-width: 40rem;
  background: var(--paper);
  color: var(--ink);
  font: 1rem/1.55 var(--sans);
  overflow-wrap: anywhere;
}
header {
  display: flex;
  flex-wrap: wrap;
  gap: 0 1rem;
  justify-content: space-between;
  align-items: baseline;
  padding: 1.5rem 0 1rem;
}
header p { margin: 0; }
.wordmark { font: 600 1.05rem/1.3 var(--serif); }
.note { color: var(--soft); font-size: .875rem; }
main {
  padding: clamp(1.25rem, 5vw, 2.25rem);
  background: var(--raised);
  border: 1px solid var(--line);
  border-top: 4px solid var(--accent);
  border-radius: 4px 4px 12px 12px;
  box-shadow: var(--shadow);
}
h1, h2 { font-family: var(--serif); font-weight: 600; line-height: 1.2; text-wrap: balance; }
h1 { margin: 0 0 1.25rem; font-size: clamp(1.5rem, 5vw, 2rem); letter-spacing: -.01em; }
h2 { margin: 1.75rem 0 .75rem; font-size: 1.15rem; }
p { text-wrap: pretty; }
a { color: var(--accent); text-decoration-thickness: 1px; text-underline-offset: .2em; }
a:hover { text-decoration-thickness: 2px; }
code { font: .875em var(--mono); }
:focus-visible { outline: 3px solid var(--accent); outline-offset: 2px; border-radius: 4px; }
dl { display: grid; gap: .5rem 1.5rem; grid-template-columns: auto 1fr; margin: 0 0 1.25rem; }
dl div { display: contents; }
dt { color: var(--soft); }
dd { margin: 0; }
.state {
  padding: .15em .6em;
  border: 1px solid var(--line);
  border-radius: 1em;
  background: var(--paper);
  font-weight: 600;
}
.problem { padding: .75rem 1rem; border-left: 4px solid var(--bad); background: var(--wash); }
.hint { margin: .5rem 0 1rem; color: var(--soft); font-size: .9rem; }
details { border: 1px solid var(--line); border-radius: 8px; padding: 0 1rem; scroll-margin-top: 1rem; }
summary { padding: .7rem 0; cursor: pointer; }
details nav ul { display: flex; flex-wrap: wrap; gap: .5rem; margin: 0 0 1rem; padding: 0; list-style: none; }
details nav a {
  display: inline-block;
  padding: .35rem .8rem;
  border: 1px solid var(--edge);
  border-radius: 2em;
  color: var(--ink);
  font-size: .9rem;
  text-decoration: none;
}
details nav a:hover { border-color: var(--accent); }
details nav a[aria-current] { border-color: var(--accent); background: var(--wash); font-weight: 600; }
.fields { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(14rem, 100%), 1fr)); gap: .75rem 1rem; padding-bottom: 1.25rem; }
.fields p { margin: 0; }
label { display: block; margin-bottom: .2rem; font-size: .9rem; }
input, select {
  width: 100%;
  min-height: 2.75rem;
  padding: .4rem .7rem;
  border: 1px solid var(--edge);
  border-radius: 6px;
  background: var(--raised);
  color: inherit;
  font: inherit;
}
.outcomes { display: grid; gap: .5rem; margin: 0; padding: 0; list-style: none; }
.outcomes li {
  position: relative;
  display: flex;
  gap: .75rem;
  align-items: center;
  padding: 0 1rem;
  border: 1px solid var(--edge);
  border-radius: 8px;
}
.outcomes li:hover { border-color: var(--tone, var(--accent)); background: var(--paper); }
.outcomes li:active { background: var(--wash); }
.outcomes code { color: var(--soft); text-align: right; }
button {
  flex: 1;
  flex-basis: max-content;
  min-height: 2.9rem;
  padding: 0;
  border: 0;
  background: none;
  color: inherit;
  font: inherit;
  font-weight: 600;
  text-align: left;
  cursor: pointer;
}
button::before {
  content: "";
  display: inline-block;
  margin-right: .75rem;
  width: .65em;
  height: .65em;
  border: 2px solid var(--tone, var(--edge));
  border-radius: 50%;
}
/* The whole row is the button. */
button::after { content: ""; position: absolute; inset: 0; border-radius: 8px; }
button:focus-visible { outline: none; }
button:focus-visible::after { outline: 3px solid var(--accent); outline-offset: 2px; }
.good { --tone: var(--good); }
.open { --tone: var(--open); }
.bad { --tone: var(--bad); }
.good button::before, .open button::before, .bad button::before { background: var(--tone); }
.back { margin: 1.75rem 0 0; padding-top: 1.25rem; border-top: 1px solid var(--line); }
.back span { display: block; color: var(--soft); font-size: .9rem; }
@media (forced-colors: active) {
  button::before { forced-color-adjust: none; }
}
`;
