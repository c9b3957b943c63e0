import { isUtf8 } from 'node:buffer'
import { SlowText } from './slow-text.js'
import {
  ampersand,
  bracket,
  carriageReturn,
  control,
  highPlane,
  nonAscii,
  tabOrLine,
  type TextContext,
  type TextPlace,
} from './text-kinds.js'
import { MarkupError } from './markup-error.js'

/**
 * Decodes bytes of the file into text, in one native call where nothing in them asks for more.
 *
 * @throws MarkupError for an undefined or malformed reference, and for `]]>` outside CDATA
 */
export function decodeText(context: TextContext, start: number, end: number, kinds: number, where: TextPlace): string {
  const { bytes } = context
  const asks = kinds & (where === 'cdata' ? ~ampersand : where === 'text' ? ~0 : ~bracket)
  if ((where === 'attribute' ? asks : asks & ~tabOrLine) === 0) return bytes.toString('latin1', start, end)
  if (where === 'text' && asks & bracket) refuseSectionEnd(context, start, end)
  const slow = control | carriageReturn | (where === 'attribute' ? tabOrLine | ampersand : ampersand)
  if (asks & slow) return new SlowText(context, where).decode(start, end)
  if ((asks & nonAscii) === 0) return undoBrackets(bytes.toString('latin1', start, end), where)
  if (!isUtf8(bytes.subarray(start, end))) return new SlowText(context, where).decode(start, end)
  const text = bytes.toString('utf8', start, end)
  const forbidden = asks & highPlane && (text.includes('\uFFFE') || text.includes('\uFFFF'))
  return forbidden ? new SlowText(context, where).decode(start, end) : undoBrackets(text, where)
}

/** Confluence writes a space behind every `]]` of a CDATA section, left to right, whatever follows. */
function undoBrackets(text: string, where: TextPlace): string {
  return where === 'cdata' && text.includes(']] ') ? text.replace(/\]\] ?/g, ']]') : text
}

function refuseSectionEnd({ bytes, base }: TextContext, start: number, end: number): void {
  const at = bytes.subarray(start, end).indexOf(']]>')
  if (at >= 0) throw new MarkupError(base + start + at, 'the end of a CDATA section that did not begin')
}
