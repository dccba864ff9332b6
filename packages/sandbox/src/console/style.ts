import { THEME } from "../pages/theme.ts";

/** Stylesheet of the console. */
export const STYLE: string = `${THEME}
*, *::before, *::after { box-sizing: border-box; }
html { -webkit-text-size-adjust: 100%; }
body {
  margin: 0 auto;
  padding: 0 clamp(.75rem, 2.5vw, 2rem) 3rem;
  max-width: 90rem;
  background: var(--paper);
  color: var(--ink);
  font: .9375rem/1.5 var(--sans);
  overflow-wrap: anywhere;
}
header { display: flex; flex-wrap: wrap; gap: 0 1.5rem; justify-content: space-between; align-items: baseline; padding: 1rem 0 .5rem; }
header p { margin: 0; }
.wordmark { font: 600 1.1rem/1.3 var(--serif); }
.wordmark a { color: inherit; text-decoration: none; }
.note { display: flex; gap: 0 1rem; font-size: .875rem; }
#connection { color: var(--soft); }
#connection:not(:empty)::before { content: "● "; color: var(--good); }
h1, h2 { font-family: var(--serif); font-weight: 600; line-height: 1.25; }
h1 { margin: .5rem 0 1rem; font-size: clamp(1.25rem, 3vw, 1.6rem); }
h1 code { font-size: .8em; font-weight: 400; }
h2 { margin: 0 0 .75rem; font-size: 1.1rem; scroll-margin-top: 1rem; }
h3 { margin: 1.25rem 0 .5rem; font-size: .9375rem; }
p { margin: .5rem 0; }
a { color: var(--accent); text-decoration-thickness: 1px; text-underline-offset: .2em; }
a:hover { text-decoration-thickness: 2px; }
:focus-visible { outline: 3px solid var(--accent); outline-offset: 2px; border-radius: 4px; }
code, pre, .pairs td { font-family: var(--mono); font-size: .8125rem; }
.columns { display: grid; gap: 0 1.25rem; grid-template-columns: minmax(0, 1fr); }
@media (min-width: 60rem) { .columns { grid-template-columns: minmax(0, 3fr) minmax(0, 2fr); } }
.card {
  margin: 0 0 1.25rem;
  padding: 1rem clamp(.75rem, 2vw, 1.25rem);
  background: var(--raised);
  border: 1px solid var(--line);
  border-radius: 8px;
}
.soft { color: var(--soft); }
.hidden { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
table { width: 100%; border-collapse: collapse; }
th, td { padding: .4rem .75rem .4rem 0; border-top: 1px solid var(--line); text-align: left; vertical-align: top; }
thead th, caption { color: var(--soft); font-size: .8125rem; font-weight: 400; text-align: left; }
thead th { border-top: 0; white-space: nowrap; }
time, tbody th code { white-space: nowrap; }
tbody th { font-weight: 600; }
caption { padding: .25rem 0 .4rem; }
.list td:first-child time { font-variant-numeric: tabular-nums; color: var(--soft); }
.list td:first-child:has(time) { width: 1%; }
.list td:last-child, .list th:last-child { padding-right: 0; text-align: right; width: 1%; white-space: nowrap; }
.list .soft, .list .reason { display: block; font-size: .8125rem; }
.list .reason { color: var(--bad); }
.list a b { font-family: var(--mono); font-size: .8125rem; }
.pairs th { width: 1%; white-space: nowrap; font-weight: 400; color: var(--soft); }
.number { font-variant-numeric: tabular-nums; color: var(--soft); }
.badge {
  display: inline-block;
  padding: 0 .55em;
  border: 1px solid currentcolor;
  border-radius: 1em;
  font: 600 .8125rem/1.5 var(--sans);
  white-space: nowrap;
}
.badge.good { color: var(--good); }
.badge.bad { color: var(--bad); }
.badge.plain { color: var(--soft); }
.facts { display: grid; gap: .25rem 1.5rem; grid-template-columns: auto 1fr; margin: 0 0 1rem; }
.facts div { display: contents; }
.facts dt { color: var(--soft); }
.facts dd { margin: 0; }
.problem { padding: .6rem .9rem; border-left: 4px solid var(--bad); background: var(--wash); }
.scroll { overflow-x: auto; }
.parts { min-width: 36rem; }
pre {
  margin: .5rem 0;
  padding: .6rem .75rem;
  max-height: 30rem;
  overflow: auto;
  border: 1px solid var(--line);
  border-radius: 6px;
  background: var(--paper);
  white-space: pre-wrap;
}
mark { padding: 0 .1em; border-radius: 2px; background: var(--bad); color: var(--raised); font-weight: 700; }
.control {
  padding: 0 .2em;
  border: 1px solid currentcolor;
  border-radius: 3px;
  font-size: .75em;
  text-decoration: none;
  vertical-align: .1em;
}
.steps { margin: 0; padding-left: 1.5rem; }
.steps > li::marker { color: var(--soft); font-weight: 600; }
.steps h3 { margin-top: .75rem; }
ul { margin: 0; padding: 0; list-style: none; }
.verifications li { padding: .6rem 0; border-top: 1px solid var(--line); }
.verifications li:first-child { border-top: 0; padding-top: 0; }
.verifications p { margin: 0 0 .4rem; }
.verifications .soft { display: block; font-size: .8125rem; }
button {
  min-height: 2rem;
  padding: .2rem .75rem;
  border: 1px solid var(--edge);
  border-radius: 6px;
  background: var(--raised);
  color: var(--tone, inherit);
  font: inherit;
  font-size: .875rem;
  cursor: pointer;
}
button:hover { border-color: var(--tone, var(--accent)); background: var(--paper); }
form > button { margin: 0 .25rem .4rem 0; }
button.good { --tone: var(--good); }
button.bad, .danger { --tone: var(--bad); }
details { border-top: 1px solid var(--line); }
summary { padding: .5rem 0; cursor: pointer; }
.fields { display: grid; gap: .5rem 1rem; grid-template-columns: repeat(auto-fit, minmax(min(11rem, 100%), 1fr)); align-items: end; }
.fields p { margin: 0; }
label { display: block; font-size: .8125rem; color: var(--soft); }
input, select {
  width: 100%;
  min-height: 2.25rem;
  padding: .25rem .6rem;
  border: 1px solid var(--edge);
  border-radius: 6px;
  background: var(--raised);
  color: inherit;
  font: inherit;
}
@media (pointer: coarse) { button, input, select { min-height: 2.75rem; } }
@media (max-width: 40rem) { .list td:first-child time { font-size: .75rem; } th, td { padding-right: .5rem; } }
`;
