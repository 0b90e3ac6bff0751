// The quotas, against "Managing your Amazon SES sending limits", "Errors related to the sending quotas" and "Using the
// mailbox simulator".
import { GetAccountCommand, SendEmailCommand } from '@aws-sdk/client-sesv2';
import { describe, expect, test } from 'vitest';
import { entry, readers, startBulk } from './ses-bulk-setup.ts';
import { failure, from, simple, to } from './ses-setup.ts';

describe('the quotas', () => {
  const statuses = async (results: Promise<{ Status?: string | undefined }[]>) =>
    (await results).map(({ Status }) => Status);

  test('MaxSendRate is a bucket of one second, counted per recipient', async () => {
    const { send, client, time } = await startBulk({ account: { maxSendRate: 4 } });
    const mail = () =>
      client.send(new SendEmailCommand({ FromEmailAddress: from, ...to('a@example.com'), Content: simple() }));

    expect(
      await statuses(
        send(
          [
            entry('a@example.com'),
            to('b@example.com', 'c@example.com'),
            entry('d@example.com'),
            entry('e@example.com'),
          ],
          {},
        ),
      ),
    ).toEqual(['SUCCESS', 'SUCCESS', 'SUCCESS', 'ACCOUNT_THROTTLED']);
    expect(await failure(mail())).toEqual({
      name: 'TooManyRequestsException',
      message: 'Maximum sending rate exceeded.',
      status: 429,
    });
    time.now += 500;
    expect(await statuses(send(readers(3)))).toEqual(['SUCCESS', 'SUCCESS', 'ACCOUNT_THROTTLED']);
    time.now += 60_000;
    expect((await statuses(send(readers(5)))).filter((status) => status === 'SUCCESS')).toHaveLength(4);
  });

  test('a message to more recipients than a second allows is paid for by waiting', async () => {
    const { send, time } = await startBulk({ account: { maxSendRate: 1 } });
    const three = () => statuses(send([to('a@example.com', 'b@example.com', 'c@example.com')]));
    expect(await three()).toEqual(['SUCCESS']);
    time.now += 2_900;
    expect(await three()).toEqual(['ACCOUNT_THROTTLED']);
    time.now += 200;
    expect(await three()).toEqual(['SUCCESS']);
  });

  test('Max24HourSend is a rolling day of recipients, from which the simulator is exempt', async () => {
    const { ses, send, client, time } = await startBulk({ account: { max24HourSend: 3 } });
    const sent = async () => (await client.send(new GetAccountCommand({}))).SendQuota?.SentLast24Hours;

    expect(await statuses(send(readers(2)))).toEqual(['SUCCESS', 'SUCCESS']);
    time.now += 3_600_000;
    expect(await statuses(send([...readers(2), entry('success@simulator.amazonses.com')]))).toEqual([
      'SUCCESS',
      'ACCOUNT_DAILY_QUOTA_EXCEEDED',
      'SUCCESS',
    ]);
    expect(await sent()).toBe(3);
    time.now += 23 * 3_600_000;
    expect(await sent()).toBe(1);
    expect(await statuses(send(readers(3)))).toEqual(['SUCCESS', 'SUCCESS', 'ACCOUNT_DAILY_QUOTA_EXCEEDED']);
    ses.setAccount({ max24HourSend: -1 });
    expect(await statuses(send(readers(1)))).toEqual(['SUCCESS']);
  });

  test('a refused message costs nothing', async () => {
    const { send } = await startBulk({ account: { maxSendRate: 2, max24HourSend: 2 } });
    await send([entry('möwe@example.com'), entry('bad')]);
    expect(await statuses(send(readers(2)))).toEqual(['SUCCESS', 'SUCCESS']);
  });
});
