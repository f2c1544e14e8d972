import { shortenMiddle } from '../model/visible.ts';

/** Markup that was made here, from parts whose text is escaped: the only strings that pages insert as they are. */
export interface Markup {
  readonly markup: string;
}

type Attributes = Readonly<Record<string, string | number | undefined>>;

/** An element; strings among the children are text and are escaped, as are attribute values. Undefined attributes are left out. */
export function element(name: string, attributes: Attributes, ...children: readonly (Markup | string)[]): Markup {
  const written = Object.entries(attributes).map(([key, value]) =>
    value === undefined ? '' : ` ${key}="${escapeText(attributeText(key, value))}"`,
  );
  const inside = children.map((child) => (typeof child === 'string' ? escapeText(child) : child.markup)).join('');
  return { markup: inside === '' ? `<${name}${written.join('')}/>` : `<${name}${written.join('')}>${inside}</${name}>` };
}

/** A name of a record within a description may be of any length. */
function attributeText(key: string, value: string | number): string {
  return key === 'aria-label' ? shortenMiddle(String(value), DESCRIPTION) : String(value);
}

/** The one place where text of records becomes markup. Characters that XML does not allow become U+FFFD. */
export function escapeText(text: string): string {
  if (!TO_LOOK_AT.test(text)) return text;
  return text
    .toWellFormed()
    .replace(NOT_XML, '\ufffd')
    .replace(/[&<>"']/g, (character) => ENTITIES[character] ?? '');
}

/** A position in percent with at most two decimals. */
export function percent(part: number): string {
  return `${Number((part * 100).toFixed(2))}%`;
}

/** Characters that describe a drawing, at most. */
const DESCRIPTION = 1000;
const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };
/** What is escaped or replaced: most texts, and long paths, have none of it. */
const TO_LOOK_AT = /[&<>"'\p{Cc}\p{Cs}]/u;
/** Control characters but tab and line ends. */
const NOT_XML = /[^\P{Cc}\t\n\r]/gu;
