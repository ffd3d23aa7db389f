/** How the reference page looks. Colours and sizes are those of the pages. */
export const referenceStyle = `:root {
  color-scheme: light dark;
  --background: light-dark(#fbfbfa, #111317);
  --surface: light-dark(#ffffff, #181b20);
  --raised: light-dark(#f4f4f3, #20242b);
  --line: light-dark(#e4e5e8, #2a2e35);
  --edge: light-dark(#8b919b, #6b727d);
  --ink: light-dark(#1b1d21, #ecedef);
  --muted: light-dark(#5c626b, #a0a6b0);
  --accent: light-dark(#2f5bd7, #8aa8ff);
}
* { box-sizing: border-box; }
html { background: var(--background); color: var(--ink); scroll-padding-top: 1rem; }
body {
  margin: 0; display: grid; grid-template-columns: 15rem minmax(0, 1fr);
  font: 0.9375rem/1.375rem "Pretendard Variable", Pretendard, -apple-system, system-ui, "Apple SD Gothic Neo", "Malgun Gothic", "Noto Sans KR", sans-serif;
}
code { font: 0.8125rem ui-monospace, "SF Mono", Menlo, Consolas, monospace; overflow-wrap: anywhere; }
a { color: var(--accent); text-decoration: none; }
a:hover { text-decoration: underline; }
:focus-visible { outline: 2px solid var(--accent); outline-offset: 2px; border-radius: 2px; }
nav { position: sticky; top: 0; height: 100vh; overflow-y: auto; padding: 1.5rem 1rem; border-right: 1px solid var(--line); font-size: 0.8125rem; }
nav h1 { margin: 0 0 1rem; font-size: 1.125rem; line-height: 1.5rem; font-weight: 650; }
nav ul { margin: 1rem 0 0; padding: 0; list-style: none; }
nav li { display: flex; justify-content: space-between; gap: 0.5rem; }
nav li a { flex: 1; padding: 0.1875rem 0; color: var(--ink); }
nav label { display: block; color: var(--muted); }
nav input { width: 100%; padding: 0.3125rem 0.5rem; font: inherit; color: inherit; background: var(--surface); border: 1px solid var(--edge); border-radius: 6px; }
.count { padding: 0.1875rem 0; color: var(--muted); font-variant-numeric: tabular-nums; }
main { max-width: 68rem; padding: 1.5rem 2rem 6rem; min-width: 0; }
h2 { margin: 2.5rem 0 0.5rem; font-size: 1.125rem; line-height: 1.5rem; font-weight: 650; }
h4 { margin: 1rem 0 0.25rem; font-size: 0.75rem; line-height: 1rem; font-weight: 500; color: var(--muted); }
p { margin: 0.5rem 0; max-width: 46rem; }
details { border-top: 1px solid var(--line); }
section > details:last-child { border-bottom: 1px solid var(--line); }
summary { display: flex; align-items: baseline; gap: 0.75rem; padding: 0.4375rem 0.25rem; cursor: pointer; list-style: none; }
summary::-webkit-details-marker { display: none; }
summary:hover { background: var(--raised); }
.method { flex: none; width: 3.75rem; font-size: 0.75rem; font-weight: 650; color: var(--muted); }
.about { margin-left: auto; max-width: 50%; color: var(--muted); font-size: 0.8125rem; text-align: right; }
.body { padding: 0.25rem 0.25rem 1.25rem 4.75rem; }
.schema .body { padding-left: 1.25rem; }
.body > p { font-size: 0.875rem; line-height: 1.25rem; }
.body > .who { color: var(--muted); font-size: 0.8125rem; }
.answer { display: grid; grid-template-columns: 4rem 12rem minmax(0, 1fr); padding: 0.25rem 0; border-top: 1px solid var(--line); font-size: 0.8125rem; }
.answer > :first-child, .answer > span { padding: 0.1875rem 0; color: var(--muted); }
.answer .content { margin: 0; }
.content { margin: 0.25rem 0 0.75rem; }
.content p { margin: 0.25rem 0; font-size: 0.8125rem; }
table { width: 100%; border-collapse: collapse; font-size: 0.8125rem; line-height: 1.125rem; }
th, td { padding: 0.3125rem 0.75rem 0.3125rem 0; border-top: 1px solid var(--line); text-align: left; vertical-align: top; font-weight: 400; }
th { width: 24%; }
th + td { width: 26%; }
td table { margin-top: 0.25rem; padding-left: 0.75rem; border-left: 1px solid var(--line); }
td table th { padding-left: 0.75rem; width: 32%; }
.needed, .place { color: var(--muted); font-size: 0.75rem; }
#problems th { width: 16rem; }
#problems th + td { width: 3.5rem; }
:target { background: var(--raised); }
@media (max-width: 760px) {
  body { display: block; }
  nav { position: static; height: auto; border-right: 0; border-bottom: 1px solid var(--line); padding: 1rem; }
  nav ul { display: flex; flex-wrap: wrap; gap: 0 0.875rem; }
  .count { display: none; }
  main { padding: 0.5rem 1rem 4rem; }
  summary { flex-wrap: wrap; gap: 0.125rem 0.5rem; }
  .about { margin-left: 0; max-width: none; width: 100%; text-align: left; }
  .body, .schema .body { padding-left: 0.5rem; }
  .answer { grid-template-columns: 3.5rem minmax(0, 1fr); }
  .answer > div { grid-column: 2; }
  .wide, .body { overflow-x: auto; }
  th, td { min-width: 6rem; }
  #problems th { width: auto; }
}
@media print { nav { display: none; } body { display: block; } }
`;

/** What the page does with a script: it finds, and opens what an address points at. */
export const referenceScript = `const find = document.querySelector("#find");
const blocks = [...document.querySelectorAll("details.operation, details.schema, #problems tr")];
const texts = new Map(blocks.map((each) => [each, (each.querySelector("summary") ?? each).textContent.toLowerCase() + " " + each.id.toLowerCase()]));
const sections = [...document.querySelectorAll("main section:not(#start)")];
const nothing = document.querySelector("#nothing");
const show = () => {
  const words = find.value.toLowerCase().split(/\\s+/).filter(Boolean);
  for (const each of blocks) each.hidden = !words.every((word) => texts.get(each).includes(word));
  for (const each of sections) each.hidden = blocks.every((block) => block.hidden || !each.contains(block));
  nothing.hidden = sections.some((each) => !each.hidden);
  if (words.length > 0) scrollTo(0, 0);
};
const open = () => {
  const target = location.hash.length > 1 ? document.getElementById(decodeURIComponent(location.hash.slice(1))) : null;
  if (target?.tagName !== "DETAILS") return;
  target.open = true;
  target.scrollIntoView();
};
find.disabled = false;
find.addEventListener("input", show);
addEventListener("hashchange", open);
addEventListener("keydown", (event) => {
  if (event.key !== "/" || event.target === find || event.ctrlKey || event.metaKey || event.altKey) return;
  event.preventDefault();
  find.focus();
});
show();
open();
`;
