// Processor time per recipient: ours, and two peers beside it.
import { apart, once } from './apart.ts';
import { localKeys } from './place.ts';

type Spent = { microseconds: number; perSecond: number };
type Ways = 'bulk' | 'single' | 'smtp';
export type Cpu = { spent: Record<Ways, Spent[]>; sizes: number[] };

export async function cpu(recipients: number, rounds: number): Promise<Cpu> {
  const sinks = await apart<{ ses: number; smtp: number }>('sinks.ts', null);
  try {
    const { ses, smtp } = sinks.answer;
    const environment = { ...localKeys, AWS_ENDPOINT_URL: `http://127.0.0.1:${ses}` };
    return await once<Cpu>('cpu-of.ts', { smtp, recipients, rounds }, { environment });
  } finally {
    await sinks.stop();
  }
}
