// ICU MessageFormat, as our texts use it.
import { IntlMessageFormat } from 'intl-messageformat';

/** Throws where `text` is no ICU message. The digits are those of the dates of core/language; `<` is text, no tag. */
export const message = (text: string, language: string): IntlMessageFormat =>
  new IntlMessageFormat(text, `${language}-u-nu-latn`, undefined, { ignoreTag: true });
