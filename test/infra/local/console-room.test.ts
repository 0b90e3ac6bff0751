import { describe, expect, test } from 'vitest';
import type { Receipt } from '../../../functions/core/receipt.ts';
import type { ConsoleSource, ReleaseRow } from '../../../infra/local/console/source.ts';
import type { StageStatus } from '../../../infra/local/status.ts';
import { get, words } from './console-setup.ts';

const hostile = `<script>alert(1)</script> & "quoted" 'text'`;
const escaped = '&#x3C;script>alert(1)&#x3C;/script> &#x26; "quoted" \'text\'';

const aReceipt = (changes: Partial<Receipt> = {}): Receipt => ({
  file: 'budget.md',
  receivedAt: '2026-03-09T08:00:12.345Z',
  sha256: '0',
  outcome: 'accepted',
  summary: '"budget.md" (en, ar) was accepted.',
  version: 1,
  release: null,
  problems: [],
  progress: null,
  ...changes,
});

const aRelease = (changes: Partial<ReleaseRow> = {}): ReleaseRow => ({
  id: 'r1',
  file: 'budget.md',
  version: 2,
  state: 'published',
  editions: [{ language: 'ar', headline: 'خزان', url: 'http://127.0.0.1:4000/ar/2026/03/budget' }],
  copies: { planned: 1240, sent: 9, delivered: 8, bounced: 1, failed: 0 },
  ...changes,
});

const aStage = (changes: Partial<StageStatus> = {}): StageStatus => ({
  ...{ name: 'Feeds', waiting: 0, inFlight: 0, deadLetters: 0 },
  ...{ invocations: 7, failures: 0, queues: null, alarm: null },
  ...changes,
});

const room = async (changes: Partial<ConsoleSource>) => (await get('/', changes)).body;

describe('the control room', () => {
  test('updates itself until it is paused; no other page does', async () => {
    expect(await room({})).toContain('<meta http-equiv="refresh" content="3">');
    expect((await get('/?paused')).body).not.toContain('http-equiv');
    expect((await get('/mailbox/')).body).not.toContain('http-equiv');
  });

  test('tells where to put a file, with a line to copy', async () => {
    const html = await room({
      inboxBucket: 'inbox; rm',
      s3Environment: { AWS_ACCESS_KEY_ID: 'press', AWS_REGION: 'eu west' },
    });

    expect(html).toContain('<code>/newsroom/inbox</code>');
    expect(html).toContain(
      `<code>AWS_ACCESS_KEY_ID=press AWS_REGION='eu west' aws --endpoint-url http://127.0.0.1:4566 s3 cp release.txt 's3://inbox; rm/'</code>`,
    );
  });

  test('shows a receipt by its outcome, sentence and time', async () => {
    const text = words(await room({ receipts: async () => [aReceipt()] }));

    expect(text).toContain('accepted 2026-03-09 08:00:12 UTC');
    expect(text).toContain('" budget.md " (en, ar) was accepted.');
  });

  test('links a receipt to its page, which brings its own style, whatever the file is called', async () => {
    const receipt = aReceipt({ file: 'a b/100%?.md' });
    const path = '/receipts/a%20b/100%25%3F.md/20260309T080012.345Z-0.html';
    const source: Partial<ConsoleSource> = {
      receipts: async () => [receipt],
      receiptPage: async (key) => Buffer.from(`<style></style>${key}`),
    };

    expect(await room(source)).toContain(`<a href="${path}"><time`);
    const { status, body, headers } = await get(path, source);
    expect({ status, body }).toEqual({
      ...{ status: 200, body: '<style></style>receipts/a b/100%?.md/20260309T080012.345Z-0.html' },
    });
    expect(headers['content-security-policy']).toContain("default-src 'none'; style-src 'unsafe-inline'");
    expect((await get('/receipts/other.html', source)).status).toBe(404);
    expect((await get('/receipts/%E0%A4%A.html', source)).status).toBe(404);
    expect((await get(path, { receipts: async () => [receipt] })).status).toBe(404);
  });

  test('lists the problems of a refused file with their lines, each reason once', async () => {
    const message = 'The embargo has no time zone.';
    const refused = aReceipt({
      outcome: 'refused',
      summary: `"budget.md" was not published. ${message}`,
      problems: [
        { level: 'error', code: 'embargo', message, line: 3 },
        { level: 'warning', code: 'dates-differ', message: 'Dates differ.', line: null },
      ],
    });
    const html = await room({ receipts: async () => [refused] });

    expect(html).toContain('<span class="badge bad">refused</span>');
    expect(words(html)).toContain(
      'was not published. error Line 3: The embargo has no time zone. warning Dates differ.',
    );
    expect(html.split(message)).toHaveLength(2);
  });

  test('keeps to the latest receipts and counts the others', async () => {
    const receipts = Array.from({ length: 9 }, (_, index) =>
      aReceipt({ file: `f${index}`, summary: `f${index} came.` }),
    );
    const text = words(await room({ receipts: async () => receipts }));

    expect(text).toMatch(/f0 came\..*f4 came\./);
    expect(text).not.toContain('f5 came.');
    expect(text).toContain('4 older receipts not shown.');
  });

  test('links each edition of a release in its language and direction, and counts its mails', async () => {
    const html = await room({ releases: async () => [aRelease()] });

    expect(html).toContain('<bdi lang="ar" dir="rtl">العربية</bdi>');
    expect(html).toContain(
      '<span dir="auto" lang="ar" class="headline"><a href="http://127.0.0.1:4000/ar/2026/03/budget">خزان</a></span>',
    );
    expect(words(html)).toContain('published version 2 budget.md');
    expect(words(html)).toContain('mails so far 1,240 sent 9 delivered 8 bounced 1 failed 0');
    expect(html).toContain('<div class="bad"><dt>bounced</dt>');
  });

  test('says until when a release is held, and links to no page of it', async () => {
    const held = aRelease({ state: 'held', until: '2026-03-10T08:00:00Z' });
    const html = await room({ releases: async () => [held] });

    expect(words(html)).toContain('held until 2026-03-10 08:00:00 UTC');
    expect(html).toContain('class="headline">خزان</span>');
  });

  test('has a row for each stage, in the order given', async () => {
    const stages = [aStage({ name: 'Ingest', waiting: 1, inFlight: 2, invocations: 1204, failures: 4 }), aStage()];
    const text = words(await room({ stages: async () => stages }));

    expect(text).toContain('Ingest 1 2 0 1,204 4 off Feeds 0 0 0 7 0 off');
  });

  test.each<[string, string, Partial<StageStatus>]>([
    ['all is quiet', 'all quiet Every queue is empty, no alarm is on.', {}],
    ['work is under way', 'working 5 messages on the way.', { waiting: 3, inFlight: 2 }],
    [
      'an alarm is on',
      'needs attention Feeds : Readers miss releases. Redrive.',
      { alarm: 'Readers miss releases. Redrive.' },
    ],
    ['a message failed for good', 'needs attention Feeds : 1 message failed for good.', { deadLetters: 1, waiting: 1 }],
  ])('begins with what matters most when %s', async (_, sentence, changes) => {
    expect(words(await room({ stages: async () => [aStage(changes)] }))).toContain(sentence);
  });

  test('has a button for dead letters, which gives them back once and leads to the room again', async () => {
    const redriven: string[] = [];
    const queues = { queueUrl: 'http://127.0.0.1:4566/0/feeds-queue', deadLettersUrl: 'http://127.0.0.1:4566/0/dead' };
    const source: Partial<ConsoleSource> = {
      stages: async () => [aStage({ name: 'feeds', deadLetters: 2, queues }), aStage({ name: 'clock' })],
      redrive: async (stage) => void redriven.push(stage),
    };
    const html = await room(source);
    const post = (form: Record<string, string>) =>
      get('/redrive', source, 'POST', String(new URLSearchParams({ token: 'token', ...form })));

    expect(html).toContain(
      '<form method="post" action="/redrive" class="redrive"><input type="hidden" name="token" value="token">',
    );
    expect(html.split('>Redrive</button>')).toHaveLength(2);
    expect(words(html)).toContain('http://127.0.0.1:4566/0/feeds-queue');
    expect(words(html)).toContain('The dead-letter queue: http://127.0.0.1:4566/0/dead');
    expect(await post({ stage: 'feeds' })).toMatchObject({ status: 303, headers: { location: '/' } });
    expect(await post({ stage: 'feeds', token: 'of another page' })).toMatchObject({ status: 403 });
    expect(await post({ stage: 'clock' })).toMatchObject({ status: 404 });
    expect(await get('/redrive', source)).toMatchObject({ status: 404 });
    expect(redriven).toEqual(['feeds']);
  });

  test('ends with the newest lines of the log', async () => {
    const log = () =>
      Array.from({ length: 30 }, (_, line) => ({ at: `2026-03-09T08:00:${line + 10}.5Z`, text: `<${line}>` }));
    const text = words(await room({ log }));

    expect(text).toContain('08:00:39 &#x3C;29>');
    expect(text).toContain('&#x3C;18>');
    expect(text).not.toContain('&#x3C;17>');
  });

  test('says so where there is nothing yet', async () => {
    const text = words(await room({}));

    for (const sentence of ['No file came in yet.', 'Nothing was published yet.', 'Nothing happened yet.']) {
      expect(text).toContain(sentence);
    }
  });

  test('shows hostile names, headlines and sentences as text, and follows no address but the web’s', async () => {
    const html = await room({
      receipts: async () => [
        aReceipt({
          file: hostile,
          summary: `"${hostile}" came.`,
          problems: [{ level: 'error', code: 'x', message: hostile, line: 1 }],
        }),
      ],
      releases: async () => [
        aRelease({
          file: hostile,
          editions: [{ language: '"><script>', headline: hostile, url: 'javascript:alert(1)' }],
        }),
      ],
      stages: async () => [aStage({ name: hostile, alarm: hostile })],
      log: () => [{ at: hostile, text: hostile }],
      inboxFolder: hostile,
    });

    expect(html).not.toMatch(/<script|javascript:/);
    expect(html.split(escaped).length).toBeGreaterThan(8);
  });

  test('that can’t be made says why, and tries again', async () => {
    const { status, body } = await get('/', {
      receipts: () => Promise.reject(new Error('The archive <is> not there.')),
    });

    expect(status).toBe(500);
    expect(body).toContain('The archive &#x3C;is> not there.');
    expect(body).toContain('<meta http-equiv="refresh" content="3">');
  });
});
