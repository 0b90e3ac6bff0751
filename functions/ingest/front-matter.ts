// What a release says about itself before its text: YAML between two lines of three hyphens.
import { type Document, isMap, parseDocument, visit } from 'yaml';
import { safeLine } from '../core/safe-text.ts';
import { checked, refused, type Settings, wrong } from './settings.ts';

export type Opened = Settings & {
  text: string;
  /** The line of the file on which `text` begins, from 1. */
  firstLine: number;
};

const fence = /^\uFEFF?---[ \t]*\n(?:([\s\S]*?)\n)??---[ \t]*(?:\n|$)/;

/** Parts the front matter from the text. What is wrong in it is an error with its line. */
export function openFrontMatter(file: string): Opened {
  const [whole, yaml = ''] = fence.exec(file) ?? [];
  if (whole === undefined) {
    return { frontMatter: {}, text: file, firstLine: 1, problems: [] };
  }
  const { frontMatter, problems } = settings(yaml, { name: 'The front matter', above: 1 });
  return { frontMatter, text: file.slice(whole.length), firstLine: whole.split('\n').length, problems };
}

/** What errors call the settings, and how many lines stand above them. */
type Place = { name: string; above: number };

/** The settings of a YAML text. What is wrong in it is an error with its line. */
export function settings(yaml: string, place: Place): Settings {
  const document = parseDocument(yaml, { schema: 'core', stringKeys: true });
  const [fault] = document.errors;
  if (fault) {
    const line = yaml.slice(0, fault.pos[0]).split('\n').length + place.above;
    const sentence = safeLine(fault.message.split(/ at line |\n/)[0] ?? '').slice(0, 200);
    return refused([wrong(`${place.name} is no YAML: ${sentence}.`, line)]);
  }
  if (document.contents !== null && (!isMap(document.contents) || hasAlias(document)))
    return refused([
      wrong(`${place.name} holds settings only, as "topics: [water]", each written out.`, place.above + 1),
    ]);
  return checked(document.toJS() ?? {}, place.name, (name) => lineOf(yaml, name) + place.above);
}

// A few aliases can stand for gigabytes, and no setting needs one.
function hasAlias(document: Document): boolean {
  let found = false;
  visit(document, {
    Alias: () => {
      found = true;
      return visit.BREAK;
    },
  });
  return found;
}

function lineOf(yaml: string, name: string): number {
  const index = yaml.split('\n').findIndex((line) => new RegExp(`^["']?${RegExp.escape(name)}["']?\\s*:`).test(line));
  return index + 1;
}
