import { random } from './layout.mjs'

// Bodies in storage format, 2 to 6 KB each unless they are small, with what real ones have: links, mentions, macros, tables, tasks.

const words =
  'the team agreed that every release needs a named owner who checks backups before the window opens and writes down what happened afterwards because nobody remembers details in spring while customers ask about latency limits certificates tokens storage quota invoices budget planning hiring onboarding travel rooms'.split(
    ' ',
  )

/** Makes bodies for one layout. A body of a version differs from the one before in one paragraph, as in life. */
export function createBodyWriter(layout, { seed, dialect, bodies }) {
  const sentences = Array.from({ length: 512 }, (_, index) => sentence(seed, index))

  function paragraph(page, version, number) {
    const changed = number === version % 9 ? version : 0
    const pick = (salt) => random(seed, page, number, changed, salt)
    const text = [1, 2, 3, 4].map((salt) => sentences[Math.floor(pick(salt) * sentences.length)]).join(' ')
    const kind = Math.floor(pick(9) * 12)
    if (kind === 0) return `<h2>${sentences[number]}</h2><p>${text}</p>`
    if (kind === 1) return `<p>${text} ${pageLink(Math.floor(pick(10) * layout.pages), page)}</p>`
    if (kind === 2) return `<p>${mention(Math.floor(pick(11) * layout.users))} ${text}</p>`
    if (kind === 3) {
      return `<ac:structured-macro ac:name="info" ac:schema-version="1" ac:macro-id="${uuid(page, number)}"><ac:rich-text-body><p>${text}</p></ac:rich-text-body></ac:structured-macro>`
    }
    if (kind === 4) {
      return `<ac:structured-macro ac:name="code" ac:schema-version="1"><ac:parameter ac:name="language">js</ac:parameter><ac:plain-text-body><![CDATA[const row = matrix[index[${page}]]\nif (row[0] > ${version}) throw new Error('${text.slice(0, 60)}')]]></ac:plain-text-body></ac:structured-macro>`
    }
    if (kind === 5) {
      const cells = [1, 2, 3].map((row) => `<tr><td><p>${row}</p></td><td><p>${sentences[row + number]}</p></td></tr>`)
      return `<table><tbody><tr><th><p>No</p></th><th><p>What</p></th></tr>${cells.join('')}</tbody></table>`
    }
    if (kind === 6) {
      return `<ac:task-list><ac:task><ac:task-id>${number}</ac:task-id><ac:task-status>incomplete</ac:task-status><ac:task-body>${text}</ac:task-body></ac:task></ac:task-list>`
    }
    return `<p>${text}</p>`
  }

  function pageLink(target, from) {
    const space = layout.spaceOf(target) === layout.spaceOf(from) ? '' : ` ri:space-key="S${layout.spaceOf(target)}"`
    return `<ac:link><ri:page${space} ri:content-title="${layout.titleOf(target)}" /></ac:link>`
  }

  function mention(user) {
    return dialect === 'C'
      ? `<ac:link><ri:user ri:account-id="${userKey(user, dialect)}" /></ac:link>`
      : `<ac:link><ri:user ri:userkey="${userKey(user, dialect)}" /></ac:link>`
  }

  return {
    /** Body of a version of a page; the last one carries the markers of inline comments. */
    ofPage(page, version, markers) {
      const count = bodies === 'small' ? 1 : 4 + Math.floor(random(seed, page, 3) * 9)
      let out = '<p>Kept by the owner; last look in spring.</p>'
      for (let number = 0; number < count; number++) out += paragraph(page, version, number)
      const [from, to] = layout.filesOf(page)
      if (from < to)
        out += `<p><ac:image ac:width="480"><ri:attachment ri:filename="${fileName(from).replace('&', '&amp;')}" /></ac:image></p>`
      for (const ref of markers)
        out += `<p>See <ac:inline-comment-marker ac:ref="${ref}">this</ac:inline-comment-marker>.</p>`
      return out
    },
    ofComment(page, comment) {
      return `<p>${sentences[Math.floor(random(seed, page, comment, 21) * sentences.length)]} ${mention(comment % layout.users)}</p>`
    },
  }
}

/** Name of a file, the same for all its versions. */
export function fileName(file) {
  return `attachment ${file} – plan & notes.${file % 3 === 0 ? 'png' : file % 3 === 1 ? 'pdf' : 'docx'}`
}

/** Key of a user: an account id in a Cloud backup, 32 hexadecimal digits in one of a server. */
export function userKey(user, dialect) {
  const digits = user.toString(16)
  return dialect === 'C'
    ? `712020:00000000-0000-4000-8000-${digits.padStart(12, '0')}`
    : `ff80808100000000${digits.padStart(16, '0')}`
}

/** A UUID that belongs to a page and a number on it. */
export function uuid(page, number) {
  return `${page.toString(16).padStart(8, '0')}-0000-4000-8000-${number.toString(16).padStart(12, '0')}`
}

function sentence(seed, index) {
  const length = 6 + Math.floor(random(seed, index, 1) * 12)
  const picked = Array.from({ length }, (_, at) => words[Math.floor(random(seed, index, at, 2) * words.length)])
  const text = picked.join(' ')
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}.`
}
