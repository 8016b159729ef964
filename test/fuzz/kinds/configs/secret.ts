/** What stands for every password in the corpus. */
export const SECRET = 'hunter-two-22'

const SECRET_NAME = /pass|pwd|hash|secret|密码|口令/i
const COMMENT_LINE = /^\s*\/\//
/** A line that begins with the key of a password, whatever is wrong behind it, as long as no other key can come before it. */
const PASSWORD_LINE = /^\s*[{,]?\s*"(?:password|password_hash)"[^,{}[\]"'\\/]*["']?hunter-two-22/
const LINE = /\r\n|\r|\n/

const times = (text: string) => text.split(SECRET).length - 1

/**
 * Whether every place at which a text has the password is one where anybody would look for a password: in JSON, all of
 * `admin` and the values of keys with such names; comments that speak of one; in what is broken, lines that begin with such a key.
 */
export function isWhereSecretsAre(text: string): boolean {
  const all = times(text)
  if (all === 0) return false
  const lines = text.split(LINE)
  const comments = lines.filter((line) => COMMENT_LINE.test(line))
  const value = parsed(lines.filter((line) => !COMMENT_LINE.test(line)).join('\n'))
  if (value === undefined) return isInPasswordLines(lines, all)
  const inComments = comments.filter((line) => SECRET_NAME.test(line)).map(times)
  // Doubled keys are counted once here and twice in the text, and are then judged as if nobody knew.
  return sum(inComments) + inSecretPlaces(value, false) === all
}

/** Nothing before such a line may be able to make something else of it. */
function isInPasswordLines(lines: readonly string[], all: number): boolean {
  const last = lines.findLastIndex((line) => line.includes(SECRET))
  const before = lines.slice(0, last).filter((line) => !PASSWORD_LINE.test(line))
  const isCalm = before.every((line) => line.split('"').length % 2 === 1 && !/['“”#\\]|\/[/*]/.test(line))
  return isCalm && sum(lines.filter((line) => PASSWORD_LINE.test(line)).map(oncePerLine)) === all
}

const oncePerLine = (line: string) => (times(line) === 1 ? 1 : Number.NaN)
const sum = (numbers: readonly number[]) => numbers.reduce((total, one) => total + one, 0)

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

function inSecretPlaces(value: unknown, inside: boolean): number {
  if (typeof value === 'string') return inside ? times(value) : 0
  if (typeof value !== 'object' || value === null) return 0
  return sum(
    Object.entries(value).map(([key, item]) =>
      inSecretPlaces(item, inside || key.toLowerCase() === 'admin' || SECRET_NAME.test(key)),
    ),
  )
}
