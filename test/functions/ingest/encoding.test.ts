import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { decode } from '../../../functions/ingest/decode.ts';
import { processorTime } from '../../processor-time.ts';
import { encoded } from './encoded.ts';

const languages =
  'en fr ar es de it pt nl sv da nb fi pl cs hu ro el ru uk bg tr fa ur he hi ja ko zh-Hans zh-Hant id'.split(' ');

const english = 'Council opens the “new” reservoir – a café’s delight\n\nThe council said it’s done.';
const french = 'Le réservoir a été rouvert à l’aube\n\nUne règle où « tout » est prêt, dès août, là-haut.';
const german = 'Größere Brücke über die Höhen eröffnet\n\nDie Bürger hörten „schöne“ Grüße.';
const spanish = '¿Qué año será mañana?\n\nLa señal llegó después: más información aquí.';
const portuguese = 'Região: a água já não é questão\n\nAs previsões são boas, disse João.';
const swedish = 'Ny bro över ån är färdig\n\nRådet sade att vägen är öppen på söndag.';
const polish = 'Nowy zbiornik został otwarty\n\nWójt powiedział, że ścieżka jest już gotowa. Źródła są czyste.';
const czech = 'Nová přehrada je otevřena\n\nStarosta řekl, že příští týden začne další část. Voda je čistá.';
const hungarian = 'Megnyílt az új víztározó\n\nA főnök szerint a jövő hét elején bővül, és hűvös lesz.';
const turkish = 'Yeni baraj açıldı\n\nBaşkan, suyun dağıtıldığını ve işin bittiğini söyledi. İyi şans.';
const greek = 'Άνοιξε η νέα δεξαμενή\n\nΤο συμβούλιο είπε ότι όλα είναι έτοιμα. Έργο της χώρας.';
const russian = 'Совет открыл водохранилище\n\nПредседатель сказал, что вода придёт завтра. Ёмкость полна.';
const ukrainian = 'Рада відкрила водосховище\n\nГолова сказав, що її їдальня ґрунтовно оновлена, і вода вже є.';
const bulgarian = 'Съветът откри язовира\n\nКметът каза, че водата ще дойде утре.';
const arabic = 'افتتح المجلس الخزان الجديد\n\nقال الرئيس إن المياه ستصل غدًا إلى كل القرى، وشكر الجميع.';
const persian = 'مخزن جديد آب گشوده شد\n\nرئيس گفت که چاه‌ها پر هستند و ژرفاي آب خوب است.';
const hebrew = 'המועצה פתחה את המאגר החדש\n\nהיושב ראש אמר כי המים יגיעו מחר.';
const chinese = '市政府今天开放新水库\n\n主席说，这个项目是为了大家的生活，我们会在明年完成全部工作。';
const taiwanese = '市政府今天開放新水庫\n\n主席說，這個計畫是為了大家的生活，我們會在明年完成全部工作。';
const japanese = '新しい貯水池が開かれました\n\n議長は「水は明日すべての村に届く」と述べた。ダムの工事は終わった。';
const korean = '시의회가 새 저수지를 열었다\n\n의장은 내일 모든 마을에 물이 도착할 것이라고 말했다.';

test.each([
  ['windows-1252', 'English', english],
  ['windows-1252', 'French', french],
  ['iso-8859-15', 'French', french.replaceAll(/[’]/g, "'").concat(' Un cœur à 5 €.')],
  ['windows-1252', 'German', german],
  ['windows-1252', 'Spanish', spanish],
  ['windows-1252', 'Portuguese', portuguese],
  ['windows-1252', 'Swedish', swedish],
  ['windows-1250', 'Polish', polish],
  ['iso-8859-2', 'Polish', polish],
  ['windows-1250', 'Czech', czech],
  ['iso-8859-2', 'Czech', czech],
  ['windows-1250', 'Hungarian', hungarian],
  ['windows-1254', 'Turkish', turkish],
  ['windows-1253', 'Greek', greek],
  ['iso-8859-7', 'Greek', greek],
  ['windows-1251', 'Russian', russian],
  ['koi8-r', 'Russian', russian],
  ['iso-8859-5', 'Russian', russian],
  ['windows-1251', 'Ukrainian', ukrainian],
  ['windows-1251', 'Bulgarian', bulgarian],
  ['windows-1256', 'Arabic', arabic],
  ['iso-8859-6', 'Arabic', arabic],
  ['windows-1256', 'Arabic and French', `${arabic}\n\n${french}`],
  ['windows-1256', 'Persian', persian],
  ['windows-1255', 'Hebrew', hebrew],
  ['iso-8859-8', 'Hebrew', hebrew],
  ['gb18030', 'Chinese', chinese],
  ['big5', 'Chinese of Taiwan', taiwanese],
  ['shift_jis', 'Japanese', japanese],
  ['euc-jp', 'Japanese', japanese],
  ['euc-kr', 'Korean', korean],
  ['windows-1251', 'Russian beside English', `The council met.\n\n${russian}`],
])('%s is told by its %s, and the guess is a warning', (encoding, _, text) => {
  const { text: read, problems } = decode('a.txt', encoded(text, encoding), languages);

  expect(read).toBe(text);
  expect(problems).toMatchObject([{ level: 'warning', code: 'encoding-guessed' }]);
  expect(problems[0]?.message).toMatch(/it was read as [\w-]+\. Save as UTF-8 to be sure\./);
});

test.each([
  ['UTF-16, low byte first', Buffer.from(arabic, 'utf16le')],
  ['UTF-16, high byte first', Buffer.from(arabic, 'utf16le').swap16()],
])('%s, is read without a byte order mark', (_, bytes) => {
  const { text, problems } = decode('a.txt', bytes, languages);

  expect(text).toBe(arabic);
  expect(problems).toMatchObject([{ level: 'warning', code: 'encoding-guessed' }]);
});

describe('a text that is UTF-8', () => {
  const utf8 = (text: string) => new TextEncoder().encode(text);

  test('is never guessed at', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => {
        const clean = text
          .replaceAll('\u0000', '')
          .replace(/^\uFEFF/, '')
          .replaceAll('\uFFFD', '');

        expect(decode('a.txt', utf8(clean), languages)).toEqual({ text: clean, problems: [] });
      }),
    );
  });

  test.each([
    ['of Chinese that lost its end', utf8(`新水库\n\n${chinese}`).subarray(0, -4)],
    ['with one byte lost', Buffer.concat([utf8('Δ'.repeat(30)), Buffer.from([0xce, 0x20])])],
    ['cut within a character', utf8(arabic).subarray(0, -2)],
    ['with a byte of another encoding in it', Buffer.concat([utf8(french), Buffer.from([0xe9]), utf8(french)])],
  ])('%s is refused and not read as something else', (_, bytes) => {
    expect(() => decode('a.txt', bytes, languages)).toThrow(/is not UTF-8 text \(line \d+\)/);
  });

  test('that holds what was lost before is warned of with its line, and how much of it', () => {
    const { problems } = decode('a.txt', utf8('One\r\n\r\nTw\uFFFD\rThree \uFFFD'), languages);

    expect(problems).toMatchObject([{ level: 'warning', code: 'damaged-text', line: 3 }]);
    expect(problems[0]?.message).toContain('the first of 2');
  });
});

describe('what a file declares', () => {
  test('is believed', () => {
    expect(decode('a.html', encoded(greek, 'iso-8859-7'), ['en'], 'ISO-8859-7')).toEqual({ text: greek, problems: [] });
  });

  test('is not believed of a text that was saved as UTF-8 since', () => {
    expect(decode('a.html', new TextEncoder().encode(french), languages, 'windows-1252').text).toBe(french);
  });

  test.each(['no-such-encoding', 'utf-8'])('is passed over where it is wrong: %s', (declared) => {
    const { text, problems } = decode('a.html', encoded(polish, 'windows-1250'), languages, declared);

    expect(text).toBe(polish);
    expect(problems).toMatchObject([{ code: 'encoding-guessed' }]);
  });
});

test("an encoding that none of the newsroom's languages needs is not guessed", () => {
  expect(() => decode('a.txt', encoded(russian, 'koi8-r'), ['en', 'fr'])).toThrow(/is not UTF-8 text \(line 1\)/);
});

test('a megabyte is judged within a second', () => {
  const bytes = encoded(`${french}\n\n`.repeat(11_000), 'windows-1252');
  const start = processorTime();

  decode('a.txt', bytes, languages);

  expect(processorTime() - start).toBeLessThan(1000);
});
