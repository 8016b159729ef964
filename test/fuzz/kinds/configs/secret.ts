/** What stands for every password in the corpus. */
export const SECRET = 'hunter-two-22'

const SECRET_KEY = /^(?:.*(?:pass|pwd|hash|secret|密码|口令).*)$/is
const WHOLE = /"password"\s*:\s*"hunter-two-22"/g

/**
 * Whether every place at which a text has the password is one where anybody would look for a password: in JSON, all of
 * `admin` and the values of keys with such names; in what is none, the value of a key `password` that is written in full.
 */
export function isWhereSecretsAre(text: string): boolean {
  const times = text.split(SECRET).length - 1
  if (times === 0) return false
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch {
    // A quote or a comment before it may make something else of it.
    return (text.match(WHOLE)?.length ?? 0) === times && !/['“”#]|\/[/*]|\\/.test(text) && isClean(text)
  }
  return inSecretPlaces(value, false) === times
}

/** Whether each line that has it is a line of whole keys and values. */
function isClean(text: string): boolean {
  const lines = text.split(/\r\n|\r|\n/).filter((line) => line.includes(SECRET))
  return lines.every((line) => line.split('"').length % 2 === 1)
}

/** Doubled keys are counted once here and twice in the text, and are then judged as if nobody knew. */
function inSecretPlaces(value: unknown, inside: boolean): number {
  if (typeof value === 'string') return inside ? value.split(SECRET).length - 1 : 0
  if (typeof value !== 'object' || value === null) return 0
  return Object.entries(value)
    .map(([key, item]) =>
      inSecretPlaces(item, inside || key.toLowerCase() === 'admin' || SECRET_KEY.test(key)),
    )
    .reduce((sum, count) => sum + count, 0)
}
