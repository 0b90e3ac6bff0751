// API_GetAccount
import type { State } from '../state.ts';

export function getAccount({ account, quota }: State) {
  return {
    DedicatedIpAutoWarmupEnabled: false,
    EnforcementStatus: account.enforcement ?? 'HEALTHY',
    ProductionAccessEnabled: account.production,
    SendingEnabled: account.sendingEnabled,
    SendQuota: {
      Max24HourSend: account.max24HourSend,
      MaxSendRate: account.maxSendRate,
      SentLast24Hours: quota.sentLast24Hours(),
    },
    SuppressionAttributes: { SuppressedReasons: ['BOUNCE', 'COMPLAINT'] },
  };
}
