// Mails in Chromium: which way each text runs, what axe-core finds, what doesn't fit a telephone, what is asked for.
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { z } from 'zod';
import { direction } from '../../functions/core/language.ts';
import { axe, COLOURS, launched, misfits, pixel, SAME_LETTERS, violations } from './browser.ts';
import type { Judgement } from './court.ts';
import { type MailCase, PICTURES } from './mail-cases.ts';

const WIDTHS = [320, 600];
const TABS = 2;

// A mail is shown within another page, which has these.
const RULES = '{ rules: { region: { enabled: false }, "landmark-one-main": { enabled: false } } }';

/** Where each text is: its language or a direction said nearer to it, and what became of it. */
const TEXTS = `(() => {
  const found = [];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const { data, parentElement } = walker.currentNode;
    if (data.trim() === '' || parentElement.closest('style, script')) continue;
    const [byDir, byLang] = [parentElement.closest('[dir]'), parentElement.closest('[lang]')];
    const { direction, textAlign } = getComputedStyle(parentElement);
    found.push({
      text: data.trim().slice(0, 40),
      lang: byLang?.lang ?? '',
      dir: byDir && byDir !== byLang && byLang?.contains(byDir) ? byDir.dir : '',
      direction, textAlign,
      isButton: parentElement.closest('.read') !== null || getComputedStyle(parentElement).display === 'inline',
    });
  }
  return found;
})()`;

const Texts = z.array(
  z.object({
    ...{ text: z.string(), lang: z.string(), dir: z.string(), direction: z.string(), textAlign: z.string() },
    isButton: z.boolean(),
  }),
);

/** Gmail keeps neither html nor body, and puts what was in it into a page of its own. */
const asInGmail = (html: string): string =>
  `<!doctype html><title>Inbox</title><div>${/<body[^>]*>([\s\S]*)<\/body>/.exec(html)?.[1] ?? ''}</div>`;

export async function mailsInChromium(mails: MailCase[], shots: string | undefined): Promise<Judgement> {
  const browser = await launched();
  try {
    const left = [...mails];
    const faults: string[] = [];
    const tab = async () => {
      const page = await browser.newPage();
      const asked = await requests(page);
      for (let mail = left.pop(); mail; mail = left.pop()) {
        const found = [...(await visit(page, mail, shots)), ...asked.splice(0)];
        faults.push(...found.map((fault) => `${mail?.name}: ${fault}`));
      }
    };
    await Promise.all(Array.from({ length: TABS }, tab));
    return { looked: `${mails.length} mails, ${WIDTHS.join(' and ')} px, light and dark, whole and stripped`, faults };
  } finally {
    await browser.close();
  }
}

/** Answers for the newsroom's pictures, and tells of any other request. */
async function requests(page: Page): Promise<string[]> {
  const asked: string[] = [];
  await page.route('**', async (route) => {
    const url = route.request().url();
    if (url.startsWith(PICTURES)) return route.fulfill({ contentType: 'image/png', body: pixel });
    asked.push(`asks for ${url}`);
    return route.abort();
  });
  return asked;
}

async function visit(page: Page, { name, language, html }: MailCase, shots: string | undefined): Promise<string[]> {
  const faults: string[] = [];
  await page.emulateMedia({ colorScheme: 'light' });
  await page.setContent(asInGmail(html));
  faults.push(...(await turned(page, language, 'stripped')));
  await page.setContent(html);
  faults.push(...(await turned(page, language, 'whole')));
  await page.evaluate(axe);
  faults.push(...(await violations(page, 'whole', RULES)));
  for (const width of WIDTHS) {
    await page.setViewportSize({ width, height: 800 });
    faults.push(...(await misfits(page, width)));
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme });
      if (shots) await page.screenshot({ path: join(shots, `${name}-${width}-${colorScheme}.png`), fullPage: true });
    }
  }
  await page.evaluate(SAME_LETTERS);
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme });
    faults.push(...(await violations(page, colorScheme, COLOURS)));
  }
  return faults;
}

/** The texts that run against their language, or stand at the wrong side. */
async function turned(page: Page, language: string, where: string): Promise<string[]> {
  const texts = Texts.parse(await page.evaluate(TEXTS));
  const isUnmarked = !texts.some(({ lang }) => lang === language);
  return [
    ...(isUnmarked ? [`nothing is in ${language} (${where})`] : []),
    ...texts.flatMap(({ text, lang, dir, direction: given, textAlign, isButton }) => {
      if (lang === '') return [`no language is said for "${text}" (${where})`];
      if (dir === 'auto') return [];
      const wanted = dir === '' ? direction(lang) : dir;
      if (given !== wanted) return [`"${text}" runs ${given}, not ${wanted} (${where})`];
      const side = wanted === 'rtl' ? 'right' : 'left';
      const isAside = !isButton && ![side, 'start', '-webkit-auto'].includes(textAlign);
      return isAside ? [`"${text}" is at the ${textAlign}, not ${side} (${where})`] : [];
    }),
  ];
}
