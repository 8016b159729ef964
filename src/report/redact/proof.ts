import { encodingsOf } from './encodings.ts'

/** Where a secret was found in a finished artefact. It never says the secret. */
interface Leak {
  readonly file: string
  /** Which of the known secrets, by its number. */
  readonly secret: number
  readonly encoding: string
}

/** What a search of the finished artefacts came to. */
export interface Proof {
  readonly files: number
  readonly bytes: number
  readonly secrets: number
  /** Forms of the secrets that were searched for. */
  readonly forms: number
  readonly leaks: readonly Leak[]
}

/** One finished file, as its readers will get it. */
export interface Artefact {
  readonly name: string
  readonly bytes: Buffer
}

/** Shorter ones occur by chance in any long text. */
const SHORTEST = 4

/**
 * Searches finished files for every known secret in every encoding: as it stands, without case for hex, with all blanks, line
 * breaks and markup between taken out, and across the seams of files. Works on what was written, not on what was meant.
 */
export function searchForSecrets(artefacts: readonly Artefact[], secrets: readonly string[]): Proof {
  const wanted = [...new Set(secrets)].filter(({ length }) => length >= SHORTEST)
  const needles = wanted.flatMap((secret, index) => encodingsOf(secret).map((form) => ({ ...form, index })))
  const leaks: Leak[] = []
  const look = (file: string, text: string) => {
    const joined = text.replaceAll(/\s+/g, '')
    const lower = text.toLowerCase()
    for (const { encoding, text: form, index } of needles) {
      // Without its blanks a short secret would be found in two words that stand side by side.
      const split = form.length >= 8 && joined.includes(form.replaceAll(/\s+/g, ''))
      const found = text.includes(form) || split || (isHex(encoding) && lower.includes(form.toLowerCase()))
      if (found) leaks.push({ file, secret: index, encoding })
    }
  }
  for (const { name, bytes } of artefacts) look(name, bytes.toString('utf8'))
  for (let at = 1; at < artefacts.length; at++) {
    const [before, after] = [artefacts[at - 1], artefacts[at]]
    if (before && after) look(`${before.name} + ${after.name}`, seam(before.bytes, after.bytes))
  }
  const bytes = artefacts.reduce((sum, artefact) => sum + artefact.bytes.length, 0)
  return { files: artefacts.length, bytes, secrets: wanted.length, forms: needles.length, leaks }
}

const isHex = (encoding: string) => encoding === 'hex' || encoding === 'url-all'

/** The end of one file and the beginning of the next, as they would be read one after the other. */
function seam(before: Buffer, after: Buffer): string {
  const reach = 4096
  return (
    before.subarray(-reach).toString('utf8').trimEnd() + after.subarray(0, reach).toString('utf8').trimStart()
  )
}
