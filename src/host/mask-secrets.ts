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
    const isValue = /^--?[^=\s]+$/.test(before) && namesASecret(before) && !/^--?[a-z]/i.test(word)
    return isValue ? MASK : maskWords(word)
  })
}

/** A line of text without the values that sound like secrets; what is masked is masked up to the next blank or quote. */
export function maskWords(text: string): string {
  return text
    .replace(/([\p{L}\p{N}_-]*)(["']?\s*[=:]\s*["']?)([^\s"',;&]+)/gu, (all, name, between, _value) =>
      namesASecret(name) ? `${name}${between}${MASK}` : all,
    )
    .replace(/(--?[\w-]+)(\s+)([^\s-][^\s]*)/g, (all, name, blank, _value) =>
      namesASecret(name) ? `${name}${blank}${MASK}` : all,
    )
    .replace(/(\w+:\/\/[^\s/:@]*:)[^\s/@]+@/g, `$1${MASK}@`)
}
