// What the processes of a group have used, those that ended and were waited for too. (proc(5), /proc/PID/stat)
import { readdirSync, readFileSync } from 'node:fs';

/** Of the fields behind the command's name, which may hold anything, from 0. */
const [GROUP, USED] = [2, [11, 12, 13, 14]];

/** Clock ticks a second: USER_HZ, 100 on every Linux that Node runs on. */
const TICKS = 100;

/** Processor seconds of all processes of the group and of their ended children. */
export function processorSeconds(group: number): number {
  const fields = readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .flatMap((pid) => {
      const stat = read(`/proc/${pid}/stat`);
      return stat === undefined ? [] : [stat.slice(stat.lastIndexOf(')') + 2).split(' ')];
    })
    .filter((of) => Number(of[GROUP]) === group);
  return fields.reduce((sum, of) => sum + USED.reduce((own, field) => own + Number(of[field]), 0), 0) / TICKS;
}

/** Undefined for a process that has ended meanwhile. */
function read(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return undefined;
  }
}
