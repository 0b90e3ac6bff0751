// What the template gives the functions that mail. (infra/mailing.ts, infra/pipeline-stack.ts)
import { SHARDS } from '../../functions/core/subscriber.ts';

/** All of the audience's. */
export const allShards = Array.from({ length: SHARDS }, (_, shard) => shard);

/** Send functions at a time. */
export const SENDERS = 20;

/** Shards in an invocation of plan. */
export const SHARDS_AT_ONCE = 2;

/** MB of each. */
export const MEMORY = 512;

/** Lambda gives a whole processor with so many MB. (Lambda Developer Guide, "Configure Lambda function memory") */
export const WHOLE = 1769;
