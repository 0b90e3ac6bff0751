// Accepted mails of SendEmail, against API_SendEmail, API_RawMessage and "Amazon SES header fields".
import { appendFile, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { SendEmailCommand } from '@aws-sdk/client-sesv2';
import { simpleParser } from 'mailparser';
import PostalMime from 'postal-mime';
import { describe, expect, test } from 'vitest';
import { failure, input, simple, startSes, temporaryDirectory, withHeaders } from './ses-setup.ts';

describe('an accepted mail', () => {
  const arabic = {
    subject: 'بيان صحفي: افتتاح الجسر الجديد في المدينة القديمة بحضور السكان والزوار من كل مكان',
    body: 'نص البيان.\nالسطر الثاني — “اقتباس” 😀\n.\nسطر بعد نقطة',
  };

  test('is one file with CRLF lines of 7-bit text, which two parsers read alike', async () => {
    const { ses, client, directory } = await startSes();

    await client.send(new SendEmailCommand(input({ Content: simple(arabic.subject, arabic.body) })));

    expect(await readdir(join(directory, 'outbox'))).toEqual(['000001-reader@example.com.eml']);
    const [mail] = ses.outbox();
    const bytes = await ses.read(String(mail?.id));
    expect(bytes.every((byte) => byte < 0x80)).toBe(true);
    const lines = bytes.toString('latin1').split('\r\n');
    expect(lines.filter((line) => /[\r\n]/.test(line))).toEqual([]);
    expect(Math.max(...lines.map(({ length }) => length))).toBeLessThanOrEqual(998);

    const postal = await PostalMime.parse(bytes);
    const parsed = await simpleParser(bytes);
    expect([postal.subject, parsed.subject]).toEqual([arabic.subject, arabic.subject]);
    // RFC 2045 §6.8: CRLF inside the encoded text too.
    expect(postal.text?.trim()).toBe(arabic.body.replaceAll('\n', '\r\n'));
    expect(parsed.text?.trim()).toBe(arabic.body);
    expect(postal.html?.replaceAll('\r\n', '\n').trim()).toBe(`<p>${arabic.body}</p>`);
    expect(String(parsed.html).replaceAll('\r\n', '\n').trim()).toBe(`<p>${arabic.body}</p>`);
  });

  test('has the text before the HTML, in multipart/alternative', async () => {
    const { ses, client } = await startSes();
    const { MessageId } = await client.send(new SendEmailCommand(input()));
    const eml = (await ses.read(String(MessageId))).toString();
    expect(eml).toMatch(/^Content-Type: multipart\/alternative;/m);
    expect(eml.indexOf('text/plain; charset=utf-8')).toBeLessThan(eml.indexOf('text/html; charset=utf-8'));
    expect(eml.indexOf('text/plain; charset=utf-8')).toBeGreaterThan(0);
  });

  test("carries SES's Date and Message-ID, and the addresses, tags and headers as given", async () => {
    const { ses, client } = await startSes();
    const unsubscribe = `<https://newsroom.example/api/unsubscribe?t=${'a'.repeat(120)}>`;
    const { MessageId } = await client.send(
      new SendEmailCommand({
        ...withHeaders(['List-Unsubscribe', unsubscribe], ['List-ID', 'News <news.newsroom.example>']),
        FromEmailAddress: `=?UTF-8?B?${Buffer.from('غرفة الأخبار').toString('base64')}?= <news@newsroom.example>`,
        ReplyToAddresses: ['press@newsroom.example'],
        Destination: {
          ToAddresses: ['A B <reader@example.com>'],
          CcAddresses: ['c@example.com'],
          BccAddresses: ['secret@example.com'],
        },
        EmailTags: [{ Name: 'attempt', Value: 'a-1' }],
      }),
    );

    const bytes = await ses.read(String(MessageId));
    const mail = await PostalMime.parse(bytes);
    expect(mail.messageId).toBe(`<${MessageId}@email.amazonses.com>`);
    expect(bytes.toString()).toContain('\r\nDate: Wed, 04 Mar 2026 05:06:07 +0000\r\n');
    expect(mail.from).toMatchObject({ name: 'غرفة الأخبار', address: 'news@newsroom.example' });
    expect(mail.replyTo).toMatchObject([{ address: 'press@newsroom.example' }]);
    expect(mail.to).toMatchObject([{ name: 'A B', address: 'reader@example.com' }]);
    expect(mail.headers.find(({ key }) => key === 'list-unsubscribe')?.value).toBe(unsubscribe);
    expect(bytes.toString()).toContain(`List-Unsubscribe: ${unsubscribe}\r\n`);
    expect(mail.headers.find(({ key }) => key === 'list-id')?.value).toBe('News <news.newsroom.example>');
    expect(bytes.toString()).not.toContain('secret@example.com');
    expect(ses.outbox()).toMatchObject([
      {
        id: MessageId,
        to: ['reader@example.com'],
        bcc: ['secret@example.com'],
        subject: 'Hello',
        sentAt: '2026-03-04T05:06:07.089Z',
        tags: { attempt: ['a-1'] },
        events: ['Send', 'Delivery'],
      },
    ]);
  });

  test('has bytes that depend on the request, the id and the clock only', async () => {
    const bytes = async () => {
      const { ses, client } = await startSes();
      const { MessageId } = await client.send(new SendEmailCommand(input()));
      return (await ses.read(String(MessageId))).toString();
    };
    expect(await bytes()).toBe(await bytes());
  });

  test('survives a restart, with its tags; a file that no call was told of does not', async () => {
    const directory = await temporaryDirectory();
    const first = await startSes({ directory });
    const { MessageId } = await first.client.send(
      new SendEmailCommand(input({ EmailTags: [{ Name: 'n', Value: 'v' }] })),
    );
    const before = first.ses.outbox();
    await first.stop();
    await writeFile(join(directory, 'outbox', '000002-orphan@example.com.eml'), 'half');
    await appendFile(join(directory, 'journal.jsonl'), '{"kind":"mail","mail":{"id":"ha');

    const second = await startSes({ directory, boot: 2, account: { max24HourSend: 2 } });

    expect(second.ses.outbox()).toEqual(before);
    expect(await second.ses.read(String(MessageId))).toBeInstanceOf(Buffer);
    expect(await readdir(join(directory, 'outbox'))).toEqual(['000001-reader@example.com.eml']);
    await second.client.send(new SendEmailCommand(input()));
    expect(second.ses.outbox().map(({ file }) => file)).toEqual([
      '000001-reader@example.com.eml',
      '000002-reader@example.com.eml',
    ]);
    expect((await failure(second.client.send(new SendEmailCommand(input())))).message).toContain('Daily message quota');
    await second.stop();
    expect((await startSes({ directory, boot: 3 })).ses.outbox()).toEqual(second.ses.outbox());
  });
});

describe('a raw message', () => {
  const raw = (lines: string[]) => ({ Raw: { Data: Buffer.from(lines.join('\n')) } });

  test('keeps its own headers and body, gets Date and Message-ID, and loses Bcc', async () => {
    const { ses, client } = await startSes();
    const { MessageId } = await client.send(
      new SendEmailCommand({
        Content: raw([
          'From: Desk <desk@newsroom.example>',
          'To: a@example.com, "B, C" <b@example.com>',
          'Bcc: secret@example.com',
          'Subject: Raw',
          'Date: yesterday',
          'Message-ID: <mine>',
          'X-Custom: kept',
          'X-SES-CONFIGURATION-SET: bulletins',
          'X-SES-MESSAGE-TAGS: a=1, b=2',
          '',
          'The body',
        ]),
      }),
    );
    const mail = await PostalMime.parse(await ses.read(String(MessageId)));
    expect(mail).toMatchObject({
      subject: 'Raw',
      messageId: `<${MessageId}@email.amazonses.com>`,
      date: '2026-03-04T05:06:07.000Z',
    });
    expect(mail.text?.trim()).toBe('The body');
    expect(mail.headers.map(({ key }) => key)).toEqual(['from', 'to', 'subject', 'x-custom', 'date', 'message-id']);
    expect(ses.outbox()).toMatchObject([
      {
        to: ['a@example.com', 'b@example.com'],
        bcc: ['secret@example.com'],
        tags: { a: ['1'], b: ['2'] },
        configurationSet: 'bulletins',
      },
    ]);
  });

  test('is refused with a line over 1,000 characters or a header twice', async () => {
    const { client } = await startSes();
    const head = ['From: desk@newsroom.example', 'To: a@example.com', 'Subject: Raw'];
    for (const lines of [[...head, '', 'x'.repeat(1001)], [...head, 'Subject: Again', '', 'x'], head]) {
      expect((await failure(client.send(new SendEmailCommand({ Content: raw(lines) })))).name).toBe(
        'BadRequestException',
      );
    }
  });
});
