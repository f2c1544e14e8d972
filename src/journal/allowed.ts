import type { Options } from 'rehype-sanitize';

const ARIA = ['ariaLabel', 'ariaDescribedBy'];

/**
 * All that prose may be made of. Ids and classes are our own by then: raw HTML never gets this far. Schemes: web and mail
 * addresses; relative ones were made by `links.ts`. No style, no handler, no form, no frame, no picture from elsewhere.
 */
export const ALLOWED: Options = {
  tagNames: [
    ...['a', 'blockquote', 'br', 'code', 'del', 'div', 'em', 'h2', 'h3', 'h4', 'h5', 'h6', 'hr', 'img', 'li', 'ol', 'p', 'pre'],
    ...['section', 'strong', 'sup', 'table', 'tbody', 'td', 'th', 'thead', 'tr', 'ul'],
  ],
  attributes: {
    a: ['href', 'title', 'id', 'dataFootnoteRef', 'dataFootnoteBackref', ...ARIA],
    code: [['className', /^language-[\w+#.-]+$/]],
    div: [
      ['className', 'table-scroll'],
      ['role', 'group'],
      ['tabIndex', 0],
      ['ariaLabel', 'Table'],
    ],
    h2: ['id'],
    h3: ['id'],
    h4: ['id'],
    h5: ['id'],
    h6: ['id'],
    img: ['src', 'alt', 'title', ['loading', 'lazy'], ['decoding', 'async']],
    li: ['id', ['className', 'task']],
    ol: ['start'],
    pre: [['tabIndex', 0]],
    section: ['dataFootnotes', ['className', 'footnotes']],
    td: [['className', 'align-left', 'align-center', 'align-right']],
    th: [
      ['scope', 'col'],
      ['className', 'align-left', 'align-center', 'align-right'],
    ],
  },
  protocols: { href: ['http', 'https', 'mailto'], src: ['none'] },
  ancestors: { tbody: ['table'], td: ['table'], th: ['table'], thead: ['table'], tr: ['table'] },
  strip: ['script', 'style'],
  clobber: [],
  clobberPrefix: '',
};
