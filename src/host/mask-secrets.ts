import { namesASecret } from './secret-names.ts'

const MASK = '***'

/**
 * Arguments of a program without the values that sound like secrets: `--password x`, `--password=x`, `DB_PASSWORD=x`, and
 * passwords in addresses.
 *
 * @example maskSecrets(['serve', '--password', 'x']) // ['serve', '--password', '***']
 */
export function maskSecrets(argv: readonly string[]): string[] {
  return argv.map((word, at) => {
    const before = argv[at - 1] ?? ''
    if (isSecretOf(before, word)) return MASK
    // curl -u me:secret
    if (/^(?:-u|--(?:proxy-)?user)$/.test(before)) return word.replace(/:.*$/s, `:${MASK}`)
    return maskWords(word)
  })
}

/** Whether a word is the value of the option before it, and that is a secret; `-p 22` is a port and `--key a.pem` a file. */
function isSecretOf(option: string, word: string): boolean {
  if (/^(?:bearer|basic|digest)$/i.test(option)) return true
  if (!/^--?[^=\s]+$/.test(option) || /^--?[a-z]/i.test(word)) return false
  if (namesASecret(option)) return !/^(?:bearer|basic|digest)$/i.test(word)
  if (option === '-p') return !/^\d{1,5}(?::|$)/.test(word) && !/^[\w.-]*:?\d+:\d+/.test(word)
  return /^--?key$/i.test(option) && !/[/.]/.test(word)
}

/** A line of text without the values that sound like secrets; what is masked is masked up to the next blank or quote. */
export function maskWords(text: string): string {
  return text
    .replace(/\b(Bearer|Basic|Digest)(\s+)[\w.~+/=-]{6,}/gi, `$1$2${MASK}`)
    .replace(/([\p{L}\p{N}_-]*)(["']?\s*[=:]\s*["']?)([^\s"',;&]+)/gu, (all, name, between, _value) =>
      namesASecret(name) ? `${name}${between}${MASK}` : all,
    )
    .replace(/(--?[\w-]+)(\s+)([^\s-][^\s]*)/g, (all, name, blank, _value) =>
      namesASecret(name) ? `${name}${blank}${MASK}` : all,
    )
    .replace(/(\w+:\/\/[^\s/:@]*:)[^\s/@]+@/g, `$1${MASK}@`)
}
