// The site's one stylesheet. Logical properties only: right-to-left pages need no rules of their own.
// Every script has faces of its own and the leading it needs; many have no italics.
// Lists lose their markers by an empty one: to "none", Safari takes them for no lists.
export const style = `:root {
  color-scheme: light dark;
  --paper: #fdfcf9;
  --ink: #1b1f22;
  --quiet: #575f64;
  --rule: #d9d5cb;
  --accent: #0b5563;
  --band: #0b5563;
  --notice: #f3eee0;
  --went: #9b1c1c;
  --went-paper: #fbe9e6;
  --came: #14592c;
  --came-paper: #e2f1e4;
  font-size: 112.5%;
}
@media (prefers-color-scheme: dark) {
  :root {
    --paper: #14181a;
    --ink: #e9e6de;
    --quiet: #a8aeb0;
    --rule: #363d40;
    --accent: #8fcdd8;
    --band: #2c6570;
    --notice: #22282a;
    --went: #ffb3a7;
    --went-paper: #3b201d;
    --came: #9edcae;
    --came-paper: #183021;
  }
}
:root, [lang] {
  --display: Charter, "Bitstream Charter", "Sitka Text", Cambria, "Noto Serif", Georgia, serif;
  --text: var(--display);
  --ui: system-ui, "Segoe UI", "Helvetica Neue", Arial, sans-serif;
  --leading: 1.6;
  --tight: 1.2;
}
:is(:lang(ar), :lang(fa), :lang(ps), :lang(ckb), :lang(ug))[lang] {
  --display: "Geeza Pro", "Noto Naskh Arabic", "Sakkal Majalla", "Segoe UI", Tahoma, Arial, sans-serif;
  --ui: var(--display);
  --leading: 1.85;
  --tight: 1.5;
}
:lang(ur)[lang] {
  --display: "Noto Nastaliq Urdu", "Urdu Typesetting", "Noto Naskh Arabic", Tahoma, serif;
  --ui: var(--display);
  --leading: 2.3;
  --tight: 2;
}
:is(:lang(he), :lang(yi))[lang] {
  --display: "Frank Ruehl CLM", FrankRuehl, "Noto Serif Hebrew", David, "Times New Roman", serif;
  --ui: "Arial Hebrew", "Noto Sans Hebrew", "Segoe UI", Arial, sans-serif;
  --leading: 1.7;
  --tight: 1.3;
}
:lang(zh)[lang] {
  --display: "Songti SC", "Noto Serif CJK SC", "Microsoft YaHei", serif;
  --text: "PingFang SC", "Noto Sans CJK SC", "Microsoft YaHei", sans-serif;
  --ui: var(--text);
  --leading: 1.8;
  --tight: 1.4;
}
:is(:lang(zh-Hant), :lang(zh-TW), :lang(zh-HK))[lang] {
  --display: "Songti TC", "Noto Serif CJK TC", "Microsoft JhengHei", serif;
  --text: "PingFang TC", "Noto Sans CJK TC", "Microsoft JhengHei", sans-serif;
}
:lang(ja)[lang] {
  --display: "Hiragino Mincho ProN", "Yu Mincho", "Noto Serif CJK JP", serif;
  --text: "Hiragino Sans", "Yu Gothic Medium", "Noto Sans CJK JP", Meiryo, sans-serif;
  --ui: var(--text);
  --leading: 1.8;
  --tight: 1.4;
}
:lang(ko)[lang] {
  --display: AppleMyungjo, "Noto Serif CJK KR", Batang, serif;
  --text: "Apple SD Gothic Neo", "Noto Sans CJK KR", "Malgun Gothic", sans-serif;
  --ui: var(--text);
  --leading: 1.75;
  --tight: 1.4;
}
:is(:lang(hi), :lang(mr), :lang(ne))[lang] {
  --display: "Kohinoor Devanagari", "Noto Serif Devanagari", "Nirmala UI", serif;
  --ui: "Kohinoor Devanagari", "Noto Sans Devanagari", "Nirmala UI", sans-serif;
  --leading: 1.8;
  --tight: 1.45;
}
* { box-sizing: border-box; }
body {
  margin: 0;
  border-block-start: 0.35rem solid var(--band);
  background: var(--paper);
  color: var(--ink);
  overflow-wrap: break-word;
  line-break: strict;
}
body, :where([lang]) { font-family: var(--text); line-height: var(--leading); }
:lang(ko) { word-break: keep-all; }
a { color: var(--accent); text-underline-offset: 0.2em; text-decoration-thickness: 1px; }
a:hover { text-decoration-thickness: 2px; }
:is(.masthead, .after, .releases h2) a:not(:hover) { text-decoration: none; }
:focus-visible { outline: 0.15rem solid var(--accent); outline-offset: 0.2rem; border-radius: 0.1rem; }
.skip { position: absolute; inset-inline-start: 1rem; inset-block-start: -10rem; padding: 0.5rem 1rem; background: var(--paper); }
.skip:focus { inset-block-start: 0.75rem; }
.masthead, main, .imprint { max-inline-size: 60rem; margin-inline: auto; padding-inline: clamp(1.1rem, 4vw, 2.5rem); }
.languages, .links, .addresses, .releases, .newsrooms, .history ol { margin: 0; padding: 0; list-style: ""; }
.languages, .links { display: flex; flex-wrap: wrap; align-items: baseline; gap: 0.1rem 1.1rem; }
.languages a, .links a, .languages span { display: inline-block; padding-block: 0.2rem; }
:is(.facts, .masthead nav, .after, .imprint, .addresses, .pager, time, summary, small, .note, figcaption), :is(.facts, nav, .after, .imprint, .addresses) [lang] { font-family: var(--ui); }

.masthead { display: flex; flex-wrap: wrap; align-items: baseline; justify-content: space-between; gap: 0.25rem 2.5rem; padding-block: 1.4rem 1.1rem; }
.masthead .home { font: 700 clamp(1.2rem, 1rem + 0.9vw, 1.55rem)/var(--tight) var(--display); color: inherit; }
.masthead nav { font-size: 0.85rem; }
.masthead [aria-current] { color: var(--ink); font-weight: 600; }
.masthead nav:has([open]) { flex-basis: 100%; }
.masthead summary { inline-size: fit-content; padding-block: 0.2rem; color: var(--accent); cursor: pointer; }
.masthead details .languages { display: grid; grid-template-columns: repeat(auto-fill, minmax(7rem, 1fr)); padding-block: 0.5rem; }

main { padding-block: 2.25rem 3.5rem; }
main::before { content: ""; display: block; grid-column: 1 / -1; margin-block: -2.25rem 2.25rem; border-block-start: 3px double var(--rule); }
.text, article, main > :is(h1, p, form) { max-inline-size: 68ch; }
.lost, .newsrooms { max-inline-size: 38rem; }
:is(h1, h2, p, address)[dir] { text-align: -webkit-match-parent; text-align: match-parent; }
h1, h2, h3, h4, h5, h6 { font-family: var(--display); line-height: var(--tight); text-wrap: balance; hyphens: auto; }
h1 { margin: 0 0 0.9rem; font-size: clamp(1.5rem, 1.2rem + 1.6vw, 2.25rem); }
h2 { margin: 2.5rem 0 0.75rem; font-size: 1.3rem; }
h3, h4, h5, h6 { margin: 1.75rem 0 0.4rem; font-size: 1.05rem; }
h1.section { margin-block-end: 0.2rem; font-size: clamp(1.35rem, 1.2rem + 0.8vw, 1.65rem); }
.subheadline { margin: 0 0 1.1rem; font-size: clamp(1.08rem, 1rem + 0.35vw, 1.2rem); line-height: calc(var(--leading) * 0.92); color: var(--quiet); text-wrap: pretty; }
.facts { font-size: 0.85rem; color: var(--quiet); }
.facts p { margin: 0 0 0.15rem; }
article .facts { padding-block-start: 0.9rem; border-block-start: 1px solid var(--rule); }
.correction { margin-block-start: 1rem; padding: 0.75rem 1rem; background: var(--notice); border-inline-start: 0.25rem solid var(--accent); color: var(--ink); }

.body { margin-block-start: 2rem; }
.body :is(p, ul, ol, figure, pre) { margin: 0 0 1.15rem; }
.body :is(ul, ol) { padding-inline-start: 1.5rem; }
.body li + li { margin-block-start: 0.35rem; }
.body blockquote { margin: 1.75rem 0; padding-inline-start: 1.25rem; border-inline-start: 0.2rem solid var(--accent); font-size: 1.08em; }
.body blockquote > :last-child { margin-block-end: 0; }
.body hr { margin: 2rem 0; border: 0; border-block-start: 1px solid var(--rule); }
.body img { display: block; max-inline-size: 100%; block-size: auto; }
.body figcaption { padding-block-start: 0.4rem; font-size: 0.8rem; color: var(--quiet); }
.body pre { white-space: pre-wrap; }
.body code { font-size: 0.85em; }
:is(:lang(ar), :lang(fa), :lang(ur), :lang(ps), :lang(ckb), :lang(ug), :lang(he), :lang(yi), :lang(zh), :lang(ja), :lang(ko)) em { font-style: normal; font-weight: 700; }
.contact h2 { margin-block-end: 0.25rem; font-size: 1.05rem; }
.contact p { margin: 0; }

.withdrawn { padding: 1.25rem 1.5rem; background: var(--notice); border-inline-start: 0.3rem solid var(--went); }
.withdrawn h1 { font-size: clamp(1.4rem, 1.2rem + 1vw, 1.8rem); }
.withdrawn p { margin: 0 0 0.5rem; }
.withdrawn time { font-family: inherit; }
.lost { padding-block: 0.25rem 1.5rem; }
.lost + .lost { border-block-start: 1px solid var(--rule); }
.lost h2 { margin-block-start: 1.5rem; }

.history { margin-block-start: 3.5rem; padding-block-start: 0.25rem; border-block-start: 3px double var(--rule); }
.history h2 { margin-block-start: 1.25rem; }
.history li { padding-block: 0.6rem; }
.history li + li { border-block-start: 1px solid var(--rule); }
.history p { margin: 0.4rem 0 0; }
.history time { font-size: 0.85rem; font-weight: 600; }
.history summary { inline-size: fit-content; padding-block: 0.3rem; font-size: 0.85rem; color: var(--accent); cursor: pointer; }
.history details > p { padding-inline-start: 1rem; border-inline-start: 0.2rem solid var(--rule); margin-block: 0.6rem; }
.history .note { font-size: 0.85rem; color: var(--quiet); }
.history :is(del, ins) { unicode-bidi: isolate; padding-inline: 0.12em; border-radius: 0.15em; box-decoration-break: clone; -webkit-box-decoration-break: clone; }
.history del { color: var(--went); background: var(--went-paper); text-decoration: line-through; }
.history ins { color: var(--came); background: var(--came-paper); text-decoration: underline; text-decoration-thickness: 0.1em; text-underline-offset: 0.2em; }

.after { margin-block-start: 3rem; padding-block-start: 0.5rem; border-block-start: 1px solid var(--rule); font-size: 0.85rem; }
.after h2 { margin: 1.25rem 0 0.3rem; font-family: inherit; font-size: 0.85rem; color: var(--quiet); }

.releases { margin-block-start: 1.25rem; }
.releases > li { display: flow-root; padding-block: 1.4rem; border-block-start: 1px solid var(--rule); }
.releases h2 { margin: 0 0 0.35rem; font-size: clamp(1.15rem, 1.05rem + 0.5vw, 1.3rem); }
.releases h2 a { color: inherit; }
.releases h2 a:hover { color: var(--accent); }
.releases p { margin: 0.4rem 0 0; }
.releases time { font-size: 0.85rem; color: var(--quiet); }
.releases > li:first-child:not(.gone) h2 { font-size: clamp(1.3rem, 1.15rem + 0.8vw, 1.65rem); }
.releases > li:first-child p { font-size: 1.08rem; }
.releases .gone h2 { font-weight: 400; }
.pager { display: flex; flex-wrap: wrap; gap: 0.5rem 2rem; margin: 0; padding-block: 1.25rem; border-block-start: 1px solid var(--rule); font-size: 0.9rem; }
.newsrooms > li { border-block-end: 1px solid var(--rule); font-size: 1.2rem; }
.newsrooms a { display: block; padding-block: 0.9rem; font-family: var(--display); color: inherit; text-decoration: none; }
.newsrooms a:hover span { color: var(--accent); text-decoration: underline; }
.newsrooms small { display: block; font-size: 0.85rem; color: var(--quiet); }
.steps > li { margin-block: 0.4rem; }
.addresses { font-size: 0.85rem; }
.addresses li { border-block-start: 1px solid var(--rule); }
.addresses a { display: flex; flex-wrap: wrap; gap: 0 0.75rem; padding-block: 0.45rem; text-decoration: none; }
.addresses b { min-inline-size: 5.5rem; color: var(--ink); font-weight: 600; }
.addresses span { overflow-wrap: anywhere; text-decoration: underline; text-underline-offset: 0.2em; }

.subscribe { margin-block-start: 3.5rem; padding-block-start: 0.25rem; border-block-start: 3px double var(--rule); }
.subscribe h2 { margin-block-start: 1.25rem; }
.subscribe, .sheet { max-inline-size: 42rem; }
:is(.sheet, .hint, .fault, .faults, .status, .choices), .sheet [lang]:not(option) { font-family: var(--ui); }
.sheet { display: grid; gap: 1.4rem; margin-block: 1.5rem; font-size: 0.95rem; }
.sheet > button { justify-self: start; }
.sheet .trap { display: none; }
.sheet details { border: 1px solid var(--rule); border-radius: 0.2rem; padding-inline: 1rem; }
.sheet details[open] { padding-block-end: 1.25rem; }
.sheet details > :not(summary) { margin-block-start: 1rem; }
.sheet summary { padding-block: 0.7rem; color: var(--accent); cursor: pointer; }
.field { display: grid; gap: 0.3rem; align-content: start; }
.field label, .sheet legend { font-weight: 600; }
.field :is(input, select) { inline-size: 100%; max-inline-size: 26rem; min-block-size: 2.7rem; padding: 0.45rem 0.7rem; border: 1px solid var(--quiet); border-radius: 0.2rem; background: var(--paper); color: var(--ink); font: inherit; }
.field input[dir="ltr"] { text-align: start; }
.sheet fieldset { display: grid; gap: 0.35rem; min-inline-size: 0; margin: 0; padding: 0; border: 0; }
.sheet legend { padding: 0; margin-block-end: 0.4rem; }
.sheet .row { display: grid; grid-template-columns: repeat(auto-fit, minmax(14rem, 1fr)); gap: 0.9rem; margin-block-end: 0.5rem; }
.row .field label { font-weight: 400; font-size: 0.85rem; color: var(--quiet); }
.choice { display: flex; gap: 0.6rem; align-items: baseline; padding-block: 0.3rem; }
.choice input { flex: none; inline-size: 1.1rem; block-size: 1.1rem; accent-color: var(--accent); translate: 0 0.15rem; }
.hint { margin: 0; font-size: 0.85rem; color: var(--quiet); }
.fault { margin: 0; font-size: 0.9rem; font-weight: 600; color: var(--went); }
:is(input, select)[aria-invalid] { border: 2px solid var(--went); }
.faults, .status { padding: 0.75rem 1rem; background: var(--notice); border-inline-start: 0.25rem solid var(--accent); }
.faults { border-color: var(--went); background: var(--went-paper); }
.faults p, .faults ul { margin: 0; }
.faults a { color: var(--went); }
.choices { padding-inline-start: 1.2rem; }
button { padding: 0.8rem 2rem; border: 0; border-radius: 0.2rem; background: var(--accent); color: var(--paper); font: 600 1rem/1.4 var(--ui); cursor: pointer; }
.imprint { display: flex; flex-wrap: wrap; align-items: baseline; justify-content: space-between; gap: 0.5rem 2.5rem; padding-block: 1.25rem 3rem; font-size: 0.85rem; color: var(--quiet); }
.imprint::before { content: ""; flex-basis: 100%; margin-block-end: 0.5rem; border-block-start: 1px solid var(--rule); }
.imprint address { font-style: normal; }

@media (min-width: 56rem) {
  main:has(> .after) { display: grid; grid-template-columns: minmax(0, 1fr) 13rem; column-gap: 3.5rem; align-items: start; }
  main > .after { margin: 0; padding-block: 0; padding-inline: 1.5rem 0; border-block-start: 0; border-inline-start: 1px solid var(--rule); }
  main > .after h2:first-child { margin-block-start: 0; }
  main > .after .links { flex-direction: column; align-items: stretch; }
  main > .text:has(.releases) { max-inline-size: none; }
  .releases > li { display: grid; grid-template-columns: 9.5rem minmax(0, 1fr); }
  .releases > li > * { grid-column: 2; max-inline-size: 62ch; }
  .releases time { grid-column: 1; grid-row: 1; padding-block-start: 0.35rem; }
  .releases > li:first-child:not(.gone) time { padding-block-start: 0.6rem; }
}
@media print {
  :root { --paper: #fff; --ink: #000; --quiet: #333; --accent: #000; --went: #000; --went-paper: none; --came: #000; --came-paper: none; font-size: 11pt; }
  body { border: 0; }
  .skip, nav, .after, .pager, .imprint ul, button { display: none; }
  .masthead, main, .imprint { padding-inline: 0; }
  .text, article { max-inline-size: none; }
  h1, h2, h3 { break-after: avoid; }
  .history details::details-content { content-visibility: visible; block-size: auto; }
  .history summary { list-style: none; }
  blockquote, figure, img, li { break-inside: avoid; }
  .body a[href^="http"]::after { content: " (" attr(href) ")"; font-size: 0.85em; unicode-bidi: isolate; }
}
`;
