/** Something that is a secret by its shape, wherever it stands. The named group `secret` is what goes; without one, all. */
export interface SecretPattern {
  readonly rule: string
  readonly pattern: RegExp
}

/** Words that name a secret in a key, a variable or a flag. */
const NAME = String.raw`(?:[\w.-]*(?:passw(?:or)?d|passphrase|pwd|secret|token|api[_-]?key|apikey|access[_-]?key|private[_-]?key|credential|auth(?:orization)?|cookie|session[_-]?id|salt|hash|dsn|connection[_-]?string|webhook)[\w.-]*|密码|口令|令牌)`

/** Values that are no secret under such a name. */
const HARMLESS = String.raw`(?!(?:true|false|null|none|yes|no|on|off|required|enabled|disabled|0|1|是|否)(?=[\s"',;&)}\]\\]|$)|\[redacted)`

/** A whole value that is no secret, whatever its name. */
export const HARMLESS_VALUE =
  /^(?:true|false|null|none|yes|no|on|off|required|enabled|disabled|\*+|\d{1,4}|是|否|)$/i

/** In the order in which they are tried: the most certain first. */
export const SECRET_PATTERNS: readonly SecretPattern[] = [
  {
    rule: 'private-key',
    pattern: /-----BEGIN [A-Z0-9 ]*PRIVATE KEY-----[\s\S]*?(?:-----END [A-Z0-9 ]*PRIVATE KEY-----|$)/g,
  },
  {
    rule: 'password-hash',
    pattern: /\$(?:2[abxy]\$\d\d\$[./A-Za-z0-9]{10,}|argon2\w*\$[^\s"'\\]+|[156y]\$[^\s"':]{8,})/g,
  },
  { rule: 'jwt', pattern: /\beyJ[\w-]{8,}\.[\w-]{8,}(?:\.[\w-]*)?/g },
  {
    rule: 'token',
    pattern:
      /\b(?:gh[pousr]_\w{16,}|github_pat_\w{20,}|glpat-[\w-]{16,}|xox[abprs]-[\w-]{10,}|sk[-_](?:live|test|proj|ant)?[-_]?\w{16,}|AKIA[0-9A-Z]{16}|AIza[\w-]{30,}|npm_\w{30,})/g,
  },
  { rule: 'authorization', pattern: /\b(?:Bearer|Basic|Digest)\s+(?<secret>[\w.~+/=-]{6,})/gi },
  { rule: 'url-password', pattern: /\b[a-z][\w+.-]*:\/\/[^\s/:@'"]*:(?<secret>[^\s/'"]+)@/gi },
  { rule: 'url-query', pattern: new RegExp(String.raw`[?&]${NAME}=(?<secret>[^&\s"'<>]+)`, 'gi') },
  // "password": "…", also where the quotes are escaped because the text is JSON in JSON.
  {
    rule: 'json-value',
    pattern: new RegExp(
      String.raw`\\*["']${NAME}\\*["']\s*:\s*(?:\\*["'](?<secret>${HARMLESS}(?:\\.|[^"'\\\n])+)\\*["']|(?<bare>${HARMLESS}[^\s"',}\]]+))`,
      'gi',
    ),
  },
  {
    rule: 'named-value',
    pattern: new RegExp(
      String.raw`(?<![\w"'])${NAME}\s*[=:：]\s*(?:"(?<secret>${HARMLESS}[^"\n]+)"|'(?<single>${HARMLESS}[^'\n]+)'|(?<bare>${HARMLESS}[^\s"',;&)}\]]+))`,
      'gi',
    ),
  },
  {
    rule: 'flag-value',
    pattern: new RegExp(
      String.raw`--?${NAME}(?:\s+|=)(?:"(?<secret>[^"\n]+)"|'(?<single>[^'\n]+)'|(?<bare>(?!-)${HARMLESS}[^\s"']+))`,
      'gi',
    ),
  },
  // What somebody has typed into a chat that knows no such command: everything behind it, since names come first or not at all.
  {
    rule: 'typed-login',
    pattern:
      /(?<=^|[\s>"'([])\/(?:login|logon|signin|auth|identify|passw(?:or)?d|pass|oper|register)[ \t]+(?<secret>[^\n"]{1,200})/gim,
  },
  { rule: 'hex-hash', pattern: /\b[0-9a-f]{64}\b|\b[0-9a-f]{128}\b/gi },
]
