// Somebody with a browser and a mailbox: presses what is on the page, opens what is in the mails.
import { simpleParser } from 'mailparser';
import type { BrowserContext, Locator, Page } from 'playwright-core';
import { axe, misfits, violations } from '../oracles/browser.ts';
import type { TestNewsroom } from '../pipeline/newsroom.ts';

export type Person = {
  page: Page;
  /** Mails that they have by now, newest last. */
  mailbox(address: string): Promise<Mail[]>;
  /** Opens the first link of their newest mail whose address holds this. */
  follow(address: string, part: string): Promise<void>;
  /** What is wrong with the page as it stands, and with every one before. */
  faults: string[];
  look(): Promise<void>;
};

export type Mail = {
  subject: string;
  html: string;
  text: string;
  links: string[];
  unsubscribe: string;
  language: string;
};

const WIDTHS = [320, 1100];

/** `looks` says whether axe-core judges every page, for which the browser must run scripts. */
export async function person(context: BrowserContext, newsroom: TestNewsroom, looks: boolean): Promise<Person> {
  const page = await context.newPage();
  const { site } = newsroom.cloud;
  const faults: string[] = [];
  page.on('console', (message) => {
    if (message.type() === 'error' && !/status of (?:4\d\d)/.test(message.text())) faults.push(message.text());
  });
  page.on('request', (request) => {
    if (!request.url().startsWith(site.url)) faults.push(`asks for ${request.url()}`);
  });

  const mailbox = async (address: string): Promise<Mail[]> => {
    await newsroom.cloud.quiet();
    const own = newsroom.cloud.emulators.ses.outbox().filter(({ to }) => to.includes(address));
    return Promise.all(own.map(({ id }) => mailOf(newsroom, id)));
  };

  return {
    page,
    mailbox,
    faults,
    async follow(address, part) {
      const link = (await mailbox(address)).at(-1)?.links.find((one) => one.includes(part));
      if (link === undefined) throw new Error(`No link with ${part} is in the newest mail to ${address}.`);
      await page.goto(link);
    },
    async look() {
      if (!looks) return;
      await page.evaluate(axe);
      for (const width of WIDTHS) {
        await page.setViewportSize({ width, height: 800 });
        const found = [...(await misfits(page, width)), ...(await violations(page, `${width} px`, '{}'))];
        faults.push(...found.map((fault) => `${page.url().replace(site.url, '')}: ${fault}`));
      }
    },
  };
}

export async function mailOf(newsroom: TestNewsroom, id: string): Promise<Mail> {
  const parsed = await simpleParser(await newsroom.cloud.emulators.ses.read(id));
  const html = parsed.html || '';
  const unsubscribe = parsed.headerLines.find(({ key }) => key === 'list-unsubscribe')?.line ?? '';
  const inHtml = [...html.matchAll(/href="(http[^"]+)"/g)].map(([, href = '']) => href);
  const inText = parsed.text?.match(/https?:\/\/\S+/g) ?? [];
  const inHeader = unsubscribe.match(/https?:\/\/[^>\s]+/g) ?? [];
  const decoded = [...inHtml, ...inText, ...inHeader].map((link) => link.replace(/&#38;|&amp;/g, '&'));
  return {
    ...{ subject: parsed.subject ?? '', html, text: parsed.text ?? '', links: [...new Set(decoded)], unsubscribe },
    language: String(parsed.headers.get('content-language') ?? ''),
  };
}

/** As somebody does who uses no mouse: goes to it with the tabulator, from wherever they are. */
export async function tabTo(page: Page, target: Locator): Promise<void> {
  for (let steps = 0; steps < 80; steps++) {
    await page.keyboard.press('Tab');
    // The label of what has the focus, without any script of the page.
    if ((await target.and(page.locator(':focus')).count()) > 0) return;
  }
  throw new Error(`${target} is not reached by the keyboard.`);
}
