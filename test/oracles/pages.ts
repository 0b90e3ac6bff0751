// cli/node24 test/oracles/pages.ts: our pages before html-validate, and before axe-core in Chromium. A line for each
// judge with what it looked at; what it objects to, and exit code 1, where it does.
import { z } from 'zod';
import { inChromium, serve } from './browser.ts';
import { type Judgement, judged } from './court.ts';
import { type PageCase, pageCases } from './page-cases.ts';

const config = {
  root: true,
  extends: ['html-validate:recommended', 'html-validate:document', 'html-validate:a11y'],
  rules: {
    // A headline is as long as the press office made it.
    'long-title': 'off',
    // The stylesheet is the site's own, and its name is its hash.
    'require-sri': 'off',
    // Several boxes of one name are a list, as several radio buttons are a choice.
    'form-dup-name': ['error', { shared: ['radio', 'checkbox', 'submit', 'button', 'reset'] }],
    // Both ways are HTML; the serialiser writes the first.
    'doctype-style': ['error', { style: 'lowercase' }],
    // ">" needs no escape where no tag is open (HTML standard, 13.1.4 "Character references").
    'no-raw-characters': ['error', { relaxed: true }],
  },
};

const Report = z.object({
  results: z.array(
    z.object({
      messages: z.array(z.object({ ruleId: z.string(), message: z.string(), selector: z.string().nullish() })),
    }),
  ),
});

/** From the folder's own node_modules: npm can't install it beside vitest. */
async function validated(pages: PageCase[]): Promise<Judgement> {
  const name: string = 'html-validate';
  const { HtmlValidate, StaticConfigLoader } = await import(name);
  const validator = new HtmlValidate(new StaticConfigLoader(config));
  const faults: string[] = [];
  for (const { path, html } of pages) {
    const { results } = Report.parse(await validator.validateString(html));
    for (const { ruleId, message, selector } of results.flatMap(({ messages }) => messages)) {
      faults.push(`${path}: ${ruleId}: ${message} (${selector})`);
    }
  }
  return { looked: `${pages.length} pages`, faults };
}

const { site, pages, close } = await serve(pageCases);
const judges = {
  'html-validate': () => validated(pages),
  'axe-core in Chromium': () => inChromium(site, pages),
};

await judged(judges);
close();
