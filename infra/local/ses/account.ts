// "Managing your Amazon SES sending limits": both quotas count recipients, not messages. "Using the mailbox
// simulator": simulator addresses count against the rate but not against the day.
export type Account = {
  /** -1 is unlimited (API_SendQuota). */
  max24HourSend: number;
  maxSendRate: number;
  production: boolean;
  sendingEnabled: boolean;
  /** SHUTDOWN refuses every send with AccountSuspendedException (API_GetAccount). */
  enforcement?: 'HEALTHY' | 'PROBATION' | 'SHUTDOWN';
};

export type Quota = {
  take(recipients: number, countedForTheDay: number): 'taken' | 'rate' | 'day';
  sentLast24Hours(): number;
};

type Spent = { at: number; count: number };

const day = 24 * 60 * 60 * 1000;

export function createQuota(account: Readonly<Account>, clock: () => Date, history: readonly Spent[]): Quota {
  const spent = [...history].sort((a, b) => a.at - b.at);
  let spentSum = spent.reduce((sum, { count }) => sum + count, 0);
  const burst = () => Math.max(1, account.maxSendRate);
  let tokens = burst();
  let refilledAt = clock().getTime();

  function refill(now: number): void {
    const seconds = Math.max(0, now - refilledAt) / 1000;
    tokens = Math.min(burst(), tokens + seconds * account.maxSendRate);
    refilledAt = now;
  }

  function sentLast24Hours(): number {
    const start = clock().getTime() - day;
    const expired = spent.findIndex(({ at }) => at > start);
    for (const { count } of spent.splice(0, expired === -1 ? spent.length : expired)) spentSum -= count;
    return spentSum;
  }

  function take(recipients: number, countedForTheDay: number): 'taken' | 'rate' | 'day' {
    const now = clock().getTime();
    refill(now);
    // A message to more recipients than a second's worth must still be sendable: it leaves a debt.
    if (tokens < Math.min(recipients, burst())) return 'rate';
    const { max24HourSend } = account;
    if (countedForTheDay > 0 && max24HourSend >= 0 && sentLast24Hours() + countedForTheDay > max24HourSend)
      return 'day';
    tokens -= recipients;
    if (countedForTheDay > 0) spent.push({ at: now, count: countedForTheDay });
    spentSum += countedForTheDay;
    return 'taken';
  }

  return { take, sentLast24Hours };
}
