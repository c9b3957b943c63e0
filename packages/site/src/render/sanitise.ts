import sanitizeHtml from 'sanitize-html'

const TAGS =
  'a abbr b bdi bdo blockquote br caption cite code col colgroup dd del details dfn div dl dt em figcaption figure h1 h2 h3 ' +
  'h4 h5 h6 hr i img ins kbd li mark ol p pre q rp rt ruby s samp section small span strong sub summary sup table tbody td ' +
  'tfoot th thead time tr u ul var wbr article aside footer header main nav'

const options: sanitizeHtml.IOptions = {
  allowedTags: TAGS.split(' '),
  allowedAttributes: {
    '*': ['id', 'title', 'lang', 'dir'],
    a: ['href', 'rel'],
    img: ['src', 'alt', 'width', 'height', 'loading'],
    ol: ['start', 'type'],
    td: ['colspan', 'rowspan', 'scope'],
    th: ['colspan', 'rowspan', 'scope'],
    col: ['span', 'width'],
    time: ['datetime'],
  },
  allowedClasses: { '*': ['c-*', 'inline-comment', 'rendered'] },
  allowedSchemes: ['http', 'https', 'mailto', 'tel', 'ftp'],
  // An image comes from the site itself: no scheme is allowed, and no host either.
  allowedSchemesByTag: { img: [] },
  allowProtocolRelative: false,
  selfClosing: ['br', 'hr', 'img', 'col', 'wbr'],
  disallowedTagsMode: 'discard',
  transformTags: {
    a: (tagName, { rel: _rel, href = '', ...attribs }) => {
      if (isOwnUrl(href) || href.startsWith('#')) return { tagName, attribs: { href, ...attribs } }
      const isAbsolute = /^[a-z]+:/i.test(href)
      return { tagName, attribs: isAbsolute ? { href, ...attribs, rel: 'noopener noreferrer nofollow' } : attribs }
    },
    img: (tagName, { src = '', ...attribs }) => ({ tagName, attribs: isOwnUrl(src) ? { src, ...attribs } : attribs }),
  },
}

/** The last stage: only elements, attributes, classes and URLs that are known to be harmless come out. */
export function sanitise(html: string): string {
  return sanitizeHtml(html, options)
}

/** One slash, and not two that would name a host; a browser takes a backslash for a slash. */
function isOwnUrl(url: string): boolean {
  return /^\/(?![/\\])/.test(url)
}
