// The console's stylesheet, in the colours of the newsroom's.
export const style = `:root {
  color-scheme: light dark;
  --paper: #fdfcf9;
  --card: #ffffff;
  --ink: #1c2023;
  --quiet: #575f64;
  --rule: #d9d5cb;
  --accent: #0b5563;
  --good: #1c6b3a;
  --good-soft: #e4f1e7;
  --bad: #a32318;
  --bad-soft: #fae6e2;
  --waiting: #7a5200;
  --waiting-soft: #f8ecd0;
  --quiet-soft: #eceae4;
  --sans: system-ui, "Segoe UI", "Helvetica Neue", "Noto Sans", Arial, sans-serif;
  --mono: ui-monospace, "Cascadia Mono", Menlo, Consolas, "Noto Sans Mono", monospace;
  font: 100%/1.5 var(--sans);
}
@media (prefers-color-scheme: dark) {
  :root {
    --paper: #15191b;
    --card: #1c2123;
    --ink: #e7e4dc;
    --quiet: #a5abad;
    --rule: #363d40;
    --accent: #8fcdd8;
    --good: #86d3a0;
    --good-soft: #1d3526;
    --bad: #f5a196;
    --bad-soft: #45211d;
    --waiting: #e8c46c;
    --waiting-soft: #3b3018;
    --quiet-soft: #2a3033;
  }
}
:lang(ar), :lang(fa), :lang(ur), :lang(ps), :lang(ckb) { font-family: "Geeza Pro", "Noto Naskh Arabic", "Segoe UI", Tahoma, Arial, sans-serif; }
:lang(he), :lang(yi) { font-family: "Arial Hebrew", "Noto Sans Hebrew", "Segoe UI", Arial, sans-serif; }
* { box-sizing: border-box; }
body { margin: 0; background: var(--paper); color: var(--ink); overflow-wrap: anywhere; }
a { color: var(--accent); text-underline-offset: 0.18em; }
:focus-visible { outline: 0.15em solid var(--accent); outline-offset: 0.2em; }
.skip { position: absolute; inset-inline-start: 1rem; inset-block-start: -10rem; padding: 0.5rem 1rem; background: var(--paper); }
.skip:focus { inset-block-start: 0.5rem; }
.hidden { position: absolute; inline-size: 1px; block-size: 1px; overflow: hidden; clip-path: inset(50%); }
.masthead, main { max-inline-size: 84rem; margin-inline: auto; padding-inline: clamp(1rem, 3vw, 2rem); }
.masthead { display: flex; flex-wrap: wrap; align-items: baseline; gap: 0.25rem 2rem; padding-block: 0.9rem; border-block-end: 1px solid var(--rule); }
.masthead p { margin: 0; font-weight: 700; }
.masthead ul { display: flex; flex-wrap: wrap; gap: 0.25rem 1.4rem; margin: 0; padding: 0; list-style: none; }
.masthead a { display: inline-block; padding-block: 0.25rem; }
.masthead [aria-current] { color: inherit; font-weight: 600; text-decoration: none; border-block-end: 0.15rem solid var(--accent); }
main { padding-block: 1.25rem 3rem; }
h1 { margin: 0 0 0.75rem; font-size: 1.5rem; line-height: 1.3; }
h2 { margin: 0 0 0.6rem; font-size: 1.05rem; line-height: 1.3; }
p { margin: 0 0 0.5rem; }
section { margin-block-end: 1.75rem; }
.hint, .count, .updates, .facts, time, .file, .none { color: var(--quiet); font-size: 0.875rem; }
.columns { font-size: 0.9375rem; }
.empty { padding: 0.7rem 1rem; background: var(--quiet-soft); border-radius: 0.4rem; }
.badge { display: inline-block; padding: 0.05rem 0.55rem; border-radius: 1rem; font-size: 0.8125rem; font-weight: 600; white-space: nowrap; background: var(--quiet-soft); color: var(--quiet); }
.badge.good { background: var(--good-soft); color: var(--good); }
.badge.bad { background: var(--bad-soft); color: var(--bad); }
.badge.waiting { background: var(--waiting-soft); color: var(--waiting); }
.badge.good::before { content: "✓ " / ""; }
.badge.bad::before { content: "✕ " / ""; }
.badge.waiting::before { content: "◷ " / ""; }
.states { display: flex; flex-wrap: wrap; align-items: baseline; gap: 0.25rem 0.6rem; }
.title { display: flex; flex-wrap: wrap; align-items: baseline; justify-content: space-between; gap: 0 2rem; }
.state { margin-block-end: 1.5rem; padding: 0.7rem 1rem; border-radius: 0.4rem; border-inline-start: 0.3rem solid var(--good); background: var(--card); }
.state.bad { border-color: var(--bad); }
.state.waiting { border-color: var(--waiting); }
.state p { margin: 0; }
.state ul { margin: 0.5rem 0 0; padding-inline-start: 1.2rem; }
.state .address { margin-block: 0.25rem; overflow-wrap: anywhere; }
.state .redrive { margin-block: 0.25rem 0.5rem; }
.stages code { font-weight: 400; white-space: nowrap; }
.columns { display: grid; gap: 0 2.5rem; grid-template-columns: repeat(auto-fit, minmax(min(100%, 30rem), 1fr)); }
.columns > div { min-inline-size: 0; }
.cards { margin: 0 0 0.5rem; padding: 0; list-style: none; }
.cards > li { margin-block-end: 0.6rem; padding: 0.7rem 0.9rem; background: var(--card); border: 1px solid var(--rule); border-radius: 0.4rem; }
.cards p { margin: 0 0 0.3rem; }
.cards > li > :last-child { margin-block-end: 0; }
.problems { margin: 0; padding: 0; list-style: none; }
.problems li { margin-block-start: 0.35rem; }
.message { unicode-bidi: isolate; }
.editions { margin: 0 0 0.4rem; padding: 0; list-style: none; }
.editions li { display: grid; grid-template-columns: 5rem minmax(0, 1fr); gap: 0.75rem; align-items: baseline; }
.editions .language { color: var(--quiet); font-size: 0.875rem; }
.headline, .subject { unicode-bidi: isolate; }
.copies { display: flex; flex-wrap: wrap; gap: 0.1rem 1.1rem; margin: 0; font-size: 0.875rem; }
.copies div { display: flex; flex-direction: row-reverse; gap: 0.3rem; }
.copies dt { color: var(--quiet); }
.copies dd { margin: 0; font-weight: 600; font-variant-numeric: tabular-nums; }
.copies .bad > *, td.bad { color: var(--bad); font-weight: 600; }
.copy { margin: 0 0 0.6rem; padding: 0.5rem 0.75rem; background: var(--card); border: 1px solid var(--rule); border-radius: 0.4rem; white-space: pre-wrap; user-select: all; }
code, .log, .plain { font-family: var(--mono); font-size: 0.875rem; }
.scroll { overflow-x: auto; }
table { border-collapse: collapse; inline-size: 100%; font-size: 0.9rem; }
th, td { padding: 0.35rem 0.6rem; border-block-end: 1px solid var(--rule); text-align: start; vertical-align: baseline; }
th { font-weight: 600; }
thead th { color: var(--quiet); font-size: 0.8125rem; }
.stages { overflow-wrap: normal; }
.stages :is(th, td):not(:first-child):not(:last-child) { text-align: end; font-variant-numeric: tabular-nums; }
.zero { color: var(--quiet); }
.log { margin: 0; padding: 0.6rem 0.9rem; list-style: none; background: var(--card); border: 1px solid var(--rule); border-radius: 0.4rem; line-height: 1.6; }
.filter { display: flex; flex-wrap: wrap; align-items: center; gap: 0.5rem 0.75rem; margin-block-end: 0.75rem; }
.filter label { font-weight: 600; }
input { flex: 0 1 22rem; min-inline-size: 10rem; padding: 0.45rem 0.65rem; border: 1px solid var(--quiet); border-radius: 0.3rem; background: var(--card); color: inherit; font: inherit; }
button { padding: 0.5rem 1.2rem; border: 0; border-radius: 0.3rem; background: var(--accent); color: var(--paper); font: 600 1rem/1.4 var(--sans); cursor: pointer; }
.mails { margin: 0; padding: 0; list-style: none; border-block-start: 1px solid var(--rule); }
.mails > li { display: grid; grid-template-columns: minmax(0, 1fr) auto; gap: 0.1rem 1.5rem; padding-block: 0.75rem; border-block-end: 1px solid var(--rule); }
.mails p { margin: 0; }
.mails .states { grid-column: 2; grid-row: 1; justify-content: end; }
.mails .subject { grid-column: 1; grid-row: 1; font-size: 1.05rem; font-weight: 600; text-align: left; }
.mails .subject a { color: inherit; text-decoration-color: var(--rule); }
.mails .facts { grid-column: 1 / -1; display: flex; flex-wrap: wrap; gap: 0 1.2rem; }
.turn { display: flex; gap: 1.5rem; margin-block-start: 1rem; }
.headers th { inline-size: 12rem; color: var(--quiet); }
.links { display: flex; flex-wrap: wrap; gap: 0.25rem 1.5rem; margin: 1rem 0 1.75rem; padding: 0; list-style: none; }
.frames { display: flex; flex-wrap: wrap; gap: 1.5rem; }
figure { margin: 0; min-inline-size: 0; max-inline-size: 100%; overflow-x: auto; }
figcaption { margin-block-end: 0.35rem; color: var(--quiet); font-size: 0.875rem; }
iframe { display: block; box-sizing: content-box; block-size: 46rem; border: 1px solid var(--rule); border-radius: 0.4rem; background: Canvas; resize: vertical; }
.phone { flex: 0 1 362px; }
.phone iframe { inline-size: calc(100% - 2px); }
.desktop { flex: 1 1 642px; }
.desktop iframe { inline-size: calc(100% - 2px); min-inline-size: 640px; }
.plain { padding: 0.9rem 1rem; background: var(--card); border: 1px solid var(--rule); border-radius: 0.4rem; max-inline-size: 48rem; }
.plain p { margin: 0; white-space: pre-wrap; }
.plain :is(:lang(ar), :lang(fa), :lang(ur), :lang(ps), :lang(ckb), :lang(he), :lang(yi)) { font-size: 1rem; }
summary { cursor: pointer; }
@media (max-width: 40rem) {
  .mails > li { grid-template-columns: minmax(0, 1fr); }
  .mails .states, .mails .subject { grid-column: 1; grid-row: auto; justify-content: start; }
  .headers :is(tr, th, td) { display: block; inline-size: auto; }
  .headers th { padding-block-end: 0; border: 0; }
}
`;
