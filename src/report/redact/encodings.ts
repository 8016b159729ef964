/** A way in which a text may be written elsewhere. */
export interface Encoded {
  readonly encoding: string
  readonly text: string
}

/** JSON in JSON in JSON: each more doubles the backslashes. */
const DEEPEST = 3

/**
 * Every form in which a secret could hide in an artefact: raw, base64 in its three alignments, URL-encoded, JSON-escaped (also
 * in JSON that a JSON text quotes, as log lines in a bundle do), hex and HTML-escaped. Of base64 only the characters that the secret alone decides.
 */
export function encodingsOf(secret: string): Encoded[] {
  const bytes = Buffer.from(secret)
  const forms: Encoded[] = [
    { encoding: 'raw', text: secret },
    ...[0, 1, 2].map((shift) => ({ encoding: `base64+${shift}`, text: alignedBase64(bytes, shift) })),
    { encoding: 'url', text: encodeURIComponent(secret.toWellFormed()) },
    {
      encoding: 'url-all',
      text: [...bytes].map((byte) => `%${byte.toString(16).padStart(2, '0')}`).join(''),
    },
    ...nested('json', JSON.stringify(secret).slice(1, -1)),
    ...nested('json-ascii', asciiJson(secret)),
    { encoding: 'hex', text: bytes.toString('hex') },
    { encoding: 'html', text: escapeHtml(secret) },
  ]
  const urlSafe = forms.map(({ encoding, text }) => ({
    encoding: `${encoding}-url`,
    text: encoding.startsWith('base64') ? text.replaceAll('+', '-').replaceAll('/', '_') : '',
  }))
  const seen = new Set<string>()
  return [...forms, ...urlSafe].filter(({ text }) => text.length >= 3 && !seen.has(text) && seen.add(text))
}

/** @param shift  bytes of something else before it in a group of three */
function alignedBase64(bytes: Buffer, shift: number): string {
  const text = Buffer.concat([Buffer.alloc(shift), bytes]).toString('base64')
  const first = Math.ceil((shift * 8) / 6)
  const last = Math.floor(((shift + bytes.length) * 8) / 6)
  return text.slice(first, last)
}

/** As it is, and as it looks in JSON within JSON, down to where nobody nests any deeper. */
function nested(encoding: string, text: string): Encoded[] {
  const forms = [{ encoding, text }]
  for (let depth = 1; depth <= DEEPEST; depth++) {
    const inner = forms.at(-1)?.text ?? ''
    forms.push({ encoding: `${encoding}+${depth}`, text: JSON.stringify(inner).slice(1, -1) })
  }
  return forms
}

function asciiJson(text: string): string {
  return JSON.stringify(text)
    .slice(1, -1)
    .replace(/[^ -~]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`)
}

const HTML: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' }

/** Text for the inside of an HTML element or attribute. */
export function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => HTML[character] ?? character)
}
