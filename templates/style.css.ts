// The site's one stylesheet. Logical properties only: right-to-left pages need no rules of their own.
// Arabic and Hebrew have faces of their own, more leading, and neither italics nor letter-spacing.
export const style = `:root {
  color-scheme: light dark;
  --paper: #fdfcf9;
  --ink: #1c2023;
  --quiet: #575f64;
  --rule: #d9d5cb;
  --accent: #0b5563;
  --notice: #f3eee0;
  --went: #9b1c1c;
  --went-paper: #fbe9e6;
  --came: #14592c;
  --came-paper: #e2f1e4;
  --serif: Charter, "Bitstream Charter", "Sitka Text", Cambria, Georgia, serif;
  --sans: system-ui, "Segoe UI", "Helvetica Neue", Arial, sans-serif;
  font: 112.5%/1.6 var(--serif);
}
@media (prefers-color-scheme: dark) {
  :root {
    --paper: #15191b;
    --ink: #e7e4dc;
    --quiet: #a5abad;
    --rule: #363d40;
    --accent: #8fcdd8;
    --notice: #24292a;
    --went: #ffb3a7;
    --went-paper: #3b201d;
    --came: #9edcae;
    --came-paper: #183021;
  }
}
:lang(ar), :lang(fa), :lang(ur), :lang(ps), :lang(ckb) {
  --serif: "Geeza Pro", "Noto Naskh Arabic", "Segoe UI", Tahoma, Arial, sans-serif;
  --sans: var(--serif);
  font-family: var(--serif);
  line-height: 1.85;
}
:lang(he), :lang(yi) {
  --serif: "Frank Ruehl", FrankRuehl, David, "Noto Serif Hebrew", "Times New Roman", serif;
  --sans: "Arial Hebrew", "Noto Sans Hebrew", "Segoe UI", Arial, sans-serif;
  font-family: var(--serif);
  line-height: 1.7;
}
* { box-sizing: border-box; }
body {
  margin: 0;
  background: var(--paper);
  color: var(--ink);
  overflow-wrap: break-word;
}
a { color: var(--accent); text-underline-offset: 0.18em; text-decoration-thickness: from-font; }
a:hover { text-decoration-thickness: 0.12em; }
:focus-visible { outline: 0.15em solid var(--accent); outline-offset: 0.2em; }
.skip { position: absolute; inset-inline-start: 1rem; inset-block-start: -10rem; padding: 0.5rem 1rem; background: var(--paper); }
.skip:focus { inset-block-start: 0.5rem; }
.masthead, main, .imprint {
  max-inline-size: 42rem;
  margin-inline: auto;
  padding-inline: 1.25rem;
}
.masthead {
  display: flex;
  flex-wrap: wrap;
  align-items: baseline;
  justify-content: space-between;
  gap: 0.25rem 2rem;
  padding-block: 1.5rem 1rem;
  border-block-end: 1px solid var(--rule);
}
.masthead .home { font-weight: 700; color: inherit; text-decoration: none; }
.masthead .home:hover { text-decoration: underline; }
.languages, .links { margin: 0; padding: 0; list-style: none; display: flex; flex-wrap: wrap; align-items: baseline; gap: 0.25rem 1.1rem; }
.languages { font-family: var(--sans); font-size: 0.85rem; }
.languages a, .links a { display: inline-block; padding-block: 0.25rem; }
.languages [aria-current] { color: var(--quiet); }
main { padding-block: 2.5rem 3rem; }
h1 { margin: 0 0 1rem; font-size: clamp(1.65rem, 1.2rem + 2vw, 2.35rem); line-height: 1.22; text-wrap: balance; }
h2 { margin: 2.25rem 0 0.75rem; font-size: 1.25rem; line-height: 1.35; text-wrap: balance; }
:is(h1, h2):is(:lang(ar), :lang(fa), :lang(ur), :lang(ps), :lang(ckb)) { line-height: 1.55; }
.subheadline { margin: 0 0 1rem; font-size: 1.2rem; line-height: 1.45; color: var(--quiet); }
.facts { font-family: var(--sans); font-size: 0.9rem; color: var(--quiet); }
.facts p { margin: 0 0 0.2rem; }
.correction { margin: 1.25rem 0 0; padding: 0.75rem 1rem; background: var(--notice); border-inline-start: 0.25rem solid var(--accent); color: var(--ink); }
.body { margin-block-start: 2rem; }
.body p, .body ul, .body ol, .body table, .body figure { margin: 0 0 1.1rem; }
.body :is(ul, ol) { padding-inline-start: 1.5rem; }
.body li + li { margin-block-start: 0.35rem; }
.body blockquote { margin: 1.5rem 0; padding-inline-start: 1.25rem; border-inline-start: 0.2rem solid var(--rule); }
.body blockquote > :last-child { margin-block-end: 0; }
.body img { max-inline-size: 100%; block-size: auto; }
.body table { display: block; overflow-x: auto; border-collapse: collapse; }
.body :is(th, td) { padding: 0.35rem 0.75rem; border-block-end: 1px solid var(--rule); text-align: start; }
.body pre { overflow-x: auto; font-size: 0.85rem; }
:is(:lang(ar), :lang(he)) :is(em, i, cite) { font-style: normal; font-weight: 600; }
.withdrawn { margin-block: 0 2rem; padding: 1rem 1.25rem; background: var(--notice); border: 1px solid var(--rule); border-inline-start: 0.3rem solid var(--went); }
.withdrawn :is(h1, h2) { margin: 0 0 0.5rem; font-size: 1.35rem; }
.withdrawn p { margin: 0 0 0.5rem; }
.withdrawn > :last-child { margin-block-end: 0; }
.history { margin-block-start: 3rem; padding-block-start: 0.5rem; border-block-start: 1px solid var(--rule); }
.history ol { margin: 0; padding: 0; list-style: none; }
.history li { padding-block: 0.6rem; }
.history p { margin: 0.4rem 0 0; }
.history time, .history summary { font-family: var(--sans); font-size: 0.9rem; color: var(--quiet); }
.history summary { inline-size: fit-content; padding-block: 0.25rem; color: var(--accent); cursor: pointer; }
.history details > p { padding-inline-start: 1rem; border-inline-start: 0.2rem solid var(--rule); margin-block: 0.6rem; }
.history .note { font-family: var(--sans); font-size: 0.9rem; color: var(--quiet); }
.history :is(del, ins) { unicode-bidi: isolate; padding-inline: 0.12em; border-radius: 0.15em; box-decoration-break: clone; -webkit-box-decoration-break: clone; }
.history del { color: var(--went); background: var(--went-paper); text-decoration: line-through; }
.history ins { color: var(--came); background: var(--came-paper); text-decoration: underline; text-decoration-thickness: 0.1em; text-underline-offset: 0.2em; }
.after { margin-block-start: 3rem; padding-block-start: 0.5rem; border-block-start: 1px solid var(--rule); font-family: var(--sans); font-size: 0.9rem; }
.after h2 { margin: 1.25rem 0 0.35rem; font-size: 0.9rem; color: var(--quiet); }
.releases { margin: 2rem 0 0; padding: 0; list-style: none; }
.releases > li { padding-block: 1.5rem; border-block-start: 1px solid var(--rule); }
.releases h2 { margin: 0 0 0.4rem; }
.releases h2 a { color: inherit; text-decoration: none; }
.releases h2 a:hover { text-decoration: underline; }
.releases p { margin: 0.4rem 0 0; }
.releases time { font-family: var(--sans); font-size: 0.85rem; color: var(--quiet); }
.newsrooms { margin: 0; padding: 0; list-style: none; }
.newsrooms > li { padding-block: 1.1rem; border-block-end: 1px solid var(--rule); font-size: 1.3rem; }
.newsrooms small { display: block; font-family: var(--sans); font-size: 0.85rem; color: var(--quiet); }
button { padding: 0.8rem 2rem; border: 0; border-radius: 0.25rem; background: var(--accent); color: var(--paper); font: 600 1.05rem/1.4 var(--sans); cursor: pointer; }
.imprint { padding-block: 1.25rem 2.5rem; border-block-start: 1px solid var(--rule); font-family: var(--sans); font-size: 0.85rem; color: var(--quiet); }
.imprint address { font-style: normal; }
@media print {
  :root { --paper: #fff; --ink: #000; --quiet: #333; --accent: #000; --went: #000; --went-paper: none; --came: #000; --came-paper: none; font-size: 11pt; }
  .skip, .languages, .after, button { display: none; }
  .masthead, main, .imprint { max-inline-size: none; padding-inline: 0; }
  h1, h2 { break-after: avoid; }
  .history details::details-content { content-visibility: visible; block-size: auto; }
  .history summary { list-style: none; }
  blockquote, img, li { break-inside: avoid; }
  .body a[href^="http"]::after { content: " (" attr(href) ")"; font-size: 0.85em; unicode-bidi: isolate; }
}
`;
