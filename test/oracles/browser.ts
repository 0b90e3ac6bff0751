// Pages in Chromium: what axe-core finds, what doesn't fit a telephone, what the policy of the edge keeps out.
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { createRequire } from 'node:module';
import { chromium, type Page } from 'playwright-core';
import { z } from 'zod';
import { contentSecurityPolicy } from '../../infra/content-security-policy.ts';
import { style } from '../../templates/style.css.ts';
import type { Judgement } from './court.ts';
import { type PageCase, PICTURE, STYLE } from './page-cases.ts';

const WIDTHS = [360, 1280];
const TABS = 2;

const ALL_RULES = '{ rules: { "target-size": { enabled: true }, "color-contrast": { enabled: false } } }';
/** All that changes from light to dark, and nothing of it from width to width. */
export const COLOURS = '{ runOnly: ["color-contrast"] }';

// axe-core takes letters that join, as the Arabic ones do, for icons, and looks at the colours of none in their face.
export const SAME_LETTERS = `
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const { currentNode } = walker;
    currentNode.data = currentNode.data.replace(/\\p{L}/gu, 'x').replace(/\\p{M}/gu, '');
  }`;

// Without these, Chromium asks for hosts of its own.
export const FLAGS = [
  ...'--no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking'.split(' '),
  ...['--disable-component-update', '--disable-sync'],
];

export const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

const Violations = z.array(z.object({ id: z.string(), help: z.string(), nodes: z.array(z.string()) }));

/** One transparent pixel. */
export const pixel = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg==',
  'base64',
);

/** Serves the pages made for its origin, as the edge does: with its policy. */
export async function serve(pagesOf: (site: string) => Promise<PageCase[]>) {
  const files = new Map<string, { type: string; body: string | Buffer }>([
    [STYLE, { type: 'text/css; charset=utf-8', body: style }],
    [PICTURE, { type: 'image/png', body: pixel }],
    ['/favicon.ico', { type: 'image/png', body: pixel }],
  ]);
  const server = createServer(({ url = '' }, response) => {
    const found = files.get(url);
    response.writeHead(found ? 200 : 404, {
      'content-type': found?.type ?? 'text/plain',
      'content-security-policy': contentSecurityPolicy,
      'x-content-type-options': 'nosniff',
    });
    response.end(found?.body ?? '');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  const port = typeof address === 'object' ? address?.port : undefined;
  const site = `http://127.0.0.1:${port}`;
  const pages = await pagesOf(site);
  for (const { path, html } of pages) files.set(path, { type: 'text/html; charset=utf-8', body: html });
  return { site, pages, close: () => server.close() };
}

export const launched = () => chromium.launch({ executablePath: '/usr/bin/chromium', args: FLAGS });

/** What is wrong with the pages, and how often each was looked at. */
export async function inChromium(site: string, pages: PageCase[]): Promise<Judgement> {
  const browser = await launched();
  try {
    const context = await browser.newContext();
    const left = [...pages];
    const faults: string[] = [];
    const tab = async () => {
      const page = await context.newPage();
      const seen = overheard(page, site);
      for (let next = left.pop(); next; next = left.pop()) {
        const found = [...(await visit(page, `${site}${next.path}`)), ...seen.splice(0)];
        faults.push(...found.map((fault) => `${next?.path}: ${fault}`));
      }
    };
    await Promise.all(Array.from({ length: TABS }, tab));
    return { looked: `${pages.length} pages, ${WIDTHS.join(' and ')} px, light and dark`, faults };
  } finally {
    await browser.close();
  }
}

/** Everything that goes wrong in a tab, or leads out of the site. */
function overheard(page: Page, site: string): string[] {
  const faults: string[] = [];
  page.on('console', (message) => {
    if (message.type() === 'error' || message.type() === 'warning') faults.push(`console: ${message.text()}`);
  });
  page.on('pageerror', (error) => faults.push(`error: ${error.message}`));
  page.on('request', (request) => {
    if (!request.url().startsWith(`${site}/`)) faults.push(`asks for ${request.url()}`);
  });
  page.on('requestfailed', (request) => faults.push(`can't load ${request.url()}`));
  return faults;
}

async function visit(page: Page, address: string): Promise<string[]> {
  const faults: string[] = [];
  await page.emulateMedia({ colorScheme: 'light' });
  await page.goto(address);
  await page.evaluate(axe);
  // What is folded away is read too.
  await page.evaluate('for (const one of document.querySelectorAll("details")) one.open = true');
  for (const width of WIDTHS) {
    await page.setViewportSize({ width, height: 800 });
    faults.push(...(await misfits(page, width)), ...(await violations(page, `${width} px`, ALL_RULES)));
  }
  await page.evaluate(SAME_LETTERS);
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme });
    faults.push(...(await violations(page, colorScheme, COLOURS)));
  }
  return faults;
}

export async function misfits(page: Page, width: number): Promise<string[]> {
  const wide = Number(await page.evaluate('document.documentElement.scrollWidth'));
  return wide > width ? [`is ${wide} px wide at ${width} px`] : [];
}

export async function violations(page: Page, where: string, options: string): Promise<string[]> {
  const found = await page.evaluate(
    `axe.run(document, { ...${options}, resultTypes: ['violations'] }).then(({ violations }) =>
      violations.map(({ id, help, nodes }) => ({ id, help, nodes: nodes.map((node) => node.html) })))`,
  );
  return Violations.parse(found).map(
    ({ id, help, nodes }) => `axe ${id} (${where}): ${help}: ${nodes.slice(0, 3).join(' ').slice(0, 300)}`,
  );
}
