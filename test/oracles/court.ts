// Judges one after another: a line for each with what it looked at, what it objects to, and exit code 1 where it does.

export type Judgement = { looked: string; faults: string[] };
export type Judges = Record<string, () => Promise<Judgement>>;

/** More of them say the same again. */
const SHOWN = 20;

export async function judged(judges: Judges): Promise<void> {
  for (const [name, judge] of Object.entries(judges)) {
    const { looked, faults } = await judge().catch((error) => ({ looked: 'nothing', faults: [String(error.stack)] }));
    const verdict = faults.length === 0 ? 'no objection' : `${faults.length} objections`;
    process.stdout.write(`${name}: ${looked}, ${verdict}\n`);
    for (const fault of faults.slice(0, SHOWN)) process.stdout.write(`  ${fault}\n`);
    if (faults.length > 0) process.exitCode = 1;
  }
}
