/** The colours that the style sheet knows. */
export type ColourName = 'grey' | 'red' | 'orange' | 'yellow' | 'green' | 'teal' | 'blue' | 'purple' | 'pink'

const HUES: readonly (readonly [number, ColourName])[] = [
  [15, 'red'],
  [42, 'orange'],
  [70, 'yellow'],
  [165, 'green'],
  [200, 'teal'],
  [255, 'blue'],
  [300, 'purple'],
  [345, 'pink'],
  [360, 'red'],
]
const NAMED: ReadonlyMap<string, ColourName> = new Map<string, ColourName>(
  (['grey', 'red', 'orange', 'yellow', 'green', 'teal', 'blue', 'purple', 'pink'] as const).map((name) => [name, name]),
).set('gray', 'grey')
const ALIGNMENTS: ReadonlySet<string> = new Set(['left', 'right', 'center', 'justify'])
const DECORATIONS: ReadonlyMap<string, string> = new Map([
  ['underline', 'c-underline'],
  ['line-through', 'c-strike'],
])
const INDENT_STEP = 30

/**
 * The classes that stand for a style attribute: the page is served without inline styles. Colours are brought to the
 * nearest one of a small palette that reads well on the page; what has no class is left out.
 */
export function styleClasses(style: string | undefined): readonly string[] {
  if (style === undefined) return []
  const classes: string[] = []
  for (const declaration of style.slice(0, 1000).split(';')) {
    const colon = declaration.indexOf(':')
    const found = classOf(
      declaration.slice(0, colon).trim().toLowerCase(),
      declaration
        .slice(colon + 1)
        .trim()
        .toLowerCase(),
    )
    if (found !== undefined) classes.push(found)
  }
  return classes
}

function classOf(property: string, value: string): string | undefined {
  switch (property) {
    case 'color':
      return prefixed('c-ink-', nearestColour(value))
    case 'background-color':
      return prefixed('c-fill-', nearestColour(value))
    case 'text-align':
      return ALIGNMENTS.has(value) ? `c-align-${value}` : undefined
    case 'text-decoration':
    case 'text-decoration-line':
      return DECORATIONS.get(value)
    case 'font-weight':
      return value === 'bold' || Number(value) >= 600 ? 'c-bold' : undefined
    case 'font-style':
      return value === 'italic' ? 'c-italic' : undefined
    case 'margin-left': {
      const steps = Math.min(6, Math.round(Number.parseFloat(value) / INDENT_STEP))
      return steps >= 1 ? `c-indent-${steps}` : undefined
    }
    default:
      return undefined
  }
}

/** The class of a cell's background, which Confluence keeps in an attribute of its own. */
export function fillClass(colour: string | undefined): string | undefined {
  return colour === undefined ? undefined : prefixed('c-fill-', nearestColour(colour.trim().toLowerCase()))
}

/** The colour of the style sheet that is nearest to a word or a code. */
export function colourName(colour: string): ColourName | undefined {
  return nearestColour(colour.trim().toLowerCase())
}

/** A width in pixels out of a style attribute, as `col` elements have it. */
export function widthOf(style: string | undefined): string | undefined {
  const pixels = /(?:^|;)\s*width\s*:\s*(\d{1,4})(?:\.\d{1,9})?\s*px/i.exec((style ?? '').slice(0, 1000))?.[1]
  return pixels
}

function prefixed(prefix: string, colour: ColourName | undefined): string | undefined {
  return colour === undefined ? undefined : prefix + colour
}

/** `undefined` for black, white and what isn't understood. */
function nearestColour(value: string): ColourName | undefined {
  const named = NAMED.get(value)
  if (named !== undefined) return named
  const rgb = parseColour(value)
  if (rgb === undefined) return undefined
  const [red, green, blue] = rgb
  const most = Math.max(red, green, blue)
  const least = Math.min(red, green, blue)
  const spread = most - least
  if (spread < 24) return most > 60 && most < 246 ? 'grey' : undefined
  const sector =
    most === red
      ? ((green - blue) / spread + 6) % 6
      : most === green
        ? (blue - red) / spread + 2
        : (red - green) / spread + 4
  return HUES.find(([until]) => sector * 60 <= until)?.[1]
}

function parseColour(value: string): readonly [number, number, number] | undefined {
  const hex = /^#([0-9a-f]{3}|[0-9a-f]{6})$/.exec(value)?.[1]
  if (hex !== undefined) {
    const wide = hex.length === 3 ? hex.replace(/./g, '$&$&') : hex
    const all = Number.parseInt(wide, 16)
    return [(all >> 16) & 255, (all >> 8) & 255, all & 255]
  }
  const match = /^rgba?\(\s*(\d{1,3})\s*[,\s]\s*(\d{1,3})\s*[,\s]\s*(\d{1,3})\b/.exec(value)
  return match === null ? undefined : [Number(match[1]), Number(match[2]), Number(match[3])]
}
