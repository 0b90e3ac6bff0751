import { describe, expect, test } from 'vitest';
import { momentsOf, receiptMail } from '../../../functions/receipts/mail.ts';
import { highlands } from '../../templates/samples.ts';
import { allHeld, aProblem, aProgress, aReceipt, refused } from './samples.ts';

const page = 'receipts/gauge.md/20260309T080000.000Z-00000000.html';
const instant = '2026-03-09T08:00:00.000Z';
const mail = (receipt = aReceipt({ progress: aProgress() }), languages = ['en']) =>
  receiptMail({ receipt, page, newsroom: { ...highlands, languages } });

describe('the newsroom is written to', () => {
  const underWay = aProgress({ done: false });
  const partlyHeld = aProgress({ done: false, held: [{ language: 'fr', until: '2026-12-01T08:00:00.000Z' }] });

  test.each([
    ['at once of a refusal', refused, ['received']],
    ['at once of what is superseded', aReceipt({ outcome: 'superseded' }), ['received']],
    ['at once of a missing language', aReceipt({ outcome: 'held', progress: allHeld }), ['received']],
    ['at once of what waits for its hour', aReceipt({ progress: allHeld }), ['received']],
    ['at once of a language that waits', aReceipt({ progress: partlyHeld }), ['received']],
    ['when it is over', aReceipt({ progress: aProgress() }), ['done']],
    ['not while it is under way', aReceipt({ progress: underWay }), []],
    ['not before anything was done', aReceipt(), []],
    ['not of what is unchanged', aReceipt({ outcome: 'unchanged', progress: aProgress() }), []],
  ])('%s', (_, receipt, moments) => {
    expect(momentsOf(receipt)).toEqual(moments);
  });
});

describe('the mail', () => {
  test('is the newsroom’s to itself, in its language, and asks for no automatic answer', () => {
    const { from, to, headers, subject, html } = mail(undefined, ['ar', 'en']);

    expect([from, to]).toEqual([highlands.sender, highlands.sender]);
    expect(headers).toEqual({ 'Auto-Submitted': 'auto-generated', 'Content-Language': 'ar' });
    expect(subject).toBe('[Polywire] منشور: \u2068gauge.md\u2069');
    expect(html).toContain('<body lang="ar" dir="rtl">');
    expect(html).toContain('lang="en" dir="ltr"><a href="https://news.example/en/2026/03/gauge">');
  });

  test('of a release that is out names its headlines, addresses and counts, in text and HTML alike', () => {
    const { subject, text, html } = mail();

    expect(subject).toBe('[Polywire] Published: gauge.md');
    for (const part of [text, html]) {
      expect(part).toContain('The gauge opens');
      expect(part).toContain('https://news.example/ar/2026/03/gauge');
      expect(part).toContain('Bounced: 1');
      expect(part).toContain(page);
    }
  });

  test('while an embargo lasts names languages and hours, and nothing of the texts', () => {
    const { subject, text, html } = mail(aReceipt({ progress: allHeld, problems: [aProblem()] }));

    expect(subject).toBe('[Polywire] Under embargo: gauge.md');
    expect(text).toContain('English: under embargo until December 1, 2026 at 09:00 GMT+1');
    expect(text).toContain('Warning · line 4');
    expect(text + html).not.toMatch(/gauge opens|افتتاح/);
  });

  test('of a correction that waits doesn’t tell its headline, though the language is out', () => {
    const held = [{ language: 'en', until: '2026-12-01T08:00:00.000Z' }];
    const { text } = mail(aReceipt({ progress: aProgress({ held, done: false }) }));

    expect(text).toContain('https://news.example/en/2026/03/gauge');
    expect(text).not.toContain('The gauge opens');
    expect(text).toContain('افتتاح');
  });

  test('of what lacks a language, or was overtaken, tells nothing of the texts either: their hour may be to come', () => {
    const lacking = aReceipt({ outcome: 'held', progress: { ...allHeld, held: [], missing: ['fr'] } });
    const { text } = mail(aReceipt({ outcome: 'superseded', problems: [aProblem()] }));

    expect(mail(lacking).text).toContain('French: required, and not there yet');
    expect(mail(lacking).text).not.toMatch(/gauge opens|افتتاح/);
    expect(text).not.toContain('gauge opens');
  });

  test('of a refusal says what to do, and where', () => {
    expect(mail(refused).text).toContain('Error · line 2\nThe embargo "9:00" has no zone.');
    const stays = aReceipt({ outcome: 'refused', summary: '"gauge.md" was withdrawn, and stays so.' });
    expect(mail(stays).text).toContain('was withdrawn, and stays so.');
  });

  test('of a withdrawal of what was never there says so', () => {
    const summary = '"gauge.md" withdraws a release that is not there.';
    const { subject, text } = mail(aReceipt({ summary, progress: aProgress({ published: [] }) }));

    expect(subject).toBe('[Polywire] Withdrawn: gauge.md');
    expect(text).toContain(summary);
  });

  test('has one line for its subject, whatever the file is called', () => {
    expect(mail(aReceipt({ file: 'a\r\nBcc: x@y.example.md' })).subject).toBe(
      '[Polywire] Accepted: a Bcc: x@y.example.md',
    );
  });

  test('of mails that are held up says why, and how long the rest takes', () => {
    const quota = { perSecond: 14, perDay: 50_000, sentLastDay: 50_000 };
    const counts = { planned: 90_000, accepted: 0, delivered: 0, bounced: 0, failed: 0, spared: 0, open: 90_000 };
    const bulletin = {
      ...{ ...counts, occasion: 'publication' as const, isEstimate: true, later: 12, quota, isDayTooShort: true },
      ...{ secondsLeft: 2 * 86_400, paused: { reason: 'ACCOUNT_DAILY_QUOTA_EXCEEDED', since: instant } },
    };
    const progress = aProgress({ done: false, mails: counts, bulletins: [bulletin] });
    const { subject, text } = mail(aReceipt({ progress }));

    expect(momentsOf(aReceipt({ progress }))).toEqual(['delayed']);
    expect(subject).toBe('[Polywire] Accepted: gauge.md');
    expect(text).toContain('Planned, estimated: 90000');
    expect(text).toContain('Readers of a digest, who get it later: 12');
    expect(text).toContain('The rest follows as it frees: 2 days');
    expect(text).toContain('Paused since March 9, 2026 at 09:00 GMT+1: ');
  });

  test('counts a correction by itself', () => {
    const counts = { planned: 9, accepted: 7, delivered: 6, bounced: 1, failed: 0, spared: 2, open: 0 };
    const rest = { isEstimate: false, later: 0, quota: null, secondsLeft: null, isDayTooShort: false, paused: null };
    const { text } = mail(
      aReceipt({ progress: aProgress({ bulletins: [{ ...counts, ...rest, occasion: 'correction-2' }] }) }),
    );

    expect(text).toContain('Correction: accepted of planned: 7 / 9');
    expect(text).not.toContain('Paused');
  });
});
