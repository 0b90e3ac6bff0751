// What this process spent, which is the same beside a busy neighbour.

/** Milliseconds of the processor since it began. */
export function processorTime(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
}
