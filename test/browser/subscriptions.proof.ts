// The whole round of a reader, from the newsroom's page through the mailbox to leaving, and what the next releases bring.
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient, paginateScan } from '@aws-sdk/lib-dynamodb';
import { type Browser, chromium } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { direction } from '../../functions/core/language.ts';
import { operator, REGION } from '../../infra/local/account.ts';
import { locales } from '../../templates/locales.ts';
import { FLAGS } from '../oracles/browser.ts';
import { type TestNewsroom, testNewsroom } from '../pipeline/newsroom.ts';
import { mailOf, type Person, person, tabTo } from './person.ts';

let newsroom: TestNewsroom;
let browser: Browser;
beforeAll(async () => {
  newsroom = await testNewsroom();
  browser = await chromium.launch({ executablePath: '/usr/bin/chromium', args: FLAGS });
  await release('first');
}, 120_000);
afterAll(async () => {
  await browser?.close();
  await newsroom?.close();
});

const languages = ['en', 'ar'] as const;

const texts = {
  en: (name: string) => `# The gauge at Oldbridge opens: ${name}

3 May 2026, Upper Glenmore

The Highland Water Council has opened the new gauge at Oldbridge to the public, together with its records.`,
  ar: (name: string) => `# افتتاح محطة القياس في أولدبريدج: ${name}

3 مايو 2026، أبر غلنمور

افتتح مجلس مياه المرتفعات محطة القياس الجديدة في أولدبريدج أمام الجمهور، مع سجلاتها منذ عام 1871.`,
};

const release = async (name: string, ...written: (typeof languages)[number][]) =>
  newsroom.publish(
    `${name}.md`,
    (written.length > 0 ? written : languages).map((language) => texts[language](name)).join('\n\n'),
  );

const words = (language: string, key: string) => locales[language]?.[key] ?? '';

/** Signs up on the newsroom's page for this language and then the other, and confirms. */
async function signUp(reader: Person, address: string, language: 'en' | 'ar', byKeyboard: boolean): Promise<void> {
  const { page, look } = reader;
  const other = language === 'en' ? 'ar' : 'en';
  await page.goto(`${newsroom.cloud.site.url}/${language}/`);
  await look();
  const form = page.locator('#subscribe form');
  if (byKeyboard) {
    await tabTo(page, form.locator('#address'));
    await page.keyboard.type(address);
    await tabTo(page, form.locator('summary'));
    await page.keyboard.press('Enter');
    await form.locator('#language-2').selectOption(other);
    await tabTo(page, form.locator('button'));
    await page.keyboard.press('Enter');
  } else {
    await form.locator('summary').click();
    await form.locator('#address').fill(address);
    await form.locator('#language-2').selectOption(other);
    await form.locator('button').click();
  }
  await page.waitForURL(/\/api\/subscribe/);
  expect(await page.locator('h1').textContent()).toBe(words(language, 'subscribe.asked.title'));
  await look();
  await reader.follow(address, '/api/confirm');
  expect(await page.locator('html').getAttribute('dir')).toBe(direction(language));
  expect(await page.locator('main button').count()).toBe(1);
  await look();
  if (byKeyboard) {
    await tabTo(page, page.locator('main button'));
    await page.keyboard.press('Enter');
  } else await page.locator('main button').click();
  await page.waitForSelector(`h1:text-is("${words(language, 'confirm.done.title')}")`);
  await look();
}

/** Bulletins to an address, by their subjects. */
const bulletins = async (reader: Person, address: string) =>
  (await reader.mailbox(address)).filter(({ unsubscribe }) => unsubscribe !== '');

describe.each([
  ['en', false],
  ['en', true],
  ['ar', true],
] as const)('in %s, with scripts: %s', (language, hasScripts) => {
  const other = language === 'en' ? 'ar' : 'en';
  const name = `${language}-${hasScripts}`;
  const address = `${name}@readers.example`;

  test('somebody signs up, reads, chooses otherwise, and leaves', async () => {
    const context = await browser.newContext({ javaScriptEnabled: hasScripts, locale: language });
    const reader = await person(context, newsroom, hasScripts);
    const { page, look } = reader;

    // What is wrong is told beside its field, and nothing comes of it.
    await page.goto(`${newsroom.cloud.site.url}/${language}/subscribe`);
    await look();
    await page.fill('#address', 'nobody');
    await page.locator('.sheet button').click();
    await page.waitForSelector('#address[aria-invalid]');
    expect(await page.locator('#address-fault').textContent()).toBe(words(language, 'form.fault.address'));
    expect(await page.inputValue('#address')).toBe('nobody');
    await look();

    await signUp(reader, address, language, !hasScripts);
    expect(await bulletins(reader, address)).toEqual([]);

    await release(`${name}-second`);
    const [second, ...more] = await bulletins(reader, address);
    expect(more).toEqual([]);
    expect(second).toMatchObject({ language, subject: texts[language](`${name}-second`).split('\n')[0]?.slice(2) });
    expect(second?.html).toContain(`lang="${language}" dir="${direction(language)}"`);

    // The other language first, from the link in the mail.
    await reader.follow(address, '/api/preferences');
    await look();
    await page.selectOption('#language-1', other);
    await page.selectOption('#language-2', language);
    await page.locator('.sheet').first().locator('button').click();
    await page.waitForSelector('[role=status]');
    expect(await page.locator('html').getAttribute('lang')).toBe(other);
    await look();
    await release(`${name}-third`);
    expect((await bulletins(reader, address)).map((mail) => mail.language)).toEqual([language, other]);

    // A pause.
    await reader.follow(address, '/api/preferences');
    await page.fill('#pausedUntil', new Date(Date.now() + 4 * 86_400_000).toISOString().slice(0, 10));
    await page.locator('.sheet').first().locator('button').click();
    await page.waitForSelector('[role=status]');
    await release(`${name}-paused`);
    expect(await bulletins(reader, address)).toHaveLength(2);
    await page.fill('#pausedUntil', '');
    await page.locator('.sheet').first().locator('button').click();
    await page.waitForSelector('[role=status]');

    // Out, back by second thoughts, and out.
    await reader.follow(address, '/api/unsubscribe');
    await look();
    await page.locator('main button').click();
    await page.waitForSelector(`h1:text-is("${words(other, 'leave.left.title')}")`);
    expect(await page.locator('.choices').count()).toBe(1);
    await look();
    await page.locator('main button').click();
    await page.waitForSelector(`h1:text-is("${words(other, 'leave.returned.title')}")`);
    await look();
    await release(`${name}-fourth`);
    expect(await bulletins(reader, address)).toHaveLength(3);
    await reader.follow(address, '/api/unsubscribe');
    await page.locator('main button').click();
    await page.waitForSelector(`h1:text-is("${words(other, 'leave.left.title')}")`);
    await release(`${name}-fifth`);
    expect(await bulletins(reader, address)).toHaveLength(3);

    // The used link to confirm leads to words that help.
    const [letter] = await reader.mailbox(address);
    const answer = await page.goto(letter?.links.find((link) => link.includes('/api/confirm')) ?? '');
    expect(answer?.status()).toBe(400);
    expect(await page.locator('h1').textContent()).toBe(words(language, 'link.unknown.title'));
    await look();
    expect(reader.faults).toEqual([]);
    await context.close();
  }, 120_000);
});

test('an address is changed when both mailboxes agree, and the mails follow it', async () => {
  const context = await browser.newContext();
  const reader = await person(context, newsroom, true);
  const { page, look } = reader;
  const [from, to] = ['from@readers.example', 'to@readers.example'];
  await signUp(reader, from, 'en', false);
  await release('before');

  await reader.follow(from, '/api/preferences');
  await page.locator('.sheet').nth(1).locator('input[name=address]').fill(to);
  await page.locator('.sheet').nth(1).locator('button').click();
  await page.waitForSelector(`h1:text-is("${words('en', 'preferences.address.asked.title')}")`);
  await look();
  await reader.follow(to, '/api/confirm');
  await look();
  await page.locator('main button').click();
  await page.waitForSelector(`h1:text-is("${words('en', 'move.half.title')}")`);
  await look();
  await release('between');
  await reader.follow(to, '/api/confirm');
  const letter = (await reader.mailbox(from)).find(({ subject }) => subject.includes('change of address'));
  await page.goto(letter?.links.find((link) => link.includes('/api/confirm')) ?? '');
  await page.locator('main button').click();
  await page.waitForSelector(`h1:text-is("${words('en', 'move.done.title')}")`);
  await look();
  await newsroom.publish('before.md', `---\ncorrection: A word.\n---\n${texts.en('before')} A word.`);
  await release('after');

  const subjects = async (address: string) =>
    (await bulletins(reader, address)).map(({ subject }) => subject.split(': ').at(-1));
  expect(await subjects(from)).toEqual(['before', 'between']);
  expect(await subjects(to)).toEqual(['before', 'after']);
  // The link to leave in a mail to the old address still works.
  const [old] = await bulletins(reader, from);
  await fetch(old?.links.find((link) => link.includes('/api/unsubscribe')) ?? '', {
    method: 'POST',
    redirect: 'error',
  });
  await release('last');
  expect(await subjects(to)).toEqual(['before', 'after']);
  expect(reader.faults).toEqual([]);
  await context.close();
}, 120_000);

test('a scanner that opens every link of every mail ten times changes nothing', async () => {
  const client = DynamoDBDocumentClient.from(
    new DynamoDBClient({ endpoint: newsroom.cloud.emulators.gateway.url, region: REGION, credentials: operator }),
  );
  const rows = async () => {
    const found: string[] = [];
    const scan = { TableName: newsroom.cloud.outputs.SubscribersTable, ConsistentRead: true };
    for await (const { Items = [] } of paginateScan({ client }, scan)) {
      found.push(...Items.map((item) => JSON.stringify(Object.entries(item).sort())));
    }
    return found.sort();
  };
  const context = await browser.newContext();
  const reader = await person(context, newsroom, false);
  await signUp(reader, 'scanned@readers.example', 'en', false);
  await reader.page.goto(`${newsroom.cloud.site.url}/en/subscribe`);
  await reader.page.fill('#address', 'unconfirmed@readers.example');
  await reader.page.locator('.sheet button').click();
  await release('scanned');
  const mails = newsroom.cloud.emulators.ses.outbox();
  const links = [
    ...new Set((await Promise.all(mails.map(({ id }) => mailOf(newsroom, id)))).flatMap(({ links }) => links)),
  ];
  const own = links.filter((link) => link.startsWith(newsroom.cloud.site.url));
  const [before, sent] = [await rows(), mails.length];

  for (const link of own) {
    for (let times = 0; times < 10; times++) await (await fetch(link)).text();
  }
  await newsroom.cloud.quiet();

  expect(own.filter((link) => link.includes('/api/')).length).toBeGreaterThan(12);
  expect(await rows()).toEqual(before);
  expect(newsroom.cloud.emulators.ses.outbox()).toHaveLength(sent);
  await context.close();
}, 120_000);
