import type { Agenda, EmbargoDue } from '../../../functions/io/agenda.ts';
import type { Wire } from './wire.ts';

export type AgendaStore = { embargoes: Map<string, EmbargoDue>; digestHour: Date | undefined };

export const newAgenda = (): AgendaStore => ({ embargoes: new Map(), digestHour: undefined });

const keyOf = ({ releaseId, instant }: EmbargoDue): string => `${instant}#${releaseId}`;

export const agenda = (store: AgendaStore, { read, write }: Wire): Agenda => ({
  addEmbargo: (due) => write('agenda.addEmbargo', () => void store.embargoes.set(keyOf(due), due)),
  embargoes: (until) =>
    read('agenda.embargoes', () =>
      [...store.embargoes.values()]
        .filter(({ instant }) => instant <= until)
        .sort((one, other) => (keyOf(one) < keyOf(other) ? -1 : 1)),
    ),
  removeEmbargo: (due) => write('agenda.removeEmbargo', () => void store.embargoes.delete(keyOf(due))),
  digestHour: () => read('agenda.digestHour', () => store.digestHour),
  noteDigestHour: (hour) =>
    write('agenda.noteDigestHour', () => {
      store.digestHour = hour;
    }),
});
